"""A report is owed from the day it is asked for; a unit may ask for a later day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from neuguong.kit.migrations import Together

DUE = """
UPDATE reports_report r SET due_on = d.due_on, first_due_on = d.due_on, timing = CASE
         WHEN r.state = 'DRAFT' THEN 'NONE' WHEN r.issued_on <= d.due_on THEN 'ON_TIME' ELSE 'LATE' END
  FROM (SELECT o.id, COALESCE(s.due_on, p.ends_on) AS due_on FROM reports_report o
          JOIN periods_period p ON p.id = o.period_id JOIN orgs_unit u ON u.id = o.unit_id
          LEFT JOIN periods_deadline s ON s.period_id = p.id AND s.subject = 'REPORT' AND s.level = u.level) d
 WHERE d.id = r.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("orgs", "0003_sensitive_record_of_person"),
        ("periods", "0002_basis_of_days"),
        ("reports", "0002_kept_as_issued"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[("REGISTER", "Đăng ký"), ("REPORT", "Báo cáo kết quả")],
                        max_length=20,
                        verbose_name="Việc",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "Chờ trả lời"),
                            ("GRANTED", "Đồng ý"),
                            ("REFUSED", "Không đồng ý"),
                            ("TAKEN_BACK", "Đã rút"),
                        ],
                        default="ASKED",
                        max_length=10,
                        verbose_name="Trạng thái",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="Hạn khi xin")),
                ("until", models.DateField(verbose_name="Xin đến ngày")),
                ("reason", models.TextField(verbose_name="Lý do")),
                ("asked_at", models.DateTimeField(verbose_name="Xin lúc")),
                ("granted_until", models.DateField(blank=True, null=True, verbose_name="Được gia hạn đến ngày")),
                ("answer", models.TextField(blank=True, verbose_name="Ý kiến trả lời")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="Trả lời lúc")),
            ],
            options={
                "verbose_name": "Đề nghị gia hạn",
                "verbose_name_plural": "Đề nghị gia hạn",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gt", models.F("due_on")),
                            models.Q(
                                ("granted_until", None), ("granted_until__gt", models.F("due_on")), _connector="OR"
                            ),
                        ),
                        name="reports_extension_moves_forward",
                        violation_error_message="Ngày gia hạn phải sau hạn đang có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted_until__isnull", False), ("state", "GRANTED")),
                            models.Q(models.Q(("state", "GRANTED"), _negated=True), ("granted_until", None)),
                            _connector="OR",
                        ),
                        name="reports_granted_has_day",
                    ),
                ],
            },
        ),
        Together(
            migrations.RemoveConstraint(
                model_name="report",
                name="reports_issued_is_numbered",
            ),
            migrations.AddField(
                model_name="report",
                name="due_on",
                field=models.DateField(null=True, verbose_name="Hạn báo cáo"),
            ),
            migrations.AddField(
                model_name="report",
                name="expected",
                field=models.BooleanField(db_default=False, default=False, verbose_name="Thuộc diện phải báo cáo"),
            ),
            migrations.AddField(
                model_name="report",
                name="first_due_on",
                field=models.DateField(null=True, verbose_name="Hạn ban đầu"),
            ),
            migrations.AddField(
                model_name="report",
                name="timing",
                field=models.CharField(
                    choices=[
                        ("NONE", "Chưa báo cáo"),
                        ("ON_TIME", "Đúng hạn ban đầu"),
                        ("EXTENDED", "Trong hạn được gia hạn"),
                        ("LATE", "Báo cáo muộn"),
                    ],
                    db_default="NONE",
                    default="NONE",
                    editable=False,
                    max_length=8,
                    verbose_name="Thời điểm báo cáo",
                ),
            ),
            migrations.AlterField(
                model_name="report",
                name="state",
                field=models.CharField(
                    choices=[
                        ("EXPECTED", "Chưa lập"),
                        ("DRAFT", "Dự thảo"),
                        ("ISSUED", "Đã ban hành"),
                        ("RECEIVED", "Đã nhận bản giấy"),
                    ],
                    default="DRAFT",
                    max_length=8,
                    verbose_name="Trạng thái",
                ),
            ),
        ),
        migrations.RunSQL(DUE, migrations.RunSQL.noop),
        Together(
            migrations.AlterField(
                model_name="report", name="due_on", field=models.DateField(verbose_name="Hạn báo cáo")
            ),
            migrations.AlterField(
                model_name="report", name="first_due_on", field=models.DateField(verbose_name="Hạn ban đầu")
            ),
            migrations.AddIndex(
                model_name="report",
                index=models.Index(
                    condition=models.Q(("expected", True), ("state__in", ("EXPECTED", "DRAFT"))),
                    fields=["due_on"],
                    name="reports_owed",
                ),
            ),
            migrations.AddConstraint(
                model_name="report",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ("ISSUED", "RECEIVED")), _negated=True),
                        models.Q(("issued_on__isnull", False), models.Q(("number", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="reports_issued_is_numbered",
                    violation_error_message="Báo cáo ban hành phải có số và ngày.",
                ),
            ),
            migrations.AddConstraint(
                model_name="report",
                constraint=models.CheckConstraint(
                    condition=models.Q(("due_on__gte", models.F("first_due_on"))), name="reports_due_moves_forward"
                ),
            ),
            migrations.AddField(
                model_name="extension",
                name="answered_by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="Người trả lời",
                ),
            ),
            migrations.AddField(
                model_name="extension",
                name="asked_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="Người xin",
                ),
            ),
            migrations.AddField(
                model_name="extension",
                name="decider_unit",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orgs.unit",
                    verbose_name="Nơi trả lời",
                ),
            ),
            migrations.AddField(
                model_name="extension",
                name="period",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="periods.period",
                    verbose_name="Kỳ",
                ),
            ),
            migrations.AddField(
                model_name="extension",
                name="report",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="extensions",
                    to="reports.report",
                    verbose_name="Báo cáo",
                ),
            ),
            migrations.AddField(
                model_name="extension",
                name="unit",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="extensions",
                    to="orgs.unit",
                    verbose_name="Đơn vị xin gia hạn",
                ),
            ),
            migrations.AddIndex(
                model_name="extension",
                index=models.Index(fields=["decider_unit", "state"], name="reports_extension_to_answer"),
            ),
            migrations.AddConstraint(
                model_name="extension",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "ASKED")),
                    fields=("unit", "period", "subject"),
                    name="reports_one_open_extension",
                    violation_error_message="Đã có một đề nghị gia hạn đang chờ trả lời.",
                ),
            ),
            migrations.AddConstraint(
                model_name="extension",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("answered_by", None),
                        models.Q(("answered_by", models.F("asked_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="reports_asker_never_answers",
                    violation_error_message="Người xin gia hạn không tự trả lời đề nghị của mình.",
                ),
            ),
            migrations.AddConstraint(
                model_name="extension",
                constraint=models.CheckConstraint(
                    condition=models.Q(("decider_unit", models.F("unit")), _negated=True),
                    name="reports_unit_never_answers_itself",
                    violation_error_message="Đơn vị không tự trả lời đề nghị gia hạn của mình.",
                ),
            ),
            migrations.AddConstraint(
                model_name="extension",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("report__isnull", False), ("subject", "REPORT")),
                        models.Q(models.Q(("subject", "REPORT"), _negated=True), ("report", None)),
                        _connector="OR",
                    ),
                    name="reports_extension_of_report",
                ),
            ),
        ),
    ]
