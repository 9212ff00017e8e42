"""An item may name the indicator that it serves."""

import django.db.models.deletion
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0010_words"),
        ("indicators", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.AddField(
                model_name="item",
                name="indicator",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="served_by",
                    to="indicators.indicator",
                    verbose_name="Góp vào chỉ tiêu",
                ),
            ),
            migrations.AddIndex(
                model_name="item",
                index=models.Index(
                    condition=models.Q(("indicator__isnull", False)),
                    fields=["indicator"],
                    name="commitments_item_serves",
                ),
            ),
        ),
    ]
