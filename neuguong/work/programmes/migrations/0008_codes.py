"""Codes of conduct count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0007_cubes_of_conduct_and_movements"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(key="conduct_codes", table="programmes_conductcode", dims=(("state", "text"),)),
    ]
