"""Documents, communication activities and plans count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(key="documents", table="programmes_document", dims=(("kind", "text"),)),
        InstallCube(
            key="communications", table="programmes_communication", dims=(("channel", "text"),), sums=("count",)
        ),
        InstallCube(key="plans", table="programmes_plan", dims=(("state", "text"), ("due_on", "date"))),
    ]
