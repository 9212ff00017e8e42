"""Clock work: what a large reorganisation has left to be written."""

from neuguong.base.orgs import services
from neuguong.kit.jobs import periodic


@periodic("* * * * *", "orgs.words")
def write_words(timestamp: int) -> int:
    """Write the words of the units that wait; usually nobody does. Returns how many."""
    return services.write_all_words()
