"""Files of a denunciation: judged in memory, encrypted, kept; opened by its handlers, each time told to the journal."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from django.db import transaction

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.accounts.models import User
from neuguong.base.files.services import judge
from neuguong.base.journal.services import record
from neuguong.work.denunciations import rules
from neuguong.work.denunciations.content import PaperName, read, seal
from neuguong.work.denunciations.models import Denunciation, Evidence
from neuguong.work.denunciations.storage import disk


class Upload(Protocol):
    """A file as a form hands it over."""

    name: str | None

    def read(self) -> bytes: ...


@transaction.atomic
def add_papers(*, denunciation: Denunciation, files: Sequence[Upload], actor: User, now: dt.datetime) -> None:
    """Keep more files. ValidationError without the right, or for a file that is not taken; none is kept then."""
    row = Denunciation.objects.select_for_update(of=("self",)).get(pk=denunciation.pk)
    capacity_of(actor, rules.denunciations, "write", row)
    keep_papers(row, files, actor, now)


def keep_papers(row: Denunciation, files: Sequence[Upload], actor: User, now: dt.datetime) -> None:
    """The files of a row that the caller has locked and judged; all or none."""
    judged = []
    for file in files:
        content = file.read()
        judged.append((judge(content=content, name=file.name or ""), content))
    written: list[Evidence] = []
    try:
        for (name, content_type), content in judged:
            paper = Evidence(denunciation=row, added_by=actor, added_at=now)
            paper.sealed = seal(PaperName(name, content_type, len(content)))
            written.append(paper)
            disk.write(paper.key, content)
            paper.save()
            record(paper, "add", actor=actor, now=now)
    except BaseException:
        for paper in written:
            disk.discard(paper.key)
        raise


@transaction.atomic
def open_paper(*, paper: Evidence, actor: User, now: dt.datetime) -> tuple[PaperName, bytes]:
    """What the file is and its bytes. Who looked is journaled. ValidationError without the right; FileNotFoundError if
    it is gone from the disk; `cipher.Closed` where no key opens it."""
    capacity = capacity_of(actor, rules.denunciations, "view", paper.denunciation)
    content = disk.read(paper.key)
    record(paper, "look", actor=actor, now=now, capacity=capacity)
    return read(PaperName, paper.sealed), content
