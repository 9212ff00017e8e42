"""Reading the journal."""

from django.db.models import Model, QuerySet

from neuguong.base.journal.models import Entry


def history(obj: Model) -> QuerySet[Entry]:
    """Everything that was done to `obj`, oldest first, with the actors."""
    entries = Entry.objects.filter(model=obj._meta.label, object_id=obj.pk)
    return entries.select_related("actor").order_by("at", "pk")
