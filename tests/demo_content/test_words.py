"""What is written: enough templates, in NFC, and no sentence of the published texts."""

import re
import unicodedata
from pathlib import Path

import pytest

from demo.content import FOLDER, banks
from demo.deeds import templates
from demo.kinds import sort_of

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
LENGTH = 8
# Names of directives and themes are facts, not sentences: they may stand in any text.
TITLES = (
    "đẩy mạnh học tập và làm theo tư tưởng đạo đức phong cách hồ chí minh",
    "học tập và làm theo tư tưởng đạo đức phong cách hồ chí minh",
    "ý chí tự lực tự cường và khát vọng phát triển đất nước phồn vinh hạnh phúc",
    "tư tưởng vững vàng đạo đức trong sáng hết lòng phục vụ nhân dân",
    "về đẩy mạnh học tập và làm theo tư tưởng đạo đức phong cách hồ chí minh",
    "về tiếp tục thực hiện chỉ thị số 05 ct tw của bộ chính trị khóa xii",
    "tăng cường khối đại đoàn kết toàn dân tộc",
    "phòng chống suy thoái tư tưởng chính trị đạo đức lối sống",
    "về đẩy mạnh xây dựng chỉnh đốn đảng và hệ thống chính trị",
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def runs(text: str) -> set[str]:
    tokens = words(text)
    return {" ".join(tokens[i : i + LENGTH]) for i in range(len(tokens) - LENGTH + 1)}


def test_at_least_250_deeds() -> None:
    deeds = [t["viec"] for bank in banks("viec-lam") for group in bank.values() for t in group["viec"]]
    assert len(deeds) == len(set(deeds))
    assert len(deeds) >= 250


def test_every_occupation_has_deeds() -> None:
    for name in ("thon", "thon-bien", "pho", "truong", "benh-vien", "so", "co-quan-xa"):
        sort = sort_of(name)
        for job in (*sort["nghe"], *sort["dau_viec"]):
            assert len(templates(job)) >= 7, job


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_banks_are_nfc(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published texts are not beside this repository")
def test_no_run_of_eight_words_from_the_published_texts() -> None:
    known: set[str] = set()
    for seed in SEEDS.glob("*.txt"):
        known |= runs(seed.read_text(encoding="utf-8"))
    named = set().union(*(runs(title) for title in TITLES))
    for path in sorted(FOLDER.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        shared = {run for line in re.split(r'["\n]', text) for run in runs(line)} & known
        assert shared - named == set(), path.name
