"""The list of registrations read from a branch: what is counted is what is listed, filtered or not."""

import pytest

from neuguong.kit.views import listing_at
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy
from tests.cast import Cast


@pytest.mark.parametrize("name", ["son", "hung", "quang"])
@pytest.mark.parametrize("kind", ["", "INDIVIDUAL", "HEAD", "khong-co"])
def test_as_many_are_counted_as_are_listed(opened: Cast, name: str, kind: str) -> None:
    user = opened.user(name)
    found = listing_at(f"/cam-ket/?kind={kind}", user, today=opened.today, now=opened.now)
    assert found is not None
    _page, listing = found
    seen = policy.visible(Commitment.objects.all(), user)
    expected = seen.filter(kind=kind) if kind else seen
    assert listing.countable is not None  # the branch is counted in other words than it is listed
    assert {row.pk for row in listing.found} == set(expected.values_list("pk", flat=True))
    assert listing.total == expected.count()
