"""What an attendance repeats of its session is held equal by triggers, a whole statement at a time, instead of by two
references: those were looked up row by row at the commit, and any other year or theme would have done."""

import django.db.models.deletion
from django.db import migrations, models

from neuguong.kit.migrations import Together

_FORWARD = """
CREATE FUNCTION study_attendance_repeats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh a JOIN study_session s ON s.id = a.session_id
                WHERE (a.period_id, a.theme_id, a.kind, a.is_make_up)
                      IS DISTINCT FROM (s.period_id, s.theme_id, s.kind, s.is_make_up)) THEN
        RAISE check_violation USING
            MESSAGE = 'an attendance repeats the year, theme and kind of its session',
            TABLE = 'study_attendance', CONSTRAINT = 'study_attendance_repeats';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION study_session_is_repeated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM study_attendance a WHERE a.session_id = NEW.id) THEN
        RAISE check_violation USING
            MESSAGE = 'a session with people keeps its year, theme and kind',
            TABLE = 'study_session', CONSTRAINT = 'study_attendance_repeats';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER study_attendance_repeats_new AFTER INSERT ON study_attendance
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION study_attendance_repeats();
CREATE TRIGGER study_attendance_repeats_changed AFTER UPDATE ON study_attendance
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION study_attendance_repeats();
CREATE TRIGGER study_session_is_repeated AFTER UPDATE OF period_id, theme_id, kind, is_make_up ON study_session
    FOR EACH ROW WHEN ((OLD.period_id, OLD.theme_id, OLD.kind, OLD.is_make_up)
                       IS DISTINCT FROM (NEW.period_id, NEW.theme_id, NEW.kind, NEW.is_make_up))
    EXECUTE FUNCTION study_session_is_repeated();
"""
_BACK = """
DROP TRIGGER study_session_is_repeated ON study_session;
DROP TRIGGER study_attendance_repeats_changed ON study_attendance;
DROP TRIGGER study_attendance_repeats_new ON study_attendance;
DROP FUNCTION study_session_is_repeated();
DROP FUNCTION study_attendance_repeats();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("periods", "0002_basis_of_days"),
        ("study", "0003_themes"),
    ]

    operations = [
        Together(
            migrations.AlterField(
                model_name="attendance",
                name="period",
                field=models.ForeignKey(
                    db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT,
                    related_name="+", to="periods.period", verbose_name="Năm",
                ),
            ),
            migrations.AlterField(
                model_name="attendance",
                name="theme",
                field=models.ForeignKey(
                    db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT,
                    related_name="+", to="study.theme", verbose_name="Chuyên đề",
                ),
            ),
        ),
        migrations.RunSQL(_FORWARD, _BACK),
    ]  # fmt: skip
