"""Commitments, their items and the progress on them count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0002_places"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(
            key="commitments",
            table="commitments_commitment",
            dims=(("kind", "text"), ("state", "text"), ("timing", "text"), ("expected", "boolean"), ("due_on", "date")),
        ),
        InstallCube(
            key="items", table="commitments_item", dims=(("group", "text"), ("status", "text"), ("due_on", "date"))
        ),
        InstallCube(key="progress", table="commitments_progress", dims=()),
    ]
