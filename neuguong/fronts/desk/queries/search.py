"""What the search box finds: units, people, registrations and documents that the reader may see."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from neuguong.base.access.queries import MOST_FOUND, Found, looks_at_a_province, looks_everywhere, seek
from neuguong.base.access.rules import units
from neuguong.base.orgs.models import Person, PersonWords, Unit, UnitWords
from neuguong.base.orgs.queries import windows
from neuguong.fronts.desk import rules
from neuguong.kit.search import adjoining, excerpt, holding, marked, words_in, words_of
from neuguong.work.commitments.choices import IN_HAND
from neuguong.work.commitments.lists import TONES, who
from neuguong.work.commitments.models import Commitment, CommitmentWords, Item
from neuguong.work.commitments.rules import policy, writer
from neuguong.work.programmes.models import Document
from neuguong.work.programmes.queries import documents_matching, numbered

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Line:
    """One thing found: where it leads, what it is called and what stands beside and under it, words marked."""

    href: str
    text: Pieces
    side: str = ""
    below: Pieces | None = None
    state: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Group:
    """All of one kind: how many there are (`is_more`: more than that), the first of them, and the list of them all."""

    key: str
    count: int
    is_more: bool
    lines: list[Line]
    href: str


@dataclass(frozen=True)
class Search:
    """Words typed by a reader on a day, and how many lines of each kind she is shown."""

    typed: str
    user: Any
    today: dt.date
    shown: int

    def groups(self) -> list[Group]:
        """What is found, by kind; kinds of which nothing is found are left out."""
        if not self.words:
            return []
        found: tuple[tuple[Callable[[], Found], Callable[[Found], Group]], ...] = (
            (self.units_found, self._units),
            (self.people_found, self._people),
            (self.commitments_found, self._commitments),
            (self.documents_found, self._documents),
        )
        kinds = ((seek_kind(), draw) for seek_kind, draw in found)
        return [draw(hits) for hits, draw in kinds if hits.keys]

    @property
    def words(self) -> list[str]:
        """The words typed, folded."""
        return words_of(self.typed)

    @property
    def _names(self) -> SearchQuery:
        return holding(self.words, unfinished=True)

    def _marked(self, text: str, *, unfinished: bool = False) -> Pieces:
        return marked(text, self.words, unfinished=unfinished)

    def _group(self, key: str, found: Found, lines: list[Line], address: str) -> Group:
        return Group(key, len(found.keys), found.is_more, lines, f"{reverse(address)}?{_query(self.typed)}")

    def units_found(self) -> Found:
        """Units by any name they had."""
        return seek(
            Unit.objects.all(), self._names, self.user, units, sought=UnitWords, today=self.today, branches={"u": "pk"}
        )

    def _units(self, found: Found) -> Group:
        rows = Unit.objects.filter(pk__in=found.keys).order_by("level", "sort_key", "pk")[: self.shown]
        lines = [
            Line(
                reverse("desk:unit", args=[one.code]),
                self._marked(one.name, unfinished=True),
                str(one.get_kind_display()),
            )
            for one in rows
        ]
        return self._group("units", found, lines, "desk:tree")

    def people_found(self) -> Found:
        """People by name and code."""
        return seek(
            Person.objects.all(), self._names, self.user, rules.people, sought=PersonWords, today=self.today,
            branches={"u": "home_id"},
        )  # fmt: skip

    def _people(self, found: Found) -> Group:
        rows = Person.objects.filter(pk__in=found.keys).select_related("home").order_by("sort_key", "pk")
        lines = [
            Line(
                reverse("desk:person", args=[one.pk]),
                self._marked(one.full_name, unfinished=True),
                one.home.name if one.home else "",
            )
            for one in rows[: self.shown]
        ]
        return self._group("people", found, lines, "desk:people")

    def commitments_found(self) -> Found:
        """Registrations by registrant, code, year and items."""
        return commitments_holding(self.words, self.user, self.today)

    def _commitments(self, found: Found) -> Group:
        rows = _best(found.keys, self.words, self.shown)
        deeds = _deeds([row.pk for row in rows], self.words, self.user)
        lines = [
            Line(
                reverse("commitments:detail", args=[row.pk]),
                self._marked(f"{who(row)}, {row.period}"),
                row.unit.name if row.person else "",
                self._marked(excerpt(deeds[row.pk], self.words)) if row.pk in deeds else None,
                str(row.get_state_display()),
                TONES[row.state],
            )
            for row in rows
        ]
        return self._group("commitments", found, lines, "commitments:list")

    def documents_found(self) -> Found:
        """Documents with the number or the words: read by everybody signed in."""
        window = next(windows(_documents(self.typed)), [])
        return Found(window[:MOST_FOUND], len(window) > MOST_FOUND)

    def _documents(self, found: Found) -> Group:
        rows = list(documents_matching(self.typed, _few(found, self.words))[: self.shown])
        lines = [
            Line(
                f"{reverse('programmes:documents')}?{_query(one.number)}",
                self._marked(str(one)),
                f"{one.issued_on:%d/%m/%Y}",
                self._marked(one.summary),
            )
            for one in rows
        ]
        return self._group("documents", found, lines, "programmes:documents")


def commitments_holding(words: Sequence[str], user: Any, today: dt.date) -> Found:
    """Registrations that hold the words and that the user may see; in hand, by their items only for who writes them.

    Where more hold them than are shown, those of the year that runs come before older ones. Who looks at a whole
    province will have many, and is asked for that year at once; who looks at the country gets any.
    """
    own = _in_hand(words, user)
    this_year = [*words, str(today.year)]
    if looks_at_a_province(user):
        found = _registered(this_year, user, today)
        if not found.is_more:
            found = _registered(words, user, today, known=found.keys)
    else:
        found = _registered(words, user, today)
        if found.is_more and not looks_everywhere(user):
            newest = _registered(this_year, user, today)
            found = Found(list(dict.fromkeys([*newest.keys, *found.keys]))[:MOST_FOUND], is_more=True)
    keys = list(dict.fromkeys([*own, *found.keys]))
    return Found(keys[:MOST_FOUND], found.is_more or len(keys) > MOST_FOUND)


def _registered(words: Sequence[str], user: Any, today: dt.date, *, known: Sequence[int] = ()) -> Found:
    return seek(
        Commitment.objects.all(), holding(words), user, policy, sought=CommitmentWords, today=today,
        branches={"u": "unit_id", "s": "supervisor_id"}, known=known,
    )  # fmt: skip


def _in_hand(words: Sequence[str], user: Any) -> list[int]:
    """The few that the user writes: found by their keys first, for their words stand in no index."""
    written = Commitment.objects.filter(writer(user), state__in=IN_HAND).values_list("pk", flat=True)
    found = CommitmentWords.objects.filter(pk__in=list(written), in_hand=holding(words))
    return list(found.order_by("pk").values_list("pk", flat=True))


def _best(keys: Sequence[int], words: Sequence[str], shown: int) -> list[Commitment]:
    """The few to show: those in which the words stand together first, then the newest year."""
    together = Case(When(words=adjoining(words), then=Value(1)), default=Value(0), output_field=IntegerField())
    ranked = CommitmentWords.objects.filter(pk__in=keys).order_by(-together, "-commitment__period__year", "pk")
    best = list(ranked.values_list("pk", flat=True)[:shown])
    rows = Commitment.objects.select_related("unit", "period", "person").in_bulk(best)
    return [rows[key] for key in best]


def _deeds(keys: Sequence[int], words: Sequence[str], user: Any) -> dict[int, str]:
    """For each registration that item of it which holds the most of the words; none of what is in another's hand:
    the index holds no word of it for this reader either."""
    readable = Commitment.objects.filter(~Q(state__in=IN_HAND) | Q(writer(user)), pk__in=keys).values("pk")
    best: dict[int, tuple[int, str]] = {}
    for item in Item.objects.filter(commitment__in=readable).order_by("commitment_id", "number"):
        text = "; ".join(one for one in (item.deed, item.product, item.measure_taken) if one)
        held = len(set(words_in(text)) & set(words))
        if held > best.get(item.commitment_id, (0, ""))[0]:
            best[item.commitment_id] = (held, text)
    return {key: text for key, (_held, text) in best.items()}


def _documents(typed: str) -> QuerySet[Document]:
    return Document.objects.filter(numbered(typed) | Q(words=holding(words_of(typed))))


def _few(found: Found, words: Sequence[str]) -> QuerySet[Document]:
    """Of very many the newest alone, which an index hands out in their order."""
    if not found.is_more:
        return Document.objects.filter(pk__in=found.keys)
    newest = Document.objects.filter(words=holding(words)).order_by("-issued_on", "pk")
    return Document.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[:100]))


def _query(typed: str) -> str:
    return urlencode({"q": " ".join(typed.split())})
