"""Amendments of approved registrations, items carried over, and both deadlines of an item, which both count."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from neuguong.base.figures.operations import InstallCube, RemoveCube
from neuguong.kit.migrations import Together

_STATES = [
    ("PROPOSED", "Chờ quyết định"),
    ("APPROVED", "Đồng ý"),
    ("REFUSED", "Không đồng ý"),
    ("WITHDRAWN", "Đã rút"),
]
_KINDS = [
    ("APPROVE", "Phê duyệt đăng ký"),
    ("CONFIRM", "Xác nhận kết quả"),
    ("AMEND", "Điều chỉnh đăng ký"),
]
_STATUSES = [
    ("PLANNED", "Chưa hiệu lực"),
    ("OPEN", "Đang thực hiện"),
    ("DONE", "Đã xong"),
    ("DROPPED", "Đã thôi"),
    ("CUT", "Thôi thực hiện"),
]
_KEPT = """
CREATE FUNCTION commitments_item_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.is_carried := NEW.carried_from_id IS NOT NULL;
    -- until it is in force the deadline may still be chosen; from then on the first one stays
    IF NEW.status = 'PLANNED' OR NEW.first_due_on IS NULL THEN
        NEW.first_due_on := NEW.due_on;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commitments_item_keeps BEFORE INSERT OR UPDATE ON commitments_item
    FOR EACH ROW EXECUTE FUNCTION commitments_item_keeps();
CREATE FUNCTION commitments_amendment_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.registrant_id := (SELECT person_id FROM commitments_commitment WHERE id = NEW.commitment_id);
    RETURN NEW;
END $$;
CREATE TRIGGER commitments_amendment_of BEFORE INSERT OR UPDATE ON commitments_amendment
    FOR EACH ROW EXECUTE FUNCTION commitments_amendment_of();
"""
_NOT_KEPT = """
DROP TRIGGER commitments_amendment_of ON commitments_amendment;
DROP TRIGGER commitments_item_keeps ON commitments_item;
DROP FUNCTION commitments_amendment_of();
DROP FUNCTION commitments_item_keeps();
"""
_FILL = "UPDATE commitments_item SET first_due_on = due_on WHERE first_due_on IS NULL AND due_on IS NOT NULL;"

_FK = {"blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT}


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0007_returns"),
        ("figures", "0002_engine"),
        ("orgs", "0002_tree_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        RemoveCube(
            key="items", table="commitments_item", dims=(("group", "text"), ("status", "text"), ("due_on", "date"))
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="Lần điều chỉnh")),
                (
                    "state",
                    models.CharField(choices=_STATES, default="PROPOSED", max_length=10, verbose_name="Trạng thái"),
                ),
                ("reason", models.TextField(verbose_name="Lý do điều chỉnh")),
                ("before", models.JSONField(verbose_name="Nội dung cũ")),
                ("after", models.JSONField(verbose_name="Nội dung mới")),
                ("proposed_at", models.DateTimeField(verbose_name="Đề nghị lúc")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="commitments.commitment",
                        verbose_name="Bản đăng ký",
                    ),
                ),
                (
                    "registrant",
                    models.ForeignKey(**_FK, related_name="+", to="orgs.person", verbose_name="Người đăng ký"),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người đề nghị",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        **_FK, related_name="amended", to="commitments.decision", verbose_name="Quyết định"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        **_FK, related_name="+", to="orgs.person", verbose_name="Đồng chí chủ trì quyết định"
                    ),
                ),
            ],
            options={
                "verbose_name": "Điều chỉnh",
                "verbose_name_plural": "Điều chỉnh",
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "number"), name="commitments_amendment_once"),
                    models.UniqueConstraint(
                        condition=Q(state="PROPOSED"),
                        fields=("commitment",),
                        name="commitments_one_amendment_at_once",
                        violation_error_message="Bản đăng ký này đang có một đề nghị điều chỉnh chờ quyết định.",
                    ),
                    models.CheckConstraint(
                        condition=Q(decided_by=None) | Q(registrant=None) | ~Q(decided_by=F("registrant")),
                        name="commitments_maker_never_amends",
                        violation_error_message="Người đăng ký không tự quyết định điều chỉnh của mình.",
                    ),
                ],
            },
        ),
        Together(
            migrations.AlterField(
                model_name="decision",
                name="kind",
                field=models.CharField(choices=_KINDS, max_length=8, verbose_name="Việc"),
            ),
            migrations.AddField(
                model_name="item",
                name="first_due_on",
                field=models.DateField(blank=True, null=True, verbose_name="Thời hạn ban đầu"),
            ),
            migrations.AddField(
                model_name="item",
                name="is_amended",
                field=models.BooleanField(db_default=False, default=False, verbose_name="Đã điều chỉnh"),
            ),
            migrations.AddField(
                model_name="item",
                name="carried_from",
                field=models.ForeignKey(
                    **_FK, related_name="carried", to="commitments.item", verbose_name="Chuyển tiếp từ"
                ),
            ),
            migrations.AddField(
                model_name="item",
                name="is_carried",
                field=models.BooleanField(db_default=False, default=False, verbose_name="Chuyển tiếp"),
            ),
            migrations.AlterField(
                model_name="item",
                name="status",
                field=models.CharField(choices=_STATUSES, default="PLANNED", max_length=8, verbose_name="Tình trạng"),
            ),
            migrations.RemoveConstraint(model_name="item", name="commitments_one_breakthrough"),
            migrations.AddConstraint(
                model_name="item",
                constraint=models.UniqueConstraint(
                    condition=Q(group="BREAKTHROUGH") & ~Q(status="CUT"),
                    fields=("commitment",),
                    name="commitments_one_breakthrough",
                    violation_error_message="Mỗi bản đăng ký chỉ có một nội dung đột phá.",
                ),
            ),
        ),
        migrations.RunSQL(_FILL, ""),
        migrations.RunSQL(_KEPT, _NOT_KEPT),
        InstallCube(
            key="items",
            table="commitments_item",
            dims=(
                ("group", "text"),
                ("status", "text"),
                ("due_on", "date"),
                ("first_due_on", "date"),
                ("is_amended", "boolean"),
                ("is_carried", "boolean"),
            ),
        ),
    ]
