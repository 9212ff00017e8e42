"""Denunciations count themselves: by state and term, nothing else."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("denunciations", "0001_initial"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(
            key="denunciations", table="denunciations_denunciation", dims=(("state", "text"), ("due_on", "date"))
        ),
    ]
