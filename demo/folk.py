"""People as the generator keeps them: homes (cells) and posts with dates."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Home:
    """Membership in a cell; ``end`` is exclusive."""

    cell: str
    start: date
    end: date | None = None

    def covers(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


@dataclass
class Post:
    """A post in a unit; ``head`` marks the one who heads it."""

    title: str
    unit: str
    start: date
    end: date | None = None
    head: bool = False

    def covers(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)

    def overlaps(self, start: date, end: date | None) -> bool:
        return (self.end is None or start < self.end) and (end is None or self.start < end)


@dataclass
class Person:
    code: str
    name: str
    birth: date
    sex: str
    joined: date | None
    job: str
    homes: list[Home] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    login: str = ""

    def home(self, on: date) -> str:
        """The cell on a day, or nothing."""
        return next((h.cell for h in self.homes if h.covers(on)), "")

    def headed(self, on: date) -> Post | None:
        """The post as head on a day; cells do not count."""
        return next((p for p in self.posts if p.head and "/cb-" not in p.unit and p.covers(on)), None)

    def age(self, on: date) -> int:
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))

    def standing(self, today: date) -> str:
        """Full, probationary (first year) or no member."""
        if self.joined is None:
            return "Quần chúng"
        return "Đảng viên dự bị" if (today - self.joined).days < 365 else "Đảng viên chính thức"


@dataclass
class Folk:
    """All people by code."""

    people: dict[str, Person] = field(default_factory=dict)

    def members(self, cell: str, on: date) -> list[Person]:
        return [p for p in self.people.values() if p.home(on) == cell]

    def by_cell(self, on: date) -> dict[str, list[Person]]:
        """Everybody's cell on a day, one pass."""
        found: dict[str, list[Person]] = {}
        for person in self.people.values():
            if cell := person.home(on):
                found.setdefault(cell, []).append(person)
        return found
