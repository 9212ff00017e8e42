"""Indicators' values and the times of procedures count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(
            key="indicator_values",
            table="indicators_value",
            dims=(
                ("indicator_id", "text"),
                ("category", "text"),
                ("state", "text"),
                ("expected", "boolean"),
                ("timing", "text"),
                ("due_on", "date"),
            ),
            sums=("amount", "base"),
        ),
        InstallCube(
            key="procedures",
            table="indicators_proceduretime",
            dims=(("shortening", "text"),),
            sums=("statutory_days", "committed_days"),
        ),
    ]
