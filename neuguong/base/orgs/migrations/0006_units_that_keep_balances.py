"""The few thousand units that keep balances, found at once: a reorganisation asks which have become one of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0005_no_trigrams_of_people")]
    operations = [
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["id"], condition=models.Q(("rolled", True)), name="orgs_unit_rolled"),
        ),
    ]
