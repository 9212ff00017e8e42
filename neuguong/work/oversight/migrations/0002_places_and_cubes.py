"""Findings stand where their visit stands, a draw is never changed once it is frozen; everything counts itself."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_initial"),
        ("commitments", "0002_places"),
        ("figures", "0002_engine"),
    ]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE oversight_finding ADD CONSTRAINT oversight_finding_in_place
                FOREIGN KEY (visit_id, unit_id, period_id, body_id)
                REFERENCES oversight_visit (id, unit_id, period_id, body_id) DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE oversight_supervisedbreakthrough ADD CONSTRAINT oversight_supervised_in_place
                FOREIGN KEY (item_id, unit_id) REFERENCES commitments_item (id, unit_id)
                ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            CREATE FUNCTION oversight_draw_stands() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
              IF TG_OP = 'DELETE' OR OLD.frozen_at IS NOT NULL
                 OR (OLD.seed, OLD.root_id, OLD.unit_kind, OLD.count, OLD.plan_id, OLD.seeded_at)
                    IS DISTINCT FROM (NEW.seed, NEW.root_id, NEW.unit_kind, NEW.count, NEW.plan_id, NEW.seeded_at) THEN
                RAISE EXCEPTION 'Lần bốc thăm đã ghi thì không sửa, không xóa được.' USING ERRCODE = 'check_violation';
              END IF;
              RETURN NEW;
            END $body$;
            CREATE TRIGGER oversight_draw_stands BEFORE UPDATE OR DELETE ON oversight_draw
                FOR EACH ROW EXECUTE FUNCTION oversight_draw_stands();
            """,
            """
            DROP TRIGGER oversight_draw_stands ON oversight_draw;
            DROP FUNCTION oversight_draw_stands();
            ALTER TABLE oversight_supervisedbreakthrough DROP CONSTRAINT oversight_supervised_in_place;
            ALTER TABLE oversight_finding DROP CONSTRAINT oversight_finding_in_place;
            """,
        ),
        InstallCube(
            key="oversight_visits",
            table="oversight_visit",
            dims=(("kind", "text"), ("body_kind", "text"), ("state", "text"), ("planned_on", "date")),
        ),
        InstallCube(key="oversight_findings", table="oversight_finding", dims=(("state", "text"), ("due_on", "date"))),
        InstallCube(key="supervised_breakthroughs", table="oversight_supervisedbreakthrough", dims=()),
    ]
