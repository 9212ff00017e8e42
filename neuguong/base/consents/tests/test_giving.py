"""A word is given by the person herself, or on paper for one without a login; it is taken back at any time."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from neuguong.base.accounts.models import User
from neuguong.base.consents.choices import Purpose, Way
from neuguong.base.consents.models import Consent
from neuguong.base.consents.queries import consented, consents_of, wordings
from neuguong.base.consents.services import give, withdraw
from neuguong.base.files.tests.samples import PNG
from neuguong.base.journal.queries import history
from neuguong.base.orgs.models import Person
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
DAY = dt.timedelta(days=1)


def version(purpose: str = Purpose.POSTING) -> str:
    return {one.purpose: one.version for one in wordings(TODAY)}[purpose]


def given(cast: Cast, name: str = "lan", now: dt.datetime | None = None) -> Consent:
    return give(
        person=cast.person(name), purpose=Purpose.POSTING, version=version(), by=cast.users[name], now=now or cast.now
    )


def page(person: Person, purpose: str = Purpose.POSTING) -> str:
    return reverse("consents:give", args=[person.pk, purpose])


def test_what_is_in_force_at_an_instant(cast: Cast) -> None:
    consent = given(cast)
    withdraw(consent=consent, by=cast.users["lan"], now=cast.now + DAY)
    given(cast, now=cast.now + 2 * DAY)
    given(cast, "hung")
    lan, hung = cast.person("lan").pk, cast.person("hung").pk
    told = [sorted(consented(Purpose.POSTING, cast.now + n * DAY)) for n in (-1, 0, 1, 2)]
    assert told == [[], sorted([lan, hung]), [hung], sorted([lan, hung])]
    assert list(consented(Purpose.ONLINE, cast.now)) == []
    assert [one.withdrawn_at is None for one in consents_of(cast.person("lan"))] == [True, False]


def test_twice_is_once_and_the_journal_tells_both_ends(cast: Cast) -> None:
    assert given(cast).pk == given(cast).pk
    consent = Consent.objects.get()
    assert consent.wording.startswith("Tôi đồng ý để tổ chức đảng nơi tôi sinh hoạt niêm yết tại trụ sở danh sách")
    assert [withdraw(consent=consent, by=cast.users["lan"], now=cast.now + DAY) for _n in range(2)] == [True, False]
    assert [entry.step for entry in history(consent)] == ["give", "withdraw"]


def test_other_words_than_those_that_were_read_are_not_agreed_to(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        give(person=cast.person("lan"), purpose=Purpose.STORY, version="cũ", by=cast.users["lan"], now=cast.now)
    assert not Consent.objects.exists()


def test_the_tick_is_never_set_beforehand_and_silence_is_no_consent(at: Enter, cast: Cast) -> None:
    lan = at("lan")
    text = lan.get(page(cast.person("lan"))).content.decode()
    assert ("Tôi đã đọc và đồng ý" in text, " checked" in text) == (True, False)
    assert lan.post(page(cast.person("lan")), {"version": version()}).status_code == 422
    assert not Consent.objects.exists()
    answer = lan.post(page(cast.person("lan")), {"version": version(), "agreed": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/du-lieu-cua-toi/")
    consent = Consent.objects.get()
    assert (consent.way, consent.recorded_by, consent.given_on) == (Way.SELF, cast.users["lan"], TODAY)
    assert lan.post(reverse("consents:withdraw", args=[consent.pk])).status_code == 302
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


@pytest.mark.parametrize("name", ["hung", "tuan", "son", "an", "ha", "thuy"])
def test_nobody_agrees_for_somebody_who_can_do_it_herself(at: Enter, cast: Cast, name: str) -> None:
    at("lan")  # she has used her login
    consent = given(cast)
    asked = [page(cast.person("lan")), reverse("consents:withdraw", args=[consent.pk])]
    assert [at(name).get(one).status_code for one in asked] == [404, 404]
    assert at(name).post(asked[0], {"version": version(), "agreed": "on"}).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("hung", 302), ("tuan", 302), ("son", 302), ("an", 302), ("ha", 404)])
def test_for_one_without_a_login_the_signed_paper_is_taken_in(at: Enter, dung: Person, name: str, status: int) -> None:
    said = {"version": version(), "given_on": "14/11/2026", "evidence": SimpleUploadedFile("giay.png", PNG)}
    assert at(name).post(page(dung), said).status_code == status
    kept = list(Consent.objects.values_list("way", "given_on", "evidence__name"))
    assert kept == ([(Way.PAPER, dt.date(2026, 11, 14), "giay.png")] if status == 302 else [])


@pytest.mark.parametrize("wrong", [{"given_on": "16/11/2026"}, {"evidence": ""}, {"given_on": ""}])
def test_a_paper_of_tomorrow_or_no_paper_is_refused(at: Enter, dung: Person, wrong: dict[str, str]) -> None:
    said = {"version": version(), "given_on": "14/11/2026", "evidence": SimpleUploadedFile("giay.png", PNG)}
    assert at("hung").post(page(dung), {**said, **wrong}).status_code == 422
    assert not Consent.objects.exists()


def test_a_login_that_was_never_used_or_is_stopped_does_not_silence_her(at: Enter, cast: Cast) -> None:
    asked = page(cast.person("lan"))
    before = at("hung").get(asked).status_code
    at("lan")
    using = at("hung").get(asked).status_code
    User.objects.filter(username="lan").update(is_active=False)
    assert (before, using, at("hung").get(asked).status_code, at("ha").get(asked).status_code) == (200, 404, 200, 404)


def test_the_paper_opens_to_who_speaks_for_her_and_who_answers(at: Enter, cast: Cast, dung: Person) -> None:
    said = {"version": version(), "given_on": "14/11/2026", "evidence": SimpleUploadedFile("giay.png", PNG)}
    at("hung").post(page(dung), said)
    file = Consent.objects.get().evidence_id
    assert [at(name).get(f"/tep/{file}/").status_code for name in ("mai", "tuan", "ha", "lan")] == [200, 200, 404, 404]
