"""Of two who write one finding anew at once, neither writes over the other."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_plans_and_voters")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="edition",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
