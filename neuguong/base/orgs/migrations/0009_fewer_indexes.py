"""Rows of the tree are written by ten thousands: no index twice, none of what is the same in all."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0008_words_later"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.AlterField(
                model_name="path",
                name="tree",
                field=models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.tree"
                ),
            ),
            migrations.AlterField(
                model_name="person",
                name="code",
                field=models.CharField(max_length=40, verbose_name="Mã người"),
            ),
            migrations.AlterField(
                model_name="person",
                name="home",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="people",
                    to="orgs.unit",
                    verbose_name="Chi bộ sinh hoạt",
                ),
            ),
            migrations.AlterField(
                model_name="reach",
                name="tree",
                field=models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.tree"
                ),
            ),
            migrations.AddConstraint(
                model_name="person",
                constraint=models.UniqueConstraint(fields=("code",), name="orgs_person_code_once"),
            ),
        )
    ]
