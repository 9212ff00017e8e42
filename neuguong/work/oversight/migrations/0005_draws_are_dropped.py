"""A draw that has not become visits may be dropped with a reason; it stays, and nothing more is written on it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from neuguong.kit.migrations import Together

STANDS = """
CREATE OR REPLACE FUNCTION oversight_draw_stands() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.frozen_at IS NOT NULL %(dropped)s
     OR (OLD.seed, OLD.root_id, OLD.unit_kind, OLD.count, OLD.plan_id, OLD.seeded_at)
        IS DISTINCT FROM (NEW.seed, NEW.root_id, NEW.unit_kind, NEW.count, NEW.plan_id, NEW.seeded_at) THEN
    RAISE EXCEPTION 'Lần bốc thăm đã ghi thì không sửa, không xóa được.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $body$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0004_editions_of_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.AddField(
                model_name="draw",
                name="dropped_at",
                field=models.DateTimeField(blank=True, null=True, verbose_name="Bỏ lúc"),
            ),
            migrations.AddField(
                model_name="draw",
                name="dropped_by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="Người bỏ",
                ),
            ),
            migrations.AddField(
                model_name="draw",
                name="drop_reason",
                field=models.CharField(blank=True, max_length=500, verbose_name="Lý do bỏ"),
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("drop_reason", ""), ("dropped_at", None))
                | models.Q(
                    models.Q(("drop_reason", ""), _negated=True), ("dropped_at__isnull", False), ("frozen_at", None)
                ),
                name="oversight_dropped_for_a_reason",
                violation_error_message="Lần bốc thăm chỉ bỏ được khi chưa chốt danh sách, và phải có lý do.",
            ),
        ),
        migrations.RunSQL(
            STANDS % {"dropped": "OR OLD.dropped_at IS NOT NULL"},
            STANDS % {"dropped": ""},
        ),
    ]
