"""Documents are found by their number whole, however it is typed, and by the words of number and summary."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("orgs", "0004_words"),
        ("periods", "0002_basis_of_days"),
        ("programmes", "0004_timing_and_programme"),
    ]

    operations = [
        Together(
            migrations.RemoveIndex(
                model_name="document",
                name="programmes_document_plain",
            ),
            migrations.RemoveIndex(
                model_name="document",
                name="programmes_document_words",
            ),
            migrations.AddField(
                model_name="document",
                name="plain_number",
                field=models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func(
                            django.db.models.functions.text.Lower(models.F("number")),
                            models.Value("àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"),
                            models.Value("aaaaaaaaaaaaaaaaadeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyy"),
                            function="TRANSLATE",
                            output_field=models.CharField(),
                        ),
                        models.Value("[^a-z0-9]+"),
                        models.Value(""),
                        models.Value("g"),
                        function="REGEXP_REPLACE",
                    ),
                    output_field=models.CharField(max_length=60),
                ),
            ),
            migrations.AddField(
                model_name="document",
                name="words",
                field=models.GeneratedField(
                    db_persist=True,
                    expression=django.contrib.postgres.search.SearchVector(
                        models.Func(
                            django.db.models.functions.text.Concat(
                                models.F("number"), models.Value(" "), models.F("summary")
                            ),
                            models.Value("[^[:alnum:]]+"),
                            models.Value(" "),
                            models.Value("g"),
                            function="REGEXP_REPLACE",
                            output_field=models.TextField(),
                        ),
                        config="vi",
                    ),
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
            ),
            migrations.AddIndex(
                model_name="document",
                index=models.Index(
                    django.contrib.postgres.indexes.OpClass("plain_number", name="text_pattern_ops"),
                    name="programmes_document_whole",
                ),
            ),
            migrations.AddIndex(
                model_name="document",
                index=models.Index(fields=["-issued_on", "id"], name="programmes_document_newest"),
            ),
            migrations.AddIndex(
                model_name="document",
                index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="programmes_document_sought"),
            ),
        ),
    ]
