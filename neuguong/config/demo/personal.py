"""What the people of the demo say about their data: a consent, one given and withdrawn, one open request.

No workbook brings such things: they are a person's own word, so each goes through the door that she would use."""

import datetime as dt

from neuguong.base.accounts.models import User
from neuguong.base.consents.choices import Kind, Purpose
from neuguong.base.consents.models import Consent
from neuguong.base.consents.queries import wordings
from neuguong.base.consents.services import ask, give, withdraw
from neuguong.kit import clock

DAY = dt.timedelta(days=1)
_OWN = "Chính đương sự"
_GIVEN = (
    ("dangvien2", Purpose.POSTING, 40, None),
    ("dangvien2", Purpose.STORY, 40, 12),
    ("dangvien4", Purpose.POSTING, 35, None),
    ("bithu", Purpose.POSTING, 60, None),
    ("bithu", Purpose.ONLINE, 60, None),
)
_ASKED = "Ngày vào Đảng ghi chưa đúng, đề nghị đối chiếu với hồ sơ đảng viên của tôi rồi sửa lại."


def speak_up(now: dt.datetime) -> None:
    """Write it down as the people themselves, so many days ago. Does nothing where they have spoken already."""
    if Consent.objects.exists():
        return
    for username, purpose, since, until in _GIVEN:
        user = User.objects.select_related("person").get(username=username)
        given = now - since * DAY
        version = {one.purpose: one.version for one in wordings(clock.today() - since * DAY)}[purpose]
        made = give(person=user.person, purpose=purpose, version=version, by=user, now=given, capacity=_OWN)
        if until is not None:
            withdraw(consent=made, by=user, now=now - until * DAY, capacity=_OWN)
    member = User.objects.select_related("person").get(username="dangvien2")
    ask(person=member.person, kind=Kind.CORRECT, words=_ASKED, by=member, now=now - DAY, capacity=_OWN)
