"""Cases are counted by whether another unit is in charge of them now, and whether a level above was told."""

from django.db import migrations, models

from neuguong.base.figures.operations import InstallCube, RemoveCube
from neuguong.kit.migrations import Together

DIMS = (
    ("kind", "text"),
    ("sector", "text"),
    ("channel", "text"),
    ("state", "text"),
    ("timing", "text"),
    ("rating", "text"),
    ("due_on", "date"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0004_edition_of_cases"),
        ("figures", "0002_engine"),
    ]

    operations = [
        RemoveCube(key="cases", table="dialogues_case", dims=DIMS),
        Together(
            migrations.AddField(
                model_name="case",
                name="is_transferred",
                field=models.GeneratedField(
                    db_persist=True,
                    expression=models.Case(models.When(unit=models.F("intake_unit"), then=False), default=True),
                    output_field=models.BooleanField(verbose_name="Đã chuyển đơn vị giải quyết"),
                ),
            ),
            migrations.AddField(
                model_name="case",
                name="is_escalated",
                field=models.GeneratedField(
                    db_persist=True,
                    expression=models.Case(models.When(escalated_to=None, then=False), default=True),
                    output_field=models.BooleanField(verbose_name="Đã báo cấp trên vì quá hạn"),
                ),
            ),
        ),
        InstallCube(
            key="cases",
            table="dialogues_case",
            dims=(*DIMS, ("is_transferred", "boolean"), ("is_escalated", "boolean")),
        ),
    ]
