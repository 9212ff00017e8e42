"""Nobody writes over what another has just said of a case, or made public of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0003_editions_and_climbing")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="edition",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
