"""Why registrations are sent back, as facts that count themselves; a decision is called one."""

import django.db.models.deletion
from django.db import migrations, models

from neuguong.base.figures.operations import InstallCube
from neuguong.kit.migrations import Together

_PLACE = """
ALTER TABLE commitments_return ADD CONSTRAINT commitments_return_in_place
    FOREIGN KEY (commitment_id, unit_id, period_id) REFERENCES commitments_commitment (id, unit_id, period_id)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""
_ANYWHERE = "ALTER TABLE commitments_return DROP CONSTRAINT commitments_return_in_place;"
_CODES = [
    ("VAGUE", "Chung chung, không đo được"),
    ("COPIED", "Sao chép của người khác hoặc năm trước"),
    ("NO_TASK", "Không gắn với nhiệm vụ được giao"),
    ("NO_DEADLINE", "Thiếu thời hạn"),
    ("NO_TARGET", "Thiếu sản phẩm, chỉ tiêu"),
    ("NOT_OURS", "Trái thẩm quyền, không đúng nơi trình"),
    ("OTHER", "Lý do khác"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0006_copied_from"),
        ("figures", "0002_engine"),
        ("orgs", "0002_tree_rules"),
        ("periods", "0002_basis_of_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(choices=_CODES, max_length=12, verbose_name="Lý do")),
                ("at", models.DateTimeField(verbose_name="Lúc")),
                ("note", models.TextField(blank=True, verbose_name="Ý kiến")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
                        to="commitments.commitment",
                        verbose_name="Bản đăng ký",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="periods.period",
                        verbose_name="Năm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "Lý do trả lại",
                "verbose_name_plural": "Lý do trả lại",
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "at", "code"), name="commitments_return_once")
                ],
            },
        ),
        migrations.RunSQL(_PLACE, _ANYWHERE),
        InstallCube(key="returns", table="commitments_return", dims=(("code", "text"),)),
        migrations.AlterModelOptions(
            name="decision", options={"verbose_name": "Quyết định", "verbose_name_plural": "Quyết định"}
        ),
        Together(
            migrations.AlterField(
                model_name="commitment",
                name="approval",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="approved",
                    to="commitments.decision",
                    verbose_name="Quyết định phê duyệt",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="confirmation",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="confirmed",
                    to="commitments.decision",
                    verbose_name="Quyết định xác nhận",
                ),
            ),
        ),
    ]
