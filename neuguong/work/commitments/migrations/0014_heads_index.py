"""Heads are few among registrations: an index of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0013_obstacle_cubes"),
        ("orgs", "0008_words_later"),
        ("periods", "0002_basis_of_days"),
        ("programmes", "0008_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("kind", "HEAD")), fields=["period", "unit"], name="commitments_of_heads"
            ),
        ),
    ]
