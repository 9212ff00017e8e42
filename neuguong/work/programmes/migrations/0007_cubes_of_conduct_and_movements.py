"""Acknowledgements, movements and their models count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_conduct_and_movements"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(
            key="acknowledgements",
            table="programmes_acknowledgement",
            dims=(("code_id", "text"), ("is_done", "boolean"), ("due_on", "date")),
        ),
        InstallCube(key="movements", table="programmes_movement", dims=(("organisation", "text"),)),
        InstallCube(
            key="movement_models",
            table="programmes_movementmodel",
            dims=(("organisation", "text"), ("movement_id", "text")),
            sums=("people",),
        ),
    ]
