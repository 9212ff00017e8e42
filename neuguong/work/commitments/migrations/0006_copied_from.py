"""Half-written items while a registration is in hand, whole ones from the day it is handed in; items copied from an
earlier year name the one they were copied from."""

import django.db.models.deletion
from django.db import migrations, models

from neuguong.kit.migrations import Together

_WHOLE = """
CREATE FUNCTION commitments_item_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM commitments_commitment c WHERE c.id = NEW.commitment_id
                  AND c.state NOT IN ('EXPECTED', 'DRAFT', 'RETURNED', 'WITHDRAWN')) THEN
        RAISE check_violation USING
            MESSAGE = 'a registration that was handed in has no unfinished item',
            TABLE = 'commitments_item', CONSTRAINT = 'commitments_items_are_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION commitments_items_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.unread <> '{}' OR EXISTS (SELECT FROM commitments_item i WHERE i.commitment_id = NEW.id
                  AND (i.due_on IS NULL OR btrim(i.deed) = '' OR i.unread <> '{}')) THEN
        RAISE check_violation USING
            MESSAGE = 'a registration that was handed in has no unfinished item',
            TABLE = 'commitments_commitment', CONSTRAINT = 'commitments_items_are_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER commitments_item_is_whole AFTER INSERT OR UPDATE ON commitments_item FOR EACH ROW
    WHEN (NEW.due_on IS NULL OR btrim(NEW.deed) = '' OR NEW.unread <> '{}')
    EXECUTE FUNCTION commitments_item_is_whole();
CREATE TRIGGER commitments_items_are_whole AFTER UPDATE OF state ON commitments_commitment FOR EACH ROW
    WHEN (OLD.state IN ('EXPECTED', 'DRAFT', 'RETURNED', 'WITHDRAWN')
          AND NEW.state NOT IN ('EXPECTED', 'DRAFT', 'RETURNED', 'WITHDRAWN'))
    EXECUTE FUNCTION commitments_items_are_whole();
"""
_GONE = """
DROP TRIGGER commitments_items_are_whole ON commitments_commitment;
DROP TRIGGER commitments_item_is_whole ON commitments_item;
DROP FUNCTION commitments_items_are_whole();
DROP FUNCTION commitments_item_is_whole();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0005_confirmed_by"),
    ]

    operations = [
        Together(
            migrations.AddField(
                model_name="commitment",
                name="written_at",
                field=models.DateTimeField(blank=True, null=True, verbose_name="Lưu lúc"),
            ),
            migrations.AddField(
                model_name="commitment",
                name="unread",
                field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name="Chữ chưa đọc được"),
            ),
            migrations.AddField(
                model_name="item",
                name="unread",
                field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name="Chữ chưa đọc được"),
            ),
            migrations.AddField(
                model_name="item",
                name="copied_from",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="copies",
                    to="commitments.item",
                    verbose_name="Chép từ",
                ),
            ),
            migrations.AlterField(
                model_name="item",
                name="deed",
                field=models.TextField(blank=True, verbose_name="Việc cụ thể"),
            ),
            migrations.AlterField(
                model_name="item",
                name="due_on",
                field=models.DateField(blank=True, null=True, verbose_name="Thời hạn"),
            ),
        ),
        migrations.RunSQL(_WHOLE, _GONE),
    ]
