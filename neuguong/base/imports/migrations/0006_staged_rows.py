"""Staged rows: one index, and no look at the batch for each of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0005_progress_and_hash"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stagedrow",
            name="batch",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="staged",
                to="imports.batch",
                verbose_name="Lô dữ liệu",
            ),
        ),
    ]
