"""What is sealed stays: no row of a seal is changed, removed or added later, and its period keeps its tree.

`figures_sealed` says whether the facts of a unit in a period lie under a seal: one of the unit or of a unit above it in
the tree of the period, of the period itself or of one that contains it. Only the reset of a test or demo database,
which says `SET neuguong.reset = 'on'`, may empty the tables.
"""

from django.db import migrations

TABLES = ("figures_seal", "figures_sealedfact", "figures_sealedplace")

FORWARD = """
CREATE FUNCTION figures_sealed(unit bigint, period bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    WITH RECURSIVE around AS (
      SELECT id, parent_id FROM periods_period WHERE id = period
      UNION ALL
      SELECT p.id, p.parent_id FROM around a JOIN periods_period p ON p.id = a.parent_id
    )
    SELECT FROM periods_period own
    JOIN orgs_tree t ON t.code = 'party'
    JOIN orgs_path place ON place.tree_id = t.id AND place.unit_id = unit
      AND place.valid_from <= own.tree_on AND place.valid_to > own.tree_on
    CROSS JOIN generate_series(1, length(place.path), 6) at
    JOIN orgs_unit above ON above.label = substr(place.path, at, 6)
    JOIN figures_seal s ON s.unit_id = above.id AND s.period_id IN (SELECT id FROM around)
    WHERE own.id = period
  );
END $$;

CREATE FUNCTION figures_seals_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('neuguong.reset', true) = 'on' THEN RETURN COALESCE(NEW, OLD); END IF;
  RAISE EXCEPTION 'Số liệu đã chốt không được sửa hoặc xóa.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'figures_seals_stay';
END $$;

CREATE FUNCTION figures_seals_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT seal_id FROM added) one JOIN figures_seal s ON s.id = one.seal_id) THEN
    RAISE EXCEPTION 'Số liệu đã chốt không được thêm vào.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'figures_seals_stay';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION figures_sealed_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    WITH RECURSIVE around AS (
      SELECT OLD.id AS id, OLD.parent_id AS parent_id
      UNION ALL
      SELECT p.id, p.parent_id FROM around a JOIN periods_period p ON p.id = a.parent_id
    )
    SELECT FROM figures_seal s JOIN around ON around.id = s.period_id
  ) THEN
    RAISE EXCEPTION 'Số liệu kỳ này đã chốt: ngày lấy cây tổ chức không đổi được nữa.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'figures_seals_stay';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER figures_sealed_tree BEFORE UPDATE ON periods_period FOR EACH ROW
  WHEN (OLD.tree_on IS DISTINCT FROM NEW.tree_on) EXECUTE FUNCTION figures_sealed_tree();
"""

STAY = """
CREATE TRIGGER figures_seals_stay BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION figures_seals_stay();
CREATE TRIGGER figures_seals_not_emptied BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION figures_seals_stay();
"""

CLOSED = """
CREATE TRIGGER figures_seals_closed AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION figures_seals_closed();
"""

DROP = "DROP TRIGGER figures_seals_stay ON {table}; DROP TRIGGER figures_seals_not_emptied ON {table};"

BACKWARD = """
DROP TRIGGER figures_sealed_tree ON periods_period;
DROP TRIGGER figures_seals_closed ON figures_sealedplace;
DROP TRIGGER figures_seals_closed ON figures_sealedfact;
DROP FUNCTION figures_sealed_tree();
DROP FUNCTION figures_seals_closed();
DROP FUNCTION figures_seals_stay();
DROP FUNCTION figures_sealed(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_seals")]

    operations = [
        migrations.RunSQL(
            FORWARD
            + "".join(STAY.format(table=table) for table in TABLES)
            + "".join(CLOSED.format(table=table) for table in TABLES[1:]),
            "".join(DROP.format(table=table) for table in TABLES) + BACKWARD,
        )
    ]
