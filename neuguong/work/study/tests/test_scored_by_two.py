"""Two of one side who score one meeting: the second sees the first's points beside her own, and nothing is lost."""

from typing import Any

from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.work.study.choices import Side, Status
from neuguong.work.study.flow import FLOW
from neuguong.work.study.models import Scoring
from neuguong.work.study.services import prepare, score, sheet_for
from neuguong.work.study.tests import given
from tests.cast import NOW, Cast


def _sent(cast: Cast, who: str, path: str, fields: dict[str, Any], *words: str) -> tuple[int, list[bool]]:
    """The status of what somebody sends, and which of the words stand in the answer."""
    client = Client()
    client.force_login(cast.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(path, fields)
    text = answer.content.decode()
    return answer.status_code, [word in text for word in words]


def test_the_second_of_a_side_sees_what_the_first_gave(cast: Cast) -> None:
    prepare(now=NOW)
    one = given.called(cast)
    given.roll(cast, one, lan=Status.PRESENT, hung=Status.PRESENT, mai=Status.PRESENT)
    take_step(FLOW, one, "close", cast.user("hung"), now=cast.now)
    most = {line.number: line.most for line in sheet_for(one).criteria.all()}
    path = f"/hoc-tap/buoi/{one.pk}/cham-diem/"
    his = {"edition": "0", "comment": "Chuẩn bị kỹ", **{f"diem-{number}": 5 for number in most}}
    hers = {**his, "comment": "Thảo luận sôi nổi"}
    assert [_sent(cast, "hung", path, his) for _press in range(2)] == [(302, [])] * 2
    shown = ("Bản vừa được lưu", "Chuẩn bị kỹ", "Thảo luận sôi nổi", 'name="edition" value="1"')
    assert _sent(cast, "mai", path, hers, *shown) == (409, [True] * 4)
    assert Scoring.objects.get().comment == "Chuẩn bị kỹ"
    assert _sent(cast, "mai", path, {**hers, "edition": "1"}) == (302, [])
    kept = Scoring.objects.get()
    assert (kept.comment, kept.scored_by, kept.edition) == ("Thảo luận sôi nổi", cast.users["mai"], 2)

    score(session=one, side=Side.ABOVE, points=most, comment="", actor=cast.user("son"), now=NOW)
    late = {**hers, "edition": "2", "comment": "Viết thêm"}
    assert _sent(cast, "hung", path, late, "đã có đủ phiếu chấm", "Viết thêm") == (422, [True] * 2)
    assert Scoring.objects.get(side=Side.CELL).comment == "Thảo luận sôi nổi"
