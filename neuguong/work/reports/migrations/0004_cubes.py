"""Reports and requests for a later day count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_obligations"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(
            key="reports",
            table="reports_report",
            dims=(
                ("expected", "boolean"),
                ("state", "text"),
                ("timing", "text"),
                ("due_on", "date"),
                ("first_due_on", "date"),
            ),
        ),
        InstallCube(key="extensions", table="reports_extension", dims=(("subject", "text"), ("state", "text"))),
    ]
