"""Cases, reception days, dialogues and promises count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0001_initial"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(
            key="cases",
            table="dialogues_case",
            dims=(
                ("kind", "text"),
                ("sector", "text"),
                ("channel", "text"),
                ("state", "text"),
                ("timing", "text"),
                ("rating", "text"),
                ("due_on", "date"),
            ),
        ),
        InstallCube(
            key="receptions",
            table="dialogues_reception",
            dims=(("state", "text"), ("held_by", "text"), ("on", "date")),
            sums=("people",),
        ),
        InstallCube(
            key="dialogues", table="dialogues_dialogue", dims=(("kind", "text"), ("state", "text")), sums=("people",)
        ),
        InstallCube(key="promises", table="dialogues_promise", dims=(("outcome", "text"), ("due_on", "date"))),
    ]
