"""Who presided over the confirmation of a result: never the registrant, as over its approval."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0004_terms"),
    ]

    operations = [
        Together(
            migrations.AddField(
                model_name="commitment",
                name="confirmed_by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orgs.person",
                    verbose_name="Đồng chí chủ trì xác nhận",
                ),
            ),
            migrations.AddConstraint(
                model_name="commitment",
                constraint=models.CheckConstraint(
                    condition=Q(confirmed_by=None) | Q(person=None) | ~Q(confirmed_by=F("person")),
                    name="commitments_maker_never_confirms",
                    violation_error_message="Người đăng ký không tự xác nhận kết quả của mình.",
                ),
            ),
        ),
    ]
