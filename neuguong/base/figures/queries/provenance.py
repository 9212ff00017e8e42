"""Where a row behind a figure comes from: who did the latest with it, and how many files stand beside it."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from neuguong.base.files.models import Attachment
from neuguong.base.journal.models import Entry


def with_provenance(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` with `acted_by` (a name), `acted_at` (None where the journal is silent) and `files_count`, in the
    same query."""
    label = rows.model._meta.label
    own = Entry.objects.filter(model=label, object_id=OuterRef("pk")).order_by("-at", "-pk")
    files = Attachment.objects.filter(model=label, object_id=OuterRef("pk")).order_by()
    counted = files.values("object_id").annotate(n=Count("pk")).values("n")
    found: QuerySet[Any] = rows.annotate(
        acted_by=Subquery(own.values(name=Coalesce(NullIf("actor__display_name", Value("")), "actor__username"))[:1]),
        acted_at=Subquery(own.values("at")[:1]),
        files_count=Subquery(counted, output_field=IntegerField()),
    )
    return found
