import dataclasses
import datetime as dt

import pytest

from neuguong.kit.documents import form
from neuguong.kit.documents.blocks import Figure, Head, Lookup, Paragraph, System
from neuguong.kit.documents.tests.samples import PARTY, STATE, wide_appendix


def head(system: System, **said: object) -> Head:
    return dataclasses.replace(Head(system, "Huyện ủy Hải Hà", "Báo cáo"), **said)


@pytest.mark.parametrize(
    ("system", "number", "symbol", "written"),
    [
        (System.STATE, "15", "BC-UBND", "Số: 15/BC-UBND"),
        (System.STATE, "31/2020", "QĐ-UBND", "Số: 31/2020/QĐ-UBND"),
        (System.PARTY, "17", "KH/BTGHU", "Số 17-KH/BTGHU"),
        (System.PARTY, "9", "KH/ĐU", "Số 09-KH/ĐU"),
        (System.PARTY, "", "BC/HU", "Số ……-BC/HU"),
        (System.STATE, "", "", ""),
    ],
)
def test_reference(system: System, number: str, symbol: str, written: str) -> None:
    assert form.reference(head(system, number=number, symbol=symbol)) == written


def test_place_and_date() -> None:
    dated = head(System.PARTY, place="Hải Hà", on=dt.date(2026, 2, 3))
    assert form.place_and_date(dated) == "Hải Hà, ngày 03 tháng 02 năm 2026"
    assert form.place_and_date(head(System.PARTY, place="Hải Hà")) == "Hải Hà, ngày …… tháng …… năm ……"
    assert form.place_and_date(head(System.STATE, on=dt.date(2026, 11, 20))) == "ngày 20 tháng 11 năm 2026"


@pytest.mark.parametrize("on", [None, dt.date(2016, 5, 15), dt.date(2020, 3, 5), dt.date(2026, 11, 15)])
@pytest.mark.parametrize(
    ("system", "decision"),
    [(System.PARTY, "Hướng dẫn 36-HD/VPTW"), (System.STATE, "Nghị định 30/2020/NĐ-CP")],
)
def test_the_form_follows_the_system(system: System, decision: str, on: dt.date | None) -> None:
    assert form.form_for(head(system, on=on)).decision == decision


def test_a_newer_regulation_does_not_change_older_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    known = form.forms()
    newer = form.msgspec.structs.replace(
        form.form_for(head(System.PARTY)), decision="Hướng dẫn mới", valid_from=dt.date(2027, 1, 1)
    )
    monkeypatch.setattr(form, "forms", lambda: (newer, *known))
    assert form.form_for(head(System.PARTY, on=dt.date(2026, 12, 31))).decision == "Hướng dẫn 36-HD/VPTW"
    assert form.form_for(head(System.PARTY, on=dt.date(2027, 1, 1))).decision == "Hướng dẫn mới"
    assert form.form_for(head(System.STATE)).decision == "Nghị định 30/2020/NĐ-CP"


def test_appendices_say_what_they_belong_to() -> None:
    first, lookup = form.annexes(PARTY)
    assert (first.label, first.appendix) == ("PHỤ LỤC I", wide_appendix())
    assert first.note == "Kèm theo Báo cáo số 09-BC/HU ngày 03 tháng 02 năm 2026 của Huyện ủy Hải Hà"
    assert (lookup.label, lookup.appendix.title) == ("PHỤ LỤC II", "Mã tra cứu số liệu")


def test_the_only_appendix_has_no_number() -> None:
    (lookup,) = form.annexes(STATE)
    assert (lookup.label, lookup.note) == (
        "PHỤ LỤC",
        "Kèm theo Báo cáo số ……/BC-UBND của Ủy ban nhân dân xã Kỳ Anh",
    )


def test_every_code_is_looked_up_once_in_its_natural_order() -> None:
    def at(rows: str) -> Figure:
        address = f"https://neuguong.example.vn/so-lieu/{rows}"
        return Figure(address, address)

    (table,) = form.annexes(STATE)[-1].appendix.blocks
    assert table.rows == (
        ("A1", "1.234", "Phải đăng ký", at("phai-dang-ky/?nam=2026")),
        ("A2", "18", "Hội nghị", at("hoi-nghi/")),
        ("A3", "1.001", "Đã duyệt", at("tong/")),
    )


def test_short_codes_stand_in_place_of_addresses() -> None:
    figures = (Figure.of(5, "/so-lieu/a/", "A1", "Đăng ký"), Figure.of(6, "/so-lieu/b/", "A2", "Đã duyệt"))
    paper = dataclasses.replace(
        STATE, blocks=(Paragraph(figures),), lookup=Lookup("/so-lieu/ma/", {"/so-lieu/a/": "7K3M-P9QX"})
    )
    where, table = form.annexes(paper)[-1].appendix.blocks
    address = "https://neuguong.example.vn/so-lieu/ma/"
    assert where.text[1] == Figure(address, address)
    assert [row[-1] for row in table.rows] == [
        Figure("7K3M-P9QX", f"{address}7K3M-P9QX/"),
        Figure("https://neuguong.example.vn/so-lieu/b/", "https://neuguong.example.vn/so-lieu/b/"),
    ]


def test_no_code_no_list_of_codes() -> None:
    assert form.annexes(dataclasses.replace(STATE, blocks=(Paragraph(Figure.of(5, "/so-lieu/")),))) == ()


def test_one_code_cannot_stand_for_two_addresses() -> None:
    figures = (Figure.of(1, "/a/", "A1"), Figure.of(2, "/b/", "A1"))
    with pytest.raises(ValueError, match="A1"):
        form.annexes(dataclasses.replace(STATE, blocks=(Paragraph(figures),)))
