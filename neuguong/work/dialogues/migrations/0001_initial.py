"""Cases, reception days, dialogues and promises, and the rules that they follow."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0008_words_later"),
        ("periods", "0002_basis_of_days"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Case",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("UNSORTED", "Chưa phân loại"),
                                ("FEEDBACK", "Phản ánh"),
                                ("PETITION", "Kiến nghị"),
                                ("COMPLAINT", "Khiếu nại"),
                            ],
                            default="UNSORTED",
                            max_length=9,
                            verbose_name="Loại",
                        ),
                    ),
                    (
                        "sector",
                        models.CharField(
                            choices=[
                                ("LAND", "Đất đai, giải phóng mặt bằng"),
                                ("PROCEDURE", "Thủ tục hành chính"),
                                ("CONDUCT", "Thái độ, tác phong cán bộ"),
                                ("BUILDING", "Xây dựng, giao thông"),
                                ("ENVIRONMENT", "Môi trường"),
                                ("WELFARE", "Chính sách xã hội"),
                                ("SCHOOLS", "Giáo dục, y tế"),
                                ("SAFETY", "An ninh, trật tự"),
                                ("OTHER", "Việc khác"),
                            ],
                            default="OTHER",
                            max_length=11,
                            verbose_name="Lĩnh vực",
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("DESK", "Trực tiếp tại cơ quan"),
                                ("RECEPTION", "Tại buổi tiếp công dân"),
                                ("POST", "Qua bưu điện"),
                                ("PORTAL", "Trang công dân"),
                                ("WORKBOOK", "Nạp từ sổ"),
                            ],
                            max_length=9,
                            verbose_name="Kênh tiếp nhận",
                        ),
                    ),
                    ("received_on", models.DateField(verbose_name="Ngày tiếp nhận")),
                    ("book_number", models.CharField(blank=True, max_length=40, verbose_name="Số trong sổ của đơn vị")),
                    (
                        "summary",
                        models.CharField(blank=True, max_length=500, verbose_name="Tóm tắt, không ghi tên người gửi"),
                    ),
                    ("is_complex", models.BooleanField(default=False, verbose_name="Vụ việc phức tạp")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("RECEIVED", "Mới tiếp nhận"),
                                ("HANDLING", "Đang giải quyết"),
                                ("PAUSED", "Tạm dừng thời hạn"),
                                ("ANSWERED", "Đã trả lời"),
                                ("REFUSED", "Không thụ lý"),
                                ("MERGED", "Đã nhập vào vụ việc khác"),
                            ],
                            default="RECEIVED",
                            max_length=8,
                            verbose_name="Trạng thái",
                        ),
                    ),
                    ("due_on", models.DateField(verbose_name="Hạn trả lời")),
                    ("paused_on", models.DateField(blank=True, null=True, verbose_name="Tạm dừng từ ngày")),
                    (
                        "paused_days",
                        models.PositiveSmallIntegerField(default=0, verbose_name="Số ngày làm việc đã tạm dừng"),
                    ),
                    (
                        "timing",
                        models.CharField(
                            choices=[("OPEN", "Chưa trả lời"), ("ON_TIME", "Đúng hạn"), ("LATE", "Trả lời muộn")],
                            default="OPEN",
                            max_length=7,
                            verbose_name="Thời điểm trả lời",
                        ),
                    ),
                    ("answered_on", models.DateField(blank=True, null=True, verbose_name="Ngày trả lời")),
                    ("answer_number", models.CharField(blank=True, max_length=60, verbose_name="Số văn bản trả lời")),
                    ("answer", models.TextField(blank=True, verbose_name="Nội dung trả lời")),
                    (
                        "may_publish",
                        models.BooleanField(default=False, verbose_name="Người gửi đồng ý công khai hỏi đáp"),
                    ),
                    ("public_question", models.TextField(blank=True, verbose_name="Câu hỏi công khai")),
                    ("public_answer", models.TextField(blank=True, verbose_name="Trả lời công khai")),
                    ("published_on", models.DateField(blank=True, null=True, verbose_name="Công khai ngày")),
                    (
                        "rating",
                        models.CharField(
                            choices=[
                                ("NONE", "Chưa đánh giá"),
                                ("SATISFIED", "Hài lòng"),
                                ("NEUTRAL", "Bình thường"),
                                ("DISSATISFIED", "Chưa hài lòng"),
                            ],
                            default="NONE",
                            max_length=12,
                            verbose_name="Mức hài lòng",
                        ),
                    ),
                    ("sent", models.CharField(editable=False, max_length=40, null=True, unique=True)),
                    (
                        "escalated_to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.unit",
                            verbose_name="Đã báo cấp trên",
                        ),
                    ),
                    (
                        "intake_unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.unit",
                            verbose_name="Đơn vị tiếp nhận",
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merged",
                            to="dialogues.case",
                            verbose_name="Nhập vào",
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
                            related_name="cases",
                            to="orgs.unit",
                            verbose_name="Đơn vị giải quyết",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Đơn thư",
                    "verbose_name_plural": "Đơn thư",
                    "indexes": [
                        models.Index(fields=["unit", "state", "due_on"], name="dialogues_case_of_unit"),
                        models.Index(
                            condition=models.Q(("state__in", ["RECEIVED", "HANDLING"])),
                            fields=["due_on"],
                            name="dialogues_case_due",
                        ),
                        models.Index(
                            condition=models.Q(("published_on__isnull", False)),
                            fields=["-published_on"],
                            name="dialogues_case_public",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("book_number", ""), _negated=True),
                            fields=("intake_unit", "period", "book_number"),
                            name="dialogues_case_in_book_once",
                            violation_error_message="Số này đã có trong sổ của đơn vị năm đó.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["ANSWERED", "REFUSED"]), _negated=True),
                                ("answered_on__isnull", False),
                                _connector="OR",
                            ),
                            name="dialogues_closed_has_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("merged_into__isnull", False), ("state", "MERGED")),
                                models.Q(models.Q(("state", "MERGED"), _negated=True), ("merged_into", None)),
                                _connector="OR",
                            ),
                            name="dialogues_merged_somewhere",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                            name="dialogues_not_into_itself",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("published_on", None),
                                models.Q(
                                    ("may_publish", True),
                                    models.Q(("public_answer", ""), _negated=True),
                                    models.Q(("public_question", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="dialogues_public_with_consent",
                            violation_error_message="Chỉ công khai khi người gửi đồng ý, với câu hỏi, trả lời không nêu tên.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Sender",
                fields=[
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="sender",
                            serialize=False,
                            to="dialogues.case",
                            verbose_name="Đơn thư",
                        ),
                    ),
                    ("code", models.CharField(max_length=12, unique=True, verbose_name="Mã theo dõi")),
                    ("full_name", models.CharField(max_length=120, verbose_name="Họ và tên")),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="Điện thoại")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="Thư điện tử")),
                    ("address", models.CharField(blank=True, max_length=300, verbose_name="Địa chỉ")),
                    ("words", models.TextField(verbose_name="Nội dung")),
                ],
                options={
                    "verbose_name": "Người gửi đơn thư",
                    "verbose_name_plural": "Người gửi đơn thư",
                },
            ),
            migrations.CreateModel(
                name="CaseRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("valid", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="Hiệu lực")),
                    ("days", models.PositiveSmallIntegerField(verbose_name="Số ngày làm việc")),
                    (
                        "complex_days",
                        models.PositiveSmallIntegerField(verbose_name="Số ngày làm việc, vụ việc phức tạp"),
                    ),
                    ("keep_months", models.PositiveSmallIntegerField(verbose_name="Lưu thông tin người gửi (tháng)")),
                    ("basis", models.CharField(max_length=300, verbose_name="Căn cứ")),
                    ("is_verified", models.BooleanField(default=False, verbose_name="Đã đối chiếu văn bản gốc")),
                ],
                options={
                    "verbose_name": "Thời hạn xử lý đơn thư",
                    "verbose_name_plural": "Thời hạn xử lý đơn thư",
                    "constraints": [models.UniqueConstraint(fields=("valid",), name="dialogues_case_rule_once")],
                },
            ),
            migrations.CreateModel(
                name="Dialogue",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("PEOPLE", "Đối thoại với Nhân dân"),
                                ("TOPIC", "Đối thoại theo chuyên đề"),
                                ("VOTERS", "Tiếp xúc cử tri"),
                                ("GROUP", "Đối thoại với đoàn viên, hội viên, doanh nghiệp"),
                            ],
                            max_length=6,
                            verbose_name="Loại",
                        ),
                    ),
                    ("topic", models.CharField(max_length=300, verbose_name="Chủ đề")),
                    ("chair", models.CharField(max_length=200, verbose_name="Người chủ trì")),
                    ("on", models.DateField(verbose_name="Ngày")),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="Địa điểm")),
                    (
                        "state",
                        models.CharField(
                            choices=[("PLANNED", "Dự kiến"), ("HELD", "Đã tổ chức"), ("CANCELLED", "Không tổ chức")],
                            default="PLANNED",
                            max_length=9,
                            verbose_name="Trạng thái",
                        ),
                    ),
                    ("people", models.PositiveIntegerField(default=0, verbose_name="Số người dự")),
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
                            related_name="dialogues",
                            to="orgs.unit",
                            verbose_name="Đơn vị",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Cuộc đối thoại",
                    "verbose_name_plural": "Cuộc đối thoại",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "on", "topic"),
                            name="dialogues_dialogue_once",
                            violation_error_message="Cuộc đối thoại này đã được ghi.",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Promise",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="TT")),
                    ("text", models.CharField(max_length=500, verbose_name="Việc đã hứa")),
                    ("due_on", models.DateField(verbose_name="Thời hạn")),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("OPEN", "Đang thực hiện"),
                                ("KEPT", "Đã thực hiện đúng hạn"),
                                ("LATE", "Đã thực hiện, muộn"),
                            ],
                            default="OPEN",
                            max_length=4,
                            verbose_name="Kết quả",
                        ),
                    ),
                    ("done_on", models.DateField(blank=True, null=True, verbose_name="Hoàn thành ngày")),
                    ("result", models.CharField(blank=True, max_length=500, verbose_name="Đã làm gì")),
                    (
                        "dialogue",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="promises",
                            to="dialogues.dialogue",
                            verbose_name="Cuộc đối thoại",
                        ),
                    ),
                    (
                        "owner_unit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.unit",
                            verbose_name="Đơn vị thực hiện",
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
                    "verbose_name": "Việc đã hứa tại đối thoại",
                    "verbose_name_plural": "Việc đã hứa tại đối thoại",
                    "ordering": ["number"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("outcome", "OPEN")), fields=["due_on"], name="dialogues_promise_due"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("dialogue", "number"), name="dialogues_promise_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_on", None), ("outcome", "OPEN")),
                                models.Q(models.Q(("outcome", "OPEN"), _negated=True), ("done_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="dialogues_kept_has_day",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Question",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="TT")),
                    ("text", models.CharField(max_length=500, verbose_name="Ý kiến")),
                    ("answer", models.CharField(blank=True, max_length=1000, verbose_name="Trả lời")),
                    (
                        "dialogue",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="questions",
                            to="dialogues.dialogue",
                            verbose_name="Cuộc đối thoại",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Ý kiến tại đối thoại",
                    "verbose_name_plural": "Ý kiến tại đối thoại",
                    "ordering": ["number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("dialogue", "number"), name="dialogues_question_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reception",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("REGULAR", "Định kỳ"), ("EXTRA", "Đột xuất")],
                            default="REGULAR",
                            max_length=7,
                            verbose_name="Loại",
                        ),
                    ),
                    ("on", models.DateField(verbose_name="Ngày")),
                    ("hours", models.CharField(max_length=60, verbose_name="Giờ")),
                    ("place", models.CharField(max_length=200, verbose_name="Địa điểm")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("PLANNED", "Dự kiến"),
                                ("PUBLISHED", "Đã công bố lịch"),
                                ("HELD", "Đã tiếp"),
                                ("MISSED", "Không tổ chức"),
                            ],
                            default="PLANNED",
                            max_length=9,
                            verbose_name="Trạng thái",
                        ),
                    ),
                    (
                        "held_by",
                        models.CharField(
                            choices=[
                                ("NOBODY", "Chưa tiếp"),
                                ("HEAD", "Người đứng đầu"),
                                ("SUBSTITUTE", "Người tiếp thay"),
                            ],
                            default="NOBODY",
                            max_length=10,
                            verbose_name="Người tiếp",
                        ),
                    ),
                    ("substitute", models.CharField(blank=True, max_length=200, verbose_name="Người tiếp thay")),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="Lý do")),
                    ("people", models.PositiveIntegerField(default=0, verbose_name="Số lượt người được tiếp")),
                    (
                        "host",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.person",
                            verbose_name="Người chủ trì",
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
                            related_name="receptions",
                            to="orgs.unit",
                            verbose_name="Đơn vị",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Buổi tiếp công dân",
                    "verbose_name_plural": "Buổi tiếp công dân",
                    "indexes": [models.Index(fields=["on", "unit"], name="dialogues_reception_day")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "on"),
                            name="dialogues_reception_once",
                            violation_error_message="Ngày này đơn vị đã có buổi tiếp công dân.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("held_by", "SUBSTITUTE"), _negated=True),
                                models.Q(
                                    models.Q(("substitute", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                                ),
                                _connector="OR",
                            ),
                            name="dialogues_substitute_named",
                            violation_error_message="Tiếp thay phải ghi người tiếp và lý do.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "HELD"), _negated=True),
                                models.Q(("held_by", "NOBODY"), _negated=True),
                                _connector="OR",
                            ),
                            name="dialogues_held_by_somebody",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReceptionDuty",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "unit_kind",
                        models.CharField(
                            choices=[
                                ("NATION", "Trung ương"),
                                ("PARTY_PROVINCE", "Tỉnh ủy"),
                                ("PARTY_DISTRICT", "Huyện ủy"),
                                ("PARTY_COMMUNE", "Đảng ủy xã"),
                                ("GRASSROOTS_COMMITTEE", "Đảng ủy cơ sở"),
                                ("BASE_CELL", "Chi bộ cơ sở"),
                                ("SUB_CELL", "Chi bộ trực thuộc"),
                                ("PARTY_BODY", "Cơ quan tham mưu"),
                                ("STATE_PROVINCE", "Ủy ban nhân dân tỉnh"),
                                ("STATE_DISTRICT", "Ủy ban nhân dân huyện"),
                                ("STATE_COMMUNE", "Ủy ban nhân dân xã"),
                                ("DEPARTMENT", "Sở ngành"),
                                ("FRONT", "Mặt trận Tổ quốc"),
                                ("MASS_ORGANIZATION", "Đoàn thể"),
                            ],
                            max_length=24,
                            verbose_name="Loại đơn vị",
                        ),
                    ),
                    ("post", models.CharField(max_length=120, verbose_name="Chức vụ")),
                    ("times", models.PositiveSmallIntegerField(verbose_name="Số ngày tiếp")),
                    (
                        "every",
                        models.CharField(
                            choices=[("WEEK", "tuần"), ("MONTH", "tháng")], max_length=5, verbose_name="Trong mỗi"
                        ),
                    ),
                    ("valid", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="Hiệu lực")),
                    ("basis", models.CharField(max_length=300, verbose_name="Căn cứ")),
                    ("is_verified", models.BooleanField(default=False, verbose_name="Đã đối chiếu văn bản gốc")),
                ],
                options={
                    "verbose_name": "Chế độ tiếp công dân",
                    "verbose_name_plural": "Chế độ tiếp công dân",
                    "constraints": [models.UniqueConstraint(fields=("unit_kind", "valid"), name="dialogues_duty_once")],
                },
            ),
        ),
    ]
