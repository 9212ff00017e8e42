"""Confirming oneself by the QR code of a session: a signed address that lasts a quarter of an hour.

The keeper's screen shows it and draws it anew; a photograph of it sent to somebody at home is soon worth nothing.
"""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Person
from neuguong.work.study.choices import OPEN, Status, Way
from neuguong.work.study.models import Attendance, Session
from neuguong.work.study.services.inviting import add_unasked
from neuguong.work.study.services.marking import MarkInput, note

LASTS = dt.timedelta(minutes=15)
_SIGNER = Signer(salt="study.session", sep=".")
_NAMESPACE = uuid.UUID("5b1c3c0e-9a4b-4f0e-8a39-0e6d8f1f2c77")


def code_for(session: Session, now: dt.datetime) -> str:
    """What the address of the session ends in for the next quarter of an hour."""
    return _SIGNER.sign(f"{session.pk}-{int((now + LASTS).timestamp())}")


def session_of_code(code: str, now: dt.datetime) -> Session:
    """The session that a code stands for. ValidationError, with a sentence, for a wrong code, one that is over, or a
    session whose roll is closed or that is not today's."""
    try:
        pk, _dash, until = _SIGNER.unsign(code).partition("-")
    except BadSignature:
        raise ValidationError(_("Mã này không đúng. Đồng chí quét lại mã đang hiện tại buổi.")) from None
    if int(until) < now.timestamp():
        raise ValidationError(_("Mã này đã hết hạn. Đồng chí quét lại mã đang hiện tại buổi."))
    session = Session.objects.select_related("unit", "theme").filter(pk=int(pk), state__in=OPEN).first()
    if session is None:
        raise ValidationError(_("Buổi này đã chốt điểm danh hoặc đã hủy."))
    if session.on != timezone.localdate(now):
        raise ValidationError(_("Hôm nay không phải ngày của buổi này."))
    return session


@transaction.atomic
def confirm(*, code: str, user: User, now: dt.datetime) -> Attendance:
    """The user confirms that she is there. Somebody who was not called together gets a row of her own.

    Twice is once. What the keeper noted stays in force: if it is something else, it is shown to the keeper.
    ValidationError as `session_of_code`, or for an account without a person.
    """
    session = session_of_code(code, now)
    person = Person.objects.filter(user=user).first()
    if person is None:
        raise ValidationError(_("Tài khoản này chưa gắn với người nào trong danh sách."))
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    add_unasked(session, person)
    row = Attendance.objects.select_for_update(of=("self",)).get(session=session, person=person)
    mark = MarkInput(uuid.uuid5(_NAMESPACE, f"{row.pk}"), row.pk, Status.PRESENT.value, now)
    if not row.marks.filter(pk=mark.id).exists():
        note(session, {row.pk: row}, [mark], actor=user, now=now, way=Way.SELF, device="", sent_at=now)
    return row
