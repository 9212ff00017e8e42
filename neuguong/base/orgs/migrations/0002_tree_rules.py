"""What a placement must respect: a parent alive on every one of its days, and no ring.

Checked at commit, row by row, so that a whole reorganisation may pass through states that are not yet right.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION orgs_check_placement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place orgs_placement;
    tree bigint := COALESCE(NEW.tree_id, OLD.tree_id);
    who bigint := COALESCE(NEW.unit_id, OLD.unit_id);
    bad text;
BEGIN
    SELECT u.name INTO bad FROM orgs_placement c JOIN orgs_unit u ON u.id = c.unit_id
     WHERE c.tree_id = tree AND c.parent_id = who
       AND NOT c.valid <@ COALESCE((SELECT range_agg(p.valid) FROM orgs_placement p
                                     WHERE p.tree_id = tree AND p.unit_id = who), '{}'::datemultirange)
     LIMIT 1;
    IF bad IS NOT NULL THEN
        RAISE EXCEPTION 'Đơn vị “%%” còn hoạt động khi đơn vị cấp trên đã kết thúc. Hãy chuyển hoặc kết thúc đơn vị này trước.', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'orgs_child_within_parent';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;
    SELECT * INTO place FROM orgs_placement WHERE id = NEW.id;
    IF NOT FOUND OR place.parent_id IS NULL THEN RETURN NULL; END IF;
    IF NOT place.valid <@ COALESCE((SELECT range_agg(p.valid) FROM orgs_placement p
                                     WHERE p.tree_id = place.tree_id AND p.unit_id = place.parent_id), '{}'::datemultirange) THEN
        SELECT u.name INTO bad FROM orgs_unit u WHERE u.id = place.parent_id;
        RAISE EXCEPTION 'Đơn vị cấp trên “%%” không hoạt động trong suốt thời gian này.', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'orgs_child_within_parent';
    END IF;
    WITH RECURSIVE up(parent, span) AS (
        SELECT place.parent_id, place.valid
        UNION
        SELECT p.parent_id, p.valid * up.span FROM up
          JOIN orgs_placement p ON p.tree_id = place.tree_id AND p.unit_id = up.parent AND p.valid && up.span
         WHERE up.parent <> place.unit_id
    )
    SELECT 'ring' INTO bad FROM up WHERE up.parent = place.unit_id LIMIT 1;
    IF bad IS NOT NULL THEN
        RAISE EXCEPTION 'Đơn vị không thể trực thuộc chính mình hay đơn vị cấp dưới của mình.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'orgs_no_ring';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER orgs_placement_rules AFTER INSERT OR UPDATE OR DELETE ON orgs_placement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orgs_check_placement();
CREATE INDEX orgs_placement_of_parent ON orgs_placement (tree_id, parent_id);
"""
BACKWARD = """
DROP INDEX orgs_placement_of_parent;
DROP TRIGGER orgs_placement_rules ON orgs_placement;
DROP FUNCTION orgs_check_placement();
"""


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD.replace("%%", "%"), BACKWARD)]
