"""Which files belong to what, who may open them, and whether they are still what they were."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from neuguong.base.files import storage
from neuguong.base.files.content import mark_in_name, mark_in_texts
from neuguong.base.files.models import Attachment, StoredFile
from neuguong.kit.policy import Policy


@dataclass(frozen=True)
class Owner:
    """What a model that files are attached to says of them: the rights, and in whose journal it is told."""

    policy: Policy
    told_at: Callable[[Any], Model]


_owners: dict[str, Owner] = {}


def register_owner(model_label: str, policy: Policy, told_at: Callable[[Any], Model] = lambda obj: obj) -> None:
    """Files attached to objects of this model ("commitments.Progress") open to whom `policy` lets "view" them.

    Where the policy knows "take_off", whoever attached a file may take it off again while she has that right; the
    journal of `told_at(object)` says so. Called once in the rules.py of the slice. Files attached to a model that
    nobody registered open to their uploader alone.
    """
    policy.rule("view")
    _owners[model_label] = Owner(policy, told_at)


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


def may_take_off(user: Any, attachment: Attachment) -> bool:
    """Whether `user` attached the file and its owner is still open to her."""
    owner = _owners.get(attachment.model)
    if owner is None or "take_off" not in owner.policy.actions or attachment.file.added_by_id != user.pk:
        return False
    return bool(owner.policy.visible(_objects(attachment.model, [attachment.object_id]), user, "take_off").exists())


def told_at(attachment: Attachment) -> Model:
    """The object in whose journal it is told what becomes of an attachment; KeyError for a model nobody registered."""
    return _owners[attachment.model].told_at(_objects(attachment.model, [attachment.object_id]).get())


def _sees_any(user: Any, label: str, ids: list[int]) -> bool:
    owner = _owners.get(label)
    return owner is not None and bool(owner.policy.visible(_objects(label, ids), user).exists())


def _objects(label: str, ids: list[int]) -> QuerySet[Any]:
    model: Any = apps.get_model(label)
    found: QuerySet[Any] = model._default_manager.filter(pk__in=ids)
    return found


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


def uploaded_by(user: Any) -> Iterator[tuple[Path, str]]:
    """Where the bytes of everything that `user` uploaded lie, each with a name of its own; without those that are gone
    from the storage."""
    for file in StoredFile.objects.filter(added_by=user).order_by("pk").iterator():
        path = storage.place(file.sha256)
        if path.is_file():
            yield path, f"{file.pk}-{file.name}"


def mark_of(name: str = "", *texts: str) -> str:
    """The mark of state secrecy ("Mật") in the name or number of a paper, or alone on a line of a text; "" if none."""
    return mark_in_name(name) or mark_in_texts(line for text in texts for line in text.splitlines())


def content(file: StoredFile) -> bytes:
    """The bytes of a kept file; FileNotFoundError if they are gone from the storage."""
    return storage.place(file.sha256).read_bytes()
