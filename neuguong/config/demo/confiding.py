"""The demo's closed compartment: somebody is entrusted, three denunciations stand at three stages.

All of it is made up, and stands in the invented commune alone. Without a key nothing is written (see `env`).
"""

import datetime as dt
import tomllib
import uuid
from typing import Any

from django.conf import settings

from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Unit
from neuguong.config.cli.ready import say
from neuguong.kit import clock
from neuguong.work.denunciations.content import Told
from neuguong.work.denunciations.models import Denunciation
from neuguong.work.denunciations.services import act, entrust, receive
from neuguong.work.denunciations.storage import cipher

CONTENT = settings.BASE_DIR / "demo" / "content" / "to-cao.toml"


def confide(now: dt.datetime) -> None:
    """Write it down, encrypted. Does nothing where denunciations stand already."""
    if Denunciation.objects.exists():
        return
    if reason := cipher.closed():
        say(f"  tố cáo: không nạp. {reason}")
        return
    told = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    unit, handler = Unit.objects.get(code=told["don_vi"]), User.objects.get(username=told["nguoi_xu_ly"])
    entrust(
        user=handler, unit=unit, decision=told["quyet_dinh"], signed_on=_ago(told["giao_truoc"]),
        signer=told["nguoi_ky"], starts_on=_ago(told["giao_truoc"]), ends_on=None,
        actor=User.objects.get(username=told["nguoi_giao"]), now=now,
    )  # fmt: skip
    for number, one in enumerate(told["don"], start=1):
        _receive(unit, one, number, {"actor": handler, "now": now})


def _receive(unit: Unit, told: dict[str, Any], number: int, by: dict[str, Any]) -> None:
    said = Told(told["noi_dung"], told["bi_to_cao"], name=told.get("nguoi", ""), is_anonymous="nguoi" not in told)
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"demo/{unit.code}/{number}")
    row = receive(unit=unit, told=said, received_on=_ago(told["truoc"]), key=key, **by)
    for one in told.get("viec", ()):
        act(denunciation=row, step=one["buoc"], on=_ago(one["truoc"]), words=one["loi"], paper=one["so"], **by)


def _ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)
