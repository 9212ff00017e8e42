"""A sensitive record is known by its person: the journal of who looked outlives what was kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0002_tree_rules"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="sensitiverecord",
            name="id",
        ),
        migrations.AlterField(
            model_name="sensitiverecord",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="sensitive",
                serialize=False,
                to="orgs.person",
                verbose_name="Người",
            ),
        ),
    ]
