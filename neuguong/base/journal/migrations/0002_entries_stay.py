"""The journal is written once: no entry is changed or removed, by whatever path.

Only the reset of a test or demo database, which says `SET neuguong.reset = 'on'`, may.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION journal_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('neuguong.reset', true) = 'on' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'Dòng nhật ký đã ghi không được sửa hoặc xóa.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entries_stay';
END $$;
CREATE TRIGGER journal_entries_stay BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_entries_stay();
CREATE TRIGGER journal_entries_not_emptied BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_entries_stay();
"""
BACKWARD = """
DROP TRIGGER journal_entries_not_emptied ON journal_entry;
DROP TRIGGER journal_entries_stay ON journal_entry;
DROP FUNCTION journal_entries_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
