"""Themes, the rounds of study, count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("study", "0002_cubes"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(key="study_themes", table="study_theme", dims=()),
    ]
