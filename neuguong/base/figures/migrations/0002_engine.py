"""What every cube's trigger calls, and the storage of two tables that are written all day.

`figures_total` adds arrays of numbers place by place. `figures_nowhere` refuses a fact whose unit has no place in the
tree: it must not be lost in silence. A period's tree date may only change while no figure stands on it (or through
`figures.services.set_tree_date`, which counts again), and a unit that begins to store balances does so only within
`orgs.services.reorganise`, after which its figures are counted.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION figures_add(a numeric[], b numeric[]) RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF cardinality(b) = 0 THEN RETURN a; END IF;
  IF cardinality(a) = 0 THEN RETURN b; END IF;
  RETURN (SELECT array_agg(x + y ORDER BY at) FROM unnest(a, b) WITH ORDINALITY AS pair(x, y, at));
END $$;

CREATE AGGREGATE figures_total(numeric[]) (SFUNC = figures_add, STYPE = numeric[], INITCOND = '{}');

CREATE FUNCTION figures_nowhere(tree text, unit bigint, period bigint) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Đơn vị “%” chưa có vị trí trong cây “%” vào ngày chốt của kỳ “%”, nên không ghi được số liệu.',
    COALESCE((SELECT code FROM orgs_unit WHERE id = unit), unit::text), tree, period
    USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION figures_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF COALESCE(current_setting('neuguong.reset', true), '') <> 'on' THEN
    RAISE EXCEPTION 'Không được xóa trắng bảng “%”: số liệu sẽ sai.', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION figures_guard_tree_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF COALESCE(current_setting('neuguong.tree_date', true), '') = 'on' THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(20039, id::int) FROM (SELECT id FROM orgs_tree ORDER BY id) tree;
  IF EXISTS (SELECT FROM figures_balance WHERE period_id = OLD.id)
    OR EXISTS (SELECT FROM figures_delta WHERE period_id = OLD.id) THEN
    RAISE EXCEPTION 'Kỳ này đã có số liệu: ngày chốt cây tổ chức phải đổi kèm việc tính lại.'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER figures_tree_date BEFORE UPDATE ON periods_period FOR EACH ROW
  WHEN (OLD.tree_on IS DISTINCT FROM NEW.tree_on) EXECUTE FUNCTION figures_guard_tree_date();

CREATE FUNCTION figures_guard_rolled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (EXISTS (SELECT FROM figures_balance) OR EXISTS (SELECT FROM figures_delta)) AND NOT EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 20039 AND pid = pg_backend_pid()
      AND mode = 'ExclusiveLock' AND granted
  ) THEN
    RAISE EXCEPTION 'Đơn vị “%” chỉ được đổi sang lưu số dư trong khi đang sắp xếp lại cây tổ chức.', NEW.code
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER figures_rolled BEFORE UPDATE ON orgs_unit FOR EACH ROW
  WHEN (OLD.rolled IS DISTINCT FROM NEW.rolled) EXECUTE FUNCTION figures_guard_rolled();

ALTER TABLE figures_balance SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE figures_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
"""

BACKWARD = """
ALTER TABLE figures_delta RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
ALTER TABLE figures_balance RESET (fillfactor, autovacuum_vacuum_scale_factor);
DROP TRIGGER figures_rolled ON orgs_unit;
DROP FUNCTION figures_guard_rolled();
DROP TRIGGER figures_tree_date ON periods_period;
DROP FUNCTION figures_guard_tree_date();
DROP FUNCTION figures_refuse_truncate();
DROP FUNCTION figures_nowhere(text, bigint, bigint);
DROP AGGREGATE figures_total(numeric[]);
DROP FUNCTION figures_add(numeric[], numeric[]);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0001_initial"),
        ("orgs", "0001_initial"),
        ("periods", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
