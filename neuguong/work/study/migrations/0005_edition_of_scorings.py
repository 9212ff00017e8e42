"""Of two who score a meeting for one side nobody writes over what the other has just given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("study", "0004_repeats")]

    operations = [
        migrations.AddField(
            model_name="scoring",
            name="edition",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
