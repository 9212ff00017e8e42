"""Lists going out, and who stood in them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0003_sensitive_record_of_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Export",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Danh sách")),
                    ("list_key", models.CharField(max_length=60, verbose_name="Mã danh sách")),
                    ("address", models.TextField(verbose_name="Địa chỉ của danh sách")),
                    ("filters", models.TextField(blank=True, verbose_name="Điều kiện lọc")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("xlsx", "XLSX"), ("csv", "CSV")], max_length=4, verbose_name="Dạng tệp"
                        ),
                    ),
                    ("language", models.CharField(max_length=10, verbose_name="Ngôn ngữ")),
                    (
                        "phase",
                        models.CharField(
                            choices=[
                                ("WAITING", "Đang chờ"),
                                ("RUNNING", "Đang xuất"),
                                ("READY", "Tải về được"),
                                ("HANDED", "Đã giao ngay"),
                                ("EXPIRED", "Đã hết hạn"),
                                ("FAILED", "Không xuất được"),
                                ("CANCELLED", "Đã hủy"),
                            ],
                            default="WAITING",
                            max_length=9,
                            verbose_name="Giai đoạn",
                        ),
                    ),
                    ("rows", models.PositiveIntegerField(default=0, verbose_name="Số dòng")),
                    ("done_rows", models.PositiveIntegerField(default=0, verbose_name="Số dòng đã ghi")),
                    ("reach", models.JSONField(default=list, verbose_name="Phạm vi lúc xuất")),
                    ("fault", models.TextField(blank=True, verbose_name="Lý do không xuất được")),
                    ("sha256", models.CharField(blank=True, max_length=64, verbose_name="Mã băm")),
                    ("size", models.PositiveBigIntegerField(default=0, verbose_name="Cỡ (byte)")),
                    ("downloads", models.PositiveIntegerField(default=0, verbose_name="Số lần tải")),
                    ("asked_at", models.DateTimeField(verbose_name="Yêu cầu lúc")),
                    ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="Số liệu lúc")),
                    ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="Hết hạn lúc")),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Người xuất",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Lần xuất danh sách",
                    "verbose_name_plural": "Các lần xuất danh sách",
                    "indexes": [
                        models.Index(fields=["asked_by", "-asked_at"], name="exports_of_user"),
                        models.Index(
                            condition=models.Q(("phase", "READY")), fields=["expires_at"], name="exports_to_expire"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("phase__in", ("READY", "HANDED", "EXPIRED")), _negated=True),
                                models.Q(("done_rows", models.F("rows")), ("made_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="exports_whole",
                            violation_error_message="Tệp phải có đúng số dòng của danh sách.",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExportedPerson",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "export",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="people",
                            to="exports.export",
                            verbose_name="Lần xuất danh sách",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="orgs.person",
                            verbose_name="Người",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Người có tên trong tệp xuất",
                    "verbose_name_plural": "Người có tên trong tệp xuất",
                    "constraints": [models.UniqueConstraint(fields=("person", "export"), name="exports_person_once")],
                },
            ),
        ),
    ]
