"""What is seldom filled in is indexed only where it is; heads, who are few, have an index of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0013_obstacle_cubes"),
        ("indicators", "0003_questions_and_exceptions"),
        ("orgs", "0008_words_later"),
        ("periods", "0002_basis_of_days"),
        ("programmes", "0008_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.RemoveIndex(model_name="commitment", name="commitments_supervised"),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("supervisor__isnull", False)),
                    fields=["supervisor", "period"],
                    name="commitments_supervised",
                ),
            ),
            migrations.RemoveIndex(
                model_name="commitment",
                name="commitments_of_person",
            ),
            migrations.AlterField(
                model_name="commitment",
                name="adds_to",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="additions",
                    to="commitments.commitment",
                    verbose_name="Bổ sung cho",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="appointment",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments",
                    to="orgs.appointment",
                    verbose_name="Chức vụ",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="approval",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="approved",
                    to="commitments.decision",
                    verbose_name="Quyết định phê duyệt",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="code",
                field=models.CharField(max_length=60, verbose_name="Mã đăng ký"),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="confirmation",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="confirmed",
                    to="commitments.decision",
                    verbose_name="Quyết định xác nhận",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="confirmed_by",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orgs.person",
                    verbose_name="Đồng chí chủ trì xác nhận",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="continues",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="continued_by",
                    to="commitments.commitment",
                    verbose_name="Tiếp nối bản của người tiền nhiệm",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="decided_by",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orgs.person",
                    verbose_name="Đồng chí chủ trì quyết định",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="decider_unit",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="to_decide",
                    to="orgs.unit",
                    verbose_name="Nơi quyết định",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="period",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments",
                    to="periods.period",
                    verbose_name="Năm",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="person",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments",
                    to="orgs.person",
                    verbose_name="Người đăng ký",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="programme",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments",
                    to="programmes.programme",
                    verbose_name="Chuyên đề",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="steering",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orgs.person",
                    verbose_name="Đồng chí chỉ đạo",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="supervisor",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="supervised",
                    to="orgs.unit",
                    verbose_name="Đơn vị theo dõi, giám sát",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="unit",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="commitments",
                    to="orgs.unit",
                    verbose_name="Đơn vị",
                ),
            ),
            migrations.AlterField(
                model_name="commitment",
                name="written_by",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="Người nhập",
                ),
            ),
            migrations.AlterField(
                model_name="item",
                name="carried_from",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="carried",
                    to="commitments.item",
                    verbose_name="Chuyển tiếp từ",
                ),
            ),
            migrations.AlterField(
                model_name="item",
                name="commitment",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="items",
                    to="commitments.commitment",
                    verbose_name="Bản đăng ký",
                ),
            ),
            migrations.AlterField(
                model_name="item",
                name="copied_from",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="copies",
                    to="commitments.item",
                    verbose_name="Chép từ",
                ),
            ),
            migrations.AlterField(
                model_name="item",
                name="period",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="periods.period",
                    verbose_name="Năm",
                ),
            ),
            migrations.AlterField(
                model_name="item",
                name="standard",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="items",
                    to="programmes.standard",
                    verbose_name="Chuẩn mực",
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("kind", "HEAD")), fields=["period", "unit"], name="commitments_of_heads"
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("programme__isnull", False)),
                    fields=["programme"],
                    name="commitments_by_programme",
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("appointment__isnull", False)),
                    fields=["appointment"],
                    name="commitments_by_post",
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("adds_to__isnull", False)), fields=["adds_to"], name="commitments_by_term"
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("continues__isnull", False)),
                    fields=["continues"],
                    name="commitments_by_earlier",
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("steering__isnull", False)), fields=["steering"], name="commitments_by_steering"
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("decided_by__isnull", False)),
                    fields=["decided_by"],
                    name="commitments_by_chair",
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("approval__isnull", False)), fields=["approval"], name="commitments_by_approval"
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("confirmed_by__isnull", False)),
                    fields=["confirmed_by"],
                    name="commitments_by_confirmer",
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("confirmation__isnull", False)),
                    fields=["confirmation"],
                    name="commitments_by_confirmation",
                ),
            ),
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(
                    condition=models.Q(("written_by__isnull", False)),
                    fields=["written_by"],
                    name="commitments_by_writer",
                ),
            ),
            migrations.AddIndex(
                model_name="item",
                index=models.Index(
                    condition=models.Q(("standard__isnull", False)),
                    fields=["standard"],
                    name="commitments_item_standard",
                ),
            ),
            migrations.AddIndex(
                model_name="item",
                index=models.Index(
                    condition=models.Q(("copied_from__isnull", False)),
                    fields=["copied_from"],
                    name="commitments_item_copied",
                ),
            ),
            migrations.AddIndex(
                model_name="item",
                index=models.Index(
                    condition=models.Q(("carried_from__isnull", False)),
                    fields=["carried_from"],
                    name="commitments_item_carries",
                ),
            ),
            migrations.AddConstraint(
                model_name="commitment",
                constraint=models.UniqueConstraint(fields=("code",), name="commitments_code_once"),
            ),
            migrations.AlterField(
                model_name="progress",
                name="item",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="progress",
                    to="commitments.item",
                    verbose_name="Nội dung đăng ký",
                ),
            ),
            migrations.AlterField(
                model_name="version",
                name="commitment",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="versions",
                    to="commitments.commitment",
                    verbose_name="Bản đăng ký",
                ),
            ),
        )
    ]
