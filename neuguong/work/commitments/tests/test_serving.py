"""An item names the indicator that it serves, and stands on that indicator's page."""

from collections.abc import Callable

from django.test import Client

from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.tests.test_writing_page import _typed
from neuguong.work.indicators.models import Indicator
from neuguong.work.indicators.tests.planting import indicator
from tests.cast import Cast

Make = Callable[..., Commitment]


def client(cast: Cast, name: str) -> Client:
    made = Client()
    made.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def served(cast: Cast, row: Commitment) -> Indicator:
    """Lan's first deed serves the province's indicator."""
    one = indicator(cast.unit("bac-son"), name="Diện tích đất hiến")
    indicator(cast.unit("binh-minh"), code="xa-khac", name="Chỉ tiêu của xã khác")
    page = client(cast, "lan").get(f"/cam-ket/viet/?id={row.pk}").content.decode()
    assert ("Diện tích đất hiến" in page, "Chỉ tiêu của xã khác" in page) == (True, False)
    answer = client(cast, "lan").post(f"/cam-ket/viet/?id={row.pk}", _typed(0, **{"viec-0-indicator": str(one.pk)}))
    assert answer.status_code == 302
    return one


def test_a_deed_names_the_indicator_it_serves(opened: Cast, owed: Make) -> None:
    row = owed("lan")
    one = served(opened, row)
    assert Item.objects.get(commitment=row).indicator == one
    assert "Diện tích đất hiến" in client(opened, "lan").get(f"/cam-ket/{row.pk}/").content.decode()


def test_the_indicator_shows_what_serves_it_to_who_may_read_it(opened: Cast, owed: Make) -> None:
    row = owed("lan")
    one = served(opened, row)
    address = f"/chi-tieu/{one.pk}/?don-vi=bac-son/hoa-an/thon-dong&ky={opened.years[2026].pk}"
    assert "Vận động 5 hộ hiến đất" in client(opened, "lan").get(address).content.decode()
    assert "Vận động 5 hộ hiến đất" not in client(opened, "van").get(address).content.decode()  # still a draft
    Commitment.objects.filter(pk=row.pk).update(state="APPROVED")
    assert "Vận động 5 hộ hiến đất" in client(opened, "van").get(address).content.decode()


def test_one_of_another_tree_is_refused(opened: Cast, owed: Make) -> None:
    row = owed("lan")
    indicator(opened.unit("bac-son"), code="a")
    other = indicator(opened.unit("binh-minh"), code="xa-khac")
    client(opened, "lan").post(f"/cam-ket/viet/?id={row.pk}", _typed(0, **{"viec-0-indicator": str(other.pk)}))
    assert not Item.objects.filter(indicator=other).exists()
