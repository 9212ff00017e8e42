"""People are found by their words (migration 0004): trigrams of a million names cost every import and serve nobody."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orgs", "0004_words")]
    operations = [migrations.RemoveIndex(model_name="person", name="orgs_person_search")]
