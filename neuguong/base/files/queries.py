"""Which files belong to what, who may open them, and whether they are still what they were."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from neuguong.base.files import storage
from neuguong.base.files.models import Attachment, StoredFile
from neuguong.kit.policy import Policy

_owners: dict[str, Policy] = {}


def register_owner(model_label: str, policy: Policy) -> None:
    """Files attached to objects of this model ("commitments.Progress") open to whom `policy` lets "view" them.

    Called once in the rules.py of the slice. Files attached to a model that nobody registered open to their uploader
    alone.
    """
    policy.rule("view")
    _owners[model_label] = policy


def attached_to(obj: Model) -> QuerySet[Attachment]:
    """The files of one object, oldest first, with their files."""
    rows = Attachment.objects.filter(model=obj._meta.label, object_id=obj.pk)
    return rows.select_related("file").order_by("pk")


def attached_to_many(model: type[Model] | str, ids: Iterable[int]) -> dict[int, list[Attachment]]:
    """The files of many objects of one model (or its label, "commitments.Progress"), by object id, in one query.

    An object without files has an empty list.
    """
    label = model if isinstance(model, str) else model._meta.label
    found: dict[int, list[Attachment]] = {pk: [] for pk in ids}
    rows = Attachment.objects.filter(model=label, object_id__in=list(found))
    for row in rows.select_related("file").order_by("pk"):
        found[row.object_id].append(row)
    return found


def may_open(user: Any, file: StoredFile) -> bool:
    """Whether `user` uploaded the file or may view any object it is attached to (one query for each model)."""
    if not getattr(user, "is_authenticated", False):
        return False
    if file.added_by_id == user.pk:
        return True
    by_model: dict[str, list[int]] = {}
    for label, pk in Attachment.objects.filter(file=file).order_by("pk").values_list("model", "object_id"):
        by_model.setdefault(label, []).append(pk)
    return any(_sees_any(user, label, ids) for label, ids in by_model.items())


def _sees_any(user: Any, label: str, ids: list[int]) -> bool:
    policy = _owners.get(label)
    if policy is None:
        return False
    model: Any = apps.get_model(label)
    return bool(policy.visible(model._default_manager.filter(pk__in=ids), user).exists())


@dataclass(frozen=True)
class Damage:
    """Content that is not on disk any more (`is_missing`), or is not what was stored."""

    sha256: str
    is_missing: bool
    file_ids: tuple[int, ...]


def verify() -> Iterator[Damage]:
    """Read every stored content again and compare it with its hash; yields what is damaged."""
    ids: dict[str, list[int]] = {}
    for sha256, pk in StoredFile.objects.order_by("pk").values_list("sha256", "pk").iterator():
        ids.setdefault(sha256, []).append(pk)
    for sha256, rows in ids.items():
        path = storage.place(sha256)
        if not path.is_file():
            yield Damage(sha256, True, tuple(rows))
        elif storage.hash_of(path) != sha256:
            yield Damage(sha256, False, tuple(rows))


def content(file: StoredFile) -> bytes:
    """The bytes of a kept file; FileNotFoundError if they are gone from the storage."""
    return storage.place(file.sha256).read_bytes()
