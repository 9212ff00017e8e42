"""Obstacles stand where their item stands; they and their turns count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0012_obstacles"),
        ("figures", "0002_engine"),
    ]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE commitments_obstacle ADD CONSTRAINT commitments_obstacle_in_place
                FOREIGN KEY (item_id, unit_id) REFERENCES commitments_item (id, unit_id)
                ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            """,
            "ALTER TABLE commitments_obstacle DROP CONSTRAINT commitments_obstacle_in_place;",
        ),
        InstallCube(key="obstacles", table="commitments_obstacle", dims=(("state", "text"),)),
        InstallCube(
            key="obstacle_turns", table="commitments_obstacleturn", dims=(("outcome", "text"), ("due_on", "date"))
        ),
    ]
