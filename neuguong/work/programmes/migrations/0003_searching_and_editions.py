"""Search in numbers and summaries by index; editions of plans."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("orgs", "0002_tree_rules"),
        ("periods", "0002_basis_of_days"),
        ("programmes", "0002_cubes"),
    ]

    operations = [
        Together(
            migrations.AddField(
                model_name="plan",
                name="edition",
                field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
            ),
            migrations.AddIndex(
                model_name="document",
                index=models.Index(
                    django.contrib.postgres.indexes.OpClass(
                        django.db.models.functions.text.Replace(
                            models.F("number_key"), models.Value("Đ"), models.Value("D")
                        ),
                        name="text_pattern_ops",
                    ),
                    name="programmes_document_plain",
                ),
            ),
            migrations.AddIndex(
                model_name="document",
                index=django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.search.SearchVector("summary", config="vi"),
                    name="programmes_document_words",
                ),
            ),
        ),
    ]
