"""A capacity is as long as the title and the decision that name it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_entries_stay")]
    operations = [
        migrations.AlterField(
            model_name="entry",
            name="capacity",
            field=models.TextField(blank=True, verbose_name="Với tư cách"),
        ),
    ]
