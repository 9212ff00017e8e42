"""What a chart says, before anybody draws it."""

import enum
from dataclasses import dataclass
from decimal import Decimal

from neuguong.kit import numbers

Number = int | Decimal


class Mark(enum.Enum):
    """How firm a number is: told by the shape of its point, and in words."""

    PLAIN = "plain"
    SEALED = "sealed"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Point:
    """A number under a name. `value` None is a gap, never a nought; `text` is what stands beside it where that is not
    just the number; `href` leads to its rows."""

    label: str
    value: Number | None
    text: str = ""
    href: str = ""
    mark: Mark = Mark.PLAIN

    @property
    def shown(self) -> str:
        """The number as people read it; a dash for none."""
        return self.text or _shown(self.value)


@dataclass(frozen=True)
class Pair:
    """What was reached of what was aimed at; either may be missing."""

    label: str
    value: Number | None
    target: Number | None
    href: str = ""

    @property
    def shown(self) -> str:
        return _shown(self.value)

    @property
    def target_shown(self) -> str:
        return _shown(self.target)


@dataclass(frozen=True)
class Share:
    """A cell of a heat table: `part` of `whole`. Of nothing there is no share."""

    part: Number
    whole: Number
    href: str = ""

    @property
    def percent(self) -> Decimal | None:
        return Decimal(self.part) * 100 / Decimal(self.whole) if self.whole else None

    @property
    def shown(self) -> str:
        return numbers.percent(self.part, self.whole)


@dataclass(frozen=True)
class HeatRow:
    label: str
    cells: tuple[Share, ...]
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What every chart has.

    `key`           letters, digits and hyphens, once on a page; the name of its files
    `caption`       the range and the tree that the numbers stand in
    `measure_unit`  what they are counted in ("lượt", "%")
    `names`         what the points are called together ("Kỳ", "Đơn vị"), the head of the table's first column
    `address`       where its files are, with a query string: "&dang=svg" or "&dang=xlsx" is added; "" for no files
    """

    key: str
    title: str
    names: str
    caption: str = ""
    measure_unit: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Trend(Chart):
    """Values over periods, oldest first. A gap breaks the line. `from_zero` is given up for scores and ranks alone,
    whose changes would not be seen above a nought."""

    points: tuple[Point, ...]
    from_zero: bool = True


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """A comparison on a common nought, the largest first whatever order they come in; the point called `highlight`
    (else the largest) is red. At most `most` are drawn; the table has all."""

    points: tuple[Point, ...]
    highlight: str = ""
    most: int = 12

    @property
    def ranked(self) -> list[Point]:
        """The points as they are drawn: by value downwards, those without one at the end."""
        known = [one for one in self.points if one.value is not None]
        gaps = [one for one in self.points if one.value is None]
        return [*sorted(known, key=lambda one: -(one.value or 0)), *gaps]


@dataclass(frozen=True, kw_only=True)
class Against(Chart):
    """What was reached against its target, a pair a line, in the given order."""

    pairs: tuple[Pair, ...]
    most: int = 12


@dataclass(frozen=True, kw_only=True)
class Heat(Chart):
    """Shares by unit and period: `columns` are the periods, six at most to be read on a phone; every row has a cell for
    each. At most `most` rows are drawn, those with any share first; the table has all."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    most: int = 16

    @property
    def filled_first(self) -> list[HeatRow]:
        """The rows as they are drawn."""
        return sorted(self.rows, key=lambda row: all(cell.percent is None for cell in row.cells))

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of heat table {self.key!r} does not have {len(self.columns)} cells")


def _shown(value: Number | None) -> str:
    return numbers.NOTHING if value is None else numbers.number(value)
