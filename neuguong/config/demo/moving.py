"""What the demo's Front and mass organisations move, and the codes of conduct that hang at its offices.

Movements and codes that the published texts name stand where and when those say; the rest and all numbers are made up.
The same on every machine: who has signed a code follows from the person's code.
"""

import datetime as dt
import tomllib
import zlib
from functools import partial
from typing import Any

from django.conf import settings

from neuguong.base.orgs.models import Unit
from neuguong.work.programmes.models import Movement
from neuguong.work.programmes.services import add_movement, add_movement_model, register_document
from neuguong.work.programmes.sheets import Posted, adopt_code

ORIGIN = "bản ký cam kết lưu tại cơ quan (dữ liệu trình diễn)"


def move(now: dt.datetime) -> None:
    """Write it all down; does nothing where a movement is there already."""
    if Movement.objects.exists():
        return
    for told in _content("phong-trao")["phong_trao"]:
        _movement(told, now)
    for told in _content("chuan-muc")["bo"]:
        _code(told, now)


def _content(name: str) -> dict[str, Any]:
    path = settings.BASE_DIR / "demo" / "content" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _movement(told: dict[str, Any], now: dt.datetime) -> None:
    by: dict[str, Any] = {"actor": None, "now": now}
    row = add_movement(
        unit=Unit.objects.get(code=told["don_vi"]), organisation=told["to_chuc"], title=told["ten"],
        starts_on=told["tu"], ends_on=told.get("den"), aim=told.get("muc_tieu", ""), **by,
    )  # fmt: skip
    for one in told.get("mo_hinh", ()):
        add_movement_model(
            movement=row, unit=Unit.objects.get(code=one["don_vi"]), name=one["ten"], since=one["tu"],
            people=one["nguoi"], result=one.get("ket_qua", ""), **by,
        )  # fmt: skip


def _code(told: dict[str, Any], now: dt.datetime) -> None:
    document = register_document(
        unit=Unit.objects.get(code=told["don_vi"]), kind=told["loai"], number=told["so"], summary=told["trich_yeu"],
        issued_on=told["ngay"], actor=None, now=now,
    )  # fmt: skip
    posted = Posted(told["ten"], told["xay"], told["chong"], told["han"], told.get("nganh", ""))
    adopt_code(
        document=document, posted=posted, signed_on=told["ngay_ky"], signed=partial(_signed, told["da_ky"]),
        origin=ORIGIN, now=now,
    )  # fmt: skip


def _signed(share: int, person: str) -> bool:
    """So many of a hundred have signed."""
    return zlib.crc32(f"chuan-muc/{person}".encode()) % 100 < share
