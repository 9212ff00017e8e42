"""docs/flows shows the flows as they are."""

from dataclasses import replace
from pathlib import Path

from neuguong.kit.flow import Flow, Step
from neuguong.kit.policy import signed_in
from tools.flows import FOLDER, page, pages, stale

PLEDGE = Flow(
    key="pledge",
    model="pledges.Pledge",
    states=(("DRAFT", "Đang soạn"), ("SENT", "Đã trình")),
    steps=(Step("send", "Trình", ("DRAFT",), "SENT", signed_in(), note="required"),),
)


def test_house() -> None:
    assert stale(FOLDER, pages()) == []


def test_planted(tmp_path: Path) -> None:
    (tmp_path / "pledge.md").write_text(page(PLEDGE), "utf-8")
    assert stale(tmp_path, {"pledge.md": page(PLEDGE)}) == []
    renamed = replace(PLEDGE, steps=(replace(PLEDGE.steps[0], label="Gửi"),))
    (tmp_path / "old.md").touch()
    assert stale(tmp_path, {"pledge.md": page(renamed), "new.md": ""}) == ["new.md", "old.md", "pledge.md"]


def test_a_page_shows_each_step() -> None:
    text = page(PLEDGE)
    assert "DRAFT --> SENT: Trình" in text
    assert "| Trình | `send` | Đang soạn | Đã trình | phải ghi lý do |  |" in text
