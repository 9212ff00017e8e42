"""From numbers to places: round ticks, positions, and how much room words take."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from neuguong.kit.charts.model import Number

LETTER = 0.54  # of the size of the type: what a letter of Be Vietnam Pro takes on average


@dataclass(frozen=True)
class Scale:
    """`low`..`high` of the numbers onto `start`..`end` of the drawing (in either direction)."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Number) -> float:
        """Where `value` stands."""
        share = float((Decimal(value) - self.low) / (self.high - self.low))
        return self.start + share * (self.end - self.start)


def span(values: list[Number], *, from_zero: bool = True) -> tuple[Decimal, Decimal]:
    """The lowest and the highest that is drawn, never the same: with nought between or at an end, if `from_zero`."""
    found = [Decimal(one) for one in values] + ([Decimal(0)] if from_zero or not values else [])
    low, high = min(found), max(found)
    if low != high:
        return low, high
    return (low, high + 1) if from_zero else (low - 1, high + 1)


def ticks(low: Decimal, high: Decimal, most: int = 4) -> list[Decimal]:
    """Round numbers (1, 2 or 5 times a power of ten apart) from at or below `low` to at or above `high`: `most` steps
    at the most, as many as that allows."""
    step = Decimal(1).scaleb((high - low).adjusted() - 2)
    while True:
        for times in (1, 2, 5):
            one = step * times
            first = (low / one).to_integral_value(ROUND_FLOOR)
            last = (high / one).to_integral_value(ROUND_CEILING)
            if last - first <= most:
                return [one * number for number in range(int(first), int(last) + 1)]
        step *= 10


def wide(words: str, size: float = 13) -> float:
    """About how wide `words` come out."""
    return len(words) * size * LETTER


def wrapped(words: str, room: float, size: float = 13, lines: int = 2) -> list[str]:
    """`words` in at most `lines` lines of `room`; what does not fit ends in "…"."""
    letters = max(4, int(room / (size * LETTER)))
    found, left = [""], words.split()
    while left:
        word = left[0]
        joined = f"{found[-1]} {word}".strip()
        if len(joined) <= letters:
            found[-1] = joined
        elif len(found) == lines or len(word) > letters:
            found[-1] = f"{joined[: letters - 1].rstrip()}…"
            return found
        else:
            found.append(word)
        left.pop(0)
    return found
