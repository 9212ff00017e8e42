"""Themes, sessions, attendance, learners, marks; minutes, conclusions and points of cell meetings."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0008_words_later"),
        ("periods", "0002_basis_of_days"),
        ("programmes", "0005_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Session",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=40, unique=True, verbose_name="Mã buổi")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("CONFERENCE", "Hội nghị"),
                                ("CELL_MEETING", "Sinh hoạt chi bộ"),
                                ("SEMINAR", "Tọa đàm, hội thảo"),
                                ("TRAINING", "Lớp bồi dưỡng, tập huấn"),
                                ("CONTEST", "Hội thi, cuộc thi tìm hiểu"),
                            ],
                            max_length=12,
                            verbose_name="Hình thức",
                        ),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Tên buổi")),
                    ("on", models.DateField(verbose_name="Ngày")),
                    ("starts_at", models.TimeField(blank=True, null=True, verbose_name="Giờ bắt đầu")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("PLANNED", "Đã lên lịch"),
                                ("HELD", "Đã tổ chức"),
                                ("CLOSED", "Đã chốt điểm danh"),
                                ("CANCELLED", "Đã hủy"),
                            ],
                            default="PLANNED",
                            max_length=9,
                            verbose_name="Trạng thái",
                        ),
                    ),
                    ("is_make_up", models.BooleanField(default=False, verbose_name="Buổi học bù")),
                    (
                        "makes_up",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="made_up_by",
                            to="study.session",
                            verbose_name="Học bù cho buổi",
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
                            related_name="sessions",
                            to="orgs.unit",
                            verbose_name="Đơn vị tổ chức",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Buổi học tập, sinh hoạt",
                    "verbose_name_plural": "Buổi học tập, sinh hoạt",
                    "indexes": [models.Index(fields=["unit", "period", "-on"], name="study_sessions_of_unit")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("is_make_up", False), ("makes_up", None)),
                                models.Q(("is_make_up", True), ("makes_up__isnull", False)),
                                _connector="OR",
                            ),
                            name="study_make_up_names_what",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("makes_up", None),
                                models.Q(("makes_up", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="study_makes_up_another",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScoreSheet",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("basis", models.CharField(max_length=200, unique=True, verbose_name="Căn cứ")),
                    ("valid", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="Hiệu lực")),
                    ("is_verified", models.BooleanField(verbose_name="Đã đối chiếu")),
                    ("ratings", models.JSONField(verbose_name="Mức xếp loại")),
                ],
                options={
                    "verbose_name": "Phiếu chấm điểm sinh hoạt",
                    "verbose_name_plural": "Phiếu chấm điểm sinh hoạt",
                },
            ),
            migrations.CreateModel(
                name="Attendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("CONFERENCE", "Hội nghị"),
                                ("CELL_MEETING", "Sinh hoạt chi bộ"),
                                ("SEMINAR", "Tọa đàm, hội thảo"),
                                ("TRAINING", "Lớp bồi dưỡng, tập huấn"),
                                ("CONTEST", "Hội thi, cuộc thi tìm hiểu"),
                            ],
                            max_length=12,
                            verbose_name="Hình thức",
                        ),
                    ),
                    ("is_make_up", models.BooleanField(default=False, verbose_name="Buổi học bù")),
                    ("expected", models.BooleanField(default=True, verbose_name="Được triệu tập")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("EXPECTED", "Chưa điểm danh"),
                                ("PRESENT", "Có mặt"),
                                ("EXCUSED", "Vắng có lý do"),
                                ("ABSENT", "Vắng không lý do"),
                            ],
                            default="EXPECTED",
                            max_length=8,
                            verbose_name="Điểm danh",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=200, verbose_name="Lý do vắng")),
                    ("is_disputed", models.BooleanField(default=False, verbose_name="Hai máy ghi khác nhau")),
                    ("mark", models.UUIDField(editable=False, null=True)),
                    (
                        "way",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("ROLL", "Điểm danh trên trang"),
                                ("DEVICE", "Điểm danh trên máy"),
                                ("SELF", "Tự xác nhận bằng mã QR"),
                                ("SHEET", "Nạp từ tệp"),
                            ],
                            max_length=6,
                            verbose_name="Cách ghi",
                        ),
                    ),
                    ("marked_at", models.DateTimeField(null=True, verbose_name="Ghi lúc")),
                    ("received_at", models.DateTimeField(null=True, verbose_name="Máy chủ nhận lúc")),
                    (
                        "marked_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Người ghi",
                        ),
                    ),
                    (
                        "period",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="periods.period",
                            verbose_name="Năm",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="orgs.person",
                            verbose_name="Người dự",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.unit",
                            verbose_name="Đơn vị",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="study.session",
                            verbose_name="Buổi",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Lượt dự",
                    "verbose_name_plural": "Lượt dự",
                    "indexes": [models.Index(fields=["unit", "period"], name="study_attendance_of_unit")],
                    "constraints": [
                        models.UniqueConstraint(fields=("session", "person"), name="study_attendance_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reason", ""),
                                models.Q(("status__in", ("PRESENT", "EXPECTED")), _negated=True),
                                _connector="OR",
                            ),
                            name="study_reason_is_of_absence",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Mark",
                fields=[
                    ("id", models.UUIDField(primary_key=True, serialize=False)),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("EXPECTED", "Chưa điểm danh"),
                                ("PRESENT", "Có mặt"),
                                ("EXCUSED", "Vắng có lý do"),
                                ("ABSENT", "Vắng không lý do"),
                            ],
                            max_length=8,
                            verbose_name="Điểm danh",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=200, verbose_name="Lý do vắng")),
                    (
                        "way",
                        models.CharField(
                            choices=[
                                ("ROLL", "Điểm danh trên trang"),
                                ("DEVICE", "Điểm danh trên máy"),
                                ("SELF", "Tự xác nhận bằng mã QR"),
                                ("SHEET", "Nạp từ tệp"),
                            ],
                            max_length=6,
                            verbose_name="Cách ghi",
                        ),
                    ),
                    ("device", models.CharField(blank=True, max_length=40, verbose_name="Máy")),
                    ("device_at", models.DateTimeField(verbose_name="Giờ của máy")),
                    ("made_at", models.DateTimeField(verbose_name="Ghi lúc")),
                    ("received_at", models.DateTimeField(verbose_name="Máy chủ nhận lúc")),
                    ("base", models.UUIDField(null=True)),
                    ("wins", models.BooleanField(default=True, verbose_name="Được tính")),
                    ("clashes", models.BooleanField(default=False, verbose_name="Khác với máy khác")),
                    (
                        "attendance",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="marks",
                            to="study.attendance",
                            verbose_name="Lượt dự",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Người ghi",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Lần điểm danh",
                    "verbose_name_plural": "Lần điểm danh",
                },
            ),
            migrations.CreateModel(
                name="Place",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="TT")),
                    ("name", models.CharField(max_length=200, verbose_name="Địa điểm")),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="places",
                            to="study.session",
                            verbose_name="Buổi",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.unit",
                            verbose_name="Đơn vị tại điểm",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Địa điểm tổ chức",
                    "verbose_name_plural": "Địa điểm tổ chức",
                    "ordering": ["number"],
                    "constraints": [models.UniqueConstraint(fields=("session", "number"), name="study_place_once")],
                },
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="study.place",
                verbose_name="Địa điểm",
            ),
        ),
        Together(
            migrations.CreateModel(
                name="Criterion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="TT")),
                    ("text", models.CharField(max_length=300, verbose_name="Tiêu chí")),
                    ("most", models.PositiveSmallIntegerField(verbose_name="Điểm tối đa")),
                    (
                        "sheet",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="criteria",
                            to="study.scoresheet",
                            verbose_name="Phiếu",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Tiêu chí chấm điểm",
                    "verbose_name_plural": "Tiêu chí chấm điểm",
                    "ordering": ["number"],
                    "constraints": [models.UniqueConstraint(fields=("sheet", "number"), name="study_criterion_once")],
                },
            ),
            migrations.CreateModel(
                name="Scoring",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("CELL", "Chi bộ tự chấm"), ("ABOVE", "Cấp ủy cấp trên chấm")],
                            max_length=5,
                            verbose_name="Bên chấm",
                        ),
                    ),
                    ("points", models.JSONField(default=dict, verbose_name="Điểm")),
                    ("total", models.PositiveSmallIntegerField(verbose_name="Tổng điểm")),
                    (
                        "rating",
                        models.CharField(
                            choices=[("GOOD", "Tốt"), ("FAIR", "Khá"), ("AVERAGE", "Trung bình"), ("POOR", "Kém")],
                            max_length=7,
                            verbose_name="Xếp loại",
                        ),
                    ),
                    ("comment", models.TextField(blank=True, verbose_name="Nhận xét")),
                    ("scored_at", models.DateTimeField(verbose_name="Chấm lúc")),
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
                        "scored_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Người chấm",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scorings",
                            to="study.session",
                            verbose_name="Buổi",
                        ),
                    ),
                    (
                        "sheet",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="study.scoresheet",
                            verbose_name="Phiếu",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.unit",
                            verbose_name="Đơn vị",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Lần chấm điểm sinh hoạt",
                    "verbose_name_plural": "Lần chấm điểm sinh hoạt",
                    "indexes": [models.Index(fields=["unit", "period"], name="study_scorings_of_unit")],
                    "constraints": [models.UniqueConstraint(fields=("session", "side"), name="study_scored_once")],
                },
            ),
            migrations.CreateModel(
                name="Theme",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Tên chuyên đề")),
                    ("aim", models.TextField(blank=True, verbose_name="Nội dung, yêu cầu")),
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
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="themes",
                            to="programmes.programme",
                            verbose_name="Chương trình",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="themes",
                            to="orgs.unit",
                            verbose_name="Đơn vị triển khai",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Chuyên đề học tập",
                    "verbose_name_plural": "Chuyên đề học tập",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "period", "title"),
                            name="study_theme_once",
                            violation_error_message="Đơn vị đã có chuyên đề này trong năm.",
                        )
                    ],
                },
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="study.theme",
                verbose_name="Chuyên đề",
            ),
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("expected", models.BooleanField(default=True, verbose_name="Thuộc diện phải học")),
                ("has_studied", models.BooleanField(default=False, verbose_name="Đã học")),
                ("is_made_up", models.BooleanField(default=False, verbose_name="Học bù")),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="periods.period",
                        verbose_name="Năm",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                        verbose_name="Người học",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learners",
                        to="study.theme",
                        verbose_name="Chuyên đề",
                    ),
                ),
            ],
            options={
                "verbose_name": "Người học chuyên đề",
                "verbose_name_plural": "Người học chuyên đề",
                "indexes": [models.Index(fields=["unit", "period"], name="study_learners_of_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "theme", "period"), name="study_learner_once"),
                    models.CheckConstraint(
                        condition=models.Q(("is_made_up", False), ("has_studied", True), _connector="OR"),
                        name="study_made_up_studied",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="attendance",
            name="theme",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="study.theme",
                verbose_name="Chuyên đề",
            ),
        ),
        Together(
            migrations.CreateModel(
                name="Minutes",
                fields=[
                    (
                        "session",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="minutes",
                            serialize=False,
                            to="study.session",
                            verbose_name="Buổi",
                        ),
                    ),
                    ("agenda", models.TextField(blank=True, verbose_name="Chương trình")),
                    ("text", models.TextField(blank=True, verbose_name="Diễn biến, ý kiến")),
                    ("edition", models.PositiveIntegerField(default=0, editable=False)),
                    (
                        "chair",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.person",
                            verbose_name="Chủ trì",
                        ),
                    ),
                    (
                        "clerk",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.person",
                            verbose_name="Người ghi biên bản",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Biên bản sinh hoạt",
                    "verbose_name_plural": "Biên bản sinh hoạt",
                },
            ),
            migrations.CreateModel(
                name="Conclusion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="TT")),
                    ("text", models.CharField(max_length=500, verbose_name="Việc")),
                    ("due_on", models.DateField(verbose_name="Thời hạn")),
                    ("is_done", models.BooleanField(default=False, verbose_name="Đã xong")),
                    ("done_on", models.DateField(blank=True, null=True, verbose_name="Xong ngày")),
                    ("result", models.CharField(blank=True, max_length=500, verbose_name="Kết quả")),
                    (
                        "assignee",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="conclusions",
                            to="orgs.person",
                            verbose_name="Người thực hiện",
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
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="orgs.unit",
                            verbose_name="Đơn vị",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="conclusions",
                            to="study.session",
                            verbose_name="Buổi",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Kết luận của buổi sinh hoạt",
                    "verbose_name_plural": "Kết luận của buổi sinh hoạt",
                    "ordering": ["number"],
                    "indexes": [models.Index(fields=["unit", "period"], name="study_conclusions_of_unit")],
                    "constraints": [
                        models.UniqueConstraint(fields=("session", "number"), name="study_conclusion_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_on", None), ("is_done", False)),
                                models.Q(("done_on__isnull", False), ("is_done", True)),
                                _connector="OR",
                            ),
                            name="study_done_has_day",
                        ),
                    ],
                },
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["person", "theme"], name="study_attendance_of_person"),
        ),
    ]
