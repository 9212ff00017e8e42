"""A head's registration ends with his post, and his successor's goes on from it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from neuguong.kit.migrations import Together

_STATES = [
    ("EXPECTED", "Chưa đăng ký"),
    ("DRAFT", "Dự thảo"),
    ("SUBMITTED", "Chờ duyệt"),
    ("RETURNED", "Trả lại"),
    ("APPROVED", "Đã duyệt"),
    ("REPORTED", "Đã báo cáo"),
    ("ACHIEVED", "Đạt"),
    ("PARTLY", "Đạt một phần"),
    ("NOT_ACHIEVED", "Không đạt"),
    ("WITHDRAWN", "Rút"),
    ("ENDED", "Kết thúc do thôi chức vụ"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0008_amendments"),
    ]

    operations = [
        Together(
            migrations.AlterField(
                model_name="commitment",
                name="state",
                field=models.CharField(choices=_STATES, default="EXPECTED", max_length=12, verbose_name="Trạng thái"),
            ),
            migrations.AddField(
                model_name="commitment",
                name="ended_on",
                field=models.DateField(blank=True, null=True, verbose_name="Kết thúc ngày"),
            ),
            migrations.AddField(
                model_name="commitment",
                name="continues",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="continued_by",
                    to="commitments.commitment",
                    verbose_name="Tiếp nối bản của người tiền nhiệm",
                ),
            ),
            migrations.AddConstraint(
                model_name="commitment",
                constraint=models.CheckConstraint(
                    condition=Q(state="ENDED", ended_on__isnull=False) | (~Q(state="ENDED") & Q(ended_on=None)),
                    name="commitments_ended_has_day",
                ),
            ),
        ),
    ]
