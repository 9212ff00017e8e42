"""Nobody writes over the draft of a code of conduct that another has just saved."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0008_codes")]

    operations = [
        migrations.AddField(
            model_name="conductcode",
            name="edition",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
