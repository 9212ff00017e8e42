"""Values are written by hundred thousands: what begins another index has none of its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_questions_and_exceptions"),
        ("orgs", "0009_fewer_indexes"),
        ("periods", "0002_basis_of_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.AlterField(
                model_name="value",
                name="decided_by",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="Người duyệt",
                ),
            ),
            migrations.AlterField(
                model_name="value",
                name="decider_unit",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orgs.unit",
                    verbose_name="Nơi duyệt",
                ),
            ),
            migrations.AlterField(
                model_name="value",
                name="entered_by",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="Người nhập",
                ),
            ),
            migrations.AlterField(
                model_name="value",
                name="period",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="periods.period",
                    verbose_name="Kỳ",
                ),
            ),
            migrations.AlterField(
                model_name="value",
                name="unit",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="indicator_values",
                    to="orgs.unit",
                    verbose_name="Đơn vị",
                ),
            ),
        )
    ]
