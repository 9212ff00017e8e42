"""What a person, a head or a collective commits to in a year, item by item, and what became of it.

A commitment row exists from the opening of the year (state EXPECTED), so that should, late and missing are filters on
one fact table. It counts at `unit` (the cell of an individual, the unit headed, the collective) in the year `period`
it is registered for, whatever its dates. `Item` and `Progress` repeat unit and period because they are facts of their
own cubes; composite foreign keys (first migration) keep the copies equal.
"""

from neuguong.work.commitments.models.changes import Amendment, Return, Version
from neuguong.work.commitments.models.decisions import Decision
from neuguong.work.commitments.models.items import Item, Progress
from neuguong.work.commitments.models.obstacles import Obstacle, ObstacleTurn
from neuguong.work.commitments.models.registrations import Commitment
from neuguong.work.commitments.models.words import CommitmentWords

__all__ = [
    "Amendment",
    "Commitment",
    "CommitmentWords",
    "Decision",
    "Item",
    "Obstacle",
    "ObstacleTurn",
    "Progress",
    "Return",
    "Version",
]
