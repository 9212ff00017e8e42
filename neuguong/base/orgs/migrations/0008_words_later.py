"""A reorganisation of thousands of units does not write their words itself: it leaves the units here, and a job writes
the words, and those of people and registrations with them, without holding the trees."""

import django.db.models.deletion
from django.db import migrations, models

LATER = """
CREATE OR REPLACE FUNCTION orgs_reaches_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF COALESCE(current_setting('neuguong.words', true), '') = 'later' THEN
        INSERT INTO orgs_wordsdue (unit_id) SELECT DISTINCT unit_id FROM fresh ON CONFLICT DO NOTHING;
    ELSE
        PERFORM orgs_seek_units(array_agg(DISTINCT unit_id)) FROM fresh;
    END IF;
    RETURN NULL;
END $$;
"""
AT_ONCE = """
CREATE OR REPLACE FUNCTION orgs_reaches_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_seek_units(array_agg(DISTINCT unit_id)) FROM fresh;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("orgs", "0007_who_takes_late_records")]
    operations = [
        migrations.CreateModel(
            name="WordsDue",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="orgs.unit",
                    ),
                ),
            ],
            options={"verbose_name": "Từ để tìm chờ cập nhật"},
        ),
        migrations.RunSQL(LATER, AT_ONCE),
    ]
