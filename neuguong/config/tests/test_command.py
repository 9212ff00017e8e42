"""The command `neuguong`: usage faults exit 2, failures 1 with one sentence on stderr, answers on stdout."""

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection, transaction

from neuguong.base.figures.services import seal
from neuguong.base.files.models import StoredFile
from neuguong.config.cli import main
from neuguong.work.reports.models import Report
from tests.cast import NOW, TODAY, Cast


def run(*words: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, words)


def test_every_command_explains_itself() -> None:
    assert sorted(main.commands) == [
        "admin", "bench", "demo", "denunciations", "figures", "fold", "import", "migrate", "reorganise", "report",
        "serve", "worker",
    ]  # fmt: skip
    for name, command in main.commands.items():
        said = run(name, "--help")
        assert said.exit_code == 0
        assert " ".join(str(command.help).split()) in " ".join(said.stdout.split())


@pytest.mark.parametrize(
    "words",
    [
        ("nhap",),
        ("figures",),
        ("report", "bac-son"),
        ("report", "bac-son", "--format", "odt", "--out", "x"),
        ("figures", "bac-son", "--year", "nay"),
        ("import", "khong-co.xlsx"),
        ("bench", "khong-co"),
    ],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    said = run(*words)
    assert said.exit_code == 2
    assert said.stdout == ""
    assert "Error: " in said.stderr


def test_a_database_that_is_not_there() -> None:
    said = run("migrate", DATABASE_URL="postgresql://127.0.0.1:1/x")
    assert said.exit_code == 1
    assert said.stdout == ""
    assert "Không kết nối được" in said.stderr


def test_a_busy_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = run("serve", PORT=port)
    assert said.exit_code == 1
    assert f"Cổng {port} đang có chương trình khác dùng" in said.stderr


def test_figures_of_a_unit(cast: Cast) -> None:
    said = run("figures", "hoa-an", "--year", "2026", "--json")
    assert (said.exit_code, said.stderr) == (0, "")
    found = json.loads(said.stdout)
    assert (found["unit"], found["name"], found["year"]) == ("bac-son/hoa-an", "Đảng ủy xã Hòa An", 2026)
    assert {int(row["value"]) for row in found["figures"]} == {0}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("figures", "khong-co", "--year", "2026"), "Không có đơn vị nào mang mã “khong-co”"),
        (("figures", "bac-son", "--year", "1999"), "Năm 1999 chưa được mở."),
    ],
)
def test_figures_of_what_is_not_there(cast: Cast, words: tuple[str, ...], sentence: str) -> None:
    said = run(*words)
    assert (said.exit_code, said.stdout) == (1, "")
    assert sentence in said.stderr


@pytest.mark.parametrize(
    ("kind", "head"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("html", b"<"), ("json", b"{")]
)
def test_a_report_in_each_format(cast: Cast, tmp_path: Path, kind: str, head: bytes) -> None:
    out = tmp_path / f"bao-cao.{kind}"
    said = run("report", "bac-son/hoa-an", "--year", "2026", "--format", kind, "--out", str(out))
    assert (said.exit_code, said.stderr) == (0, "")
    assert out.read_bytes().lstrip().startswith(head)


def test_a_report_that_cannot_be_written(cast: Cast, tmp_path: Path) -> None:
    said = run("report", "hoa-an", "--year", "2026", "--out", str(tmp_path / "no" / "x.docx"))
    assert (said.exit_code, said.stdout) == (1, "")
    assert "Không ghi được tệp" in said.stderr


def test_a_report_that_cannot_be_made_leaves_the_old_file(cast: Cast, tmp_path: Path, settings: object) -> None:
    """The kept content of an issued report is gone from the storage."""
    settings.DATA_DIR = tmp_path / "data"
    gone = StoredFile.objects.create(sha256="0" * 64, name="a", size=1, content_type="x", added_at=NOW)
    Report.objects.create(
        unit=cast.unit("hoa-an"), period=cast.years[2026], state="ISSUED", number="01", issued_on=TODAY, html="<p>",
        figures_at=NOW, docx=gone, pdf=gone, xlsx=gone, first_due_on=TODAY, due_on=TODAY,
    )  # fmt: skip
    out = tmp_path / "bao-cao.docx"
    out.write_bytes(b"old")
    said = run("report", "hoa-an", "--year", "2026", "--out", str(out))
    assert (said.exit_code, said.stdout, said.stderr) == (1, "", "Error: Bản đã lưu của báo cáo này không còn.\n")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir() if file.is_file()] == [(out.name, b"old")]


def test_a_new_report_takes_the_place_of_the_old_file(cast: Cast, tmp_path: Path) -> None:
    out, beside = tmp_path / "bao-cao.json", tmp_path / "that.json"
    beside.write_text("old", "utf-8")
    beside.chmod(0o640)
    out.symlink_to(beside)
    said = run("report", "hoa-an", "--year", "2026", "--format", "json", "--out", str(out))
    assert (said.exit_code, said.stderr) == (0, "")
    assert (out.is_symlink(), beside.stat().st_mode & 0o777) == (True, 0o640)
    assert json.loads(beside.read_text("utf-8"))["unit"] == "bac-son/hoa-an"
    assert sorted(tmp_path.iterdir()) == [out, beside]


def test_a_workbook_that_is_none(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_text("không phải sổ tính", "utf-8")
    said = run("import", str(file))
    assert (said.exit_code, said.stdout) == (1, "")
    assert "Tệp không phải là sổ tính Excel" in said.stderr


@pytest.mark.django_db(transaction=True)
def test_the_recount_prints_how_many_are_wrong() -> None:
    said = run("figures", "recount")
    assert (said.exit_code, said.stdout, said.stderr) == (0, "0 sai lệch\n", "")


@pytest.mark.django_db(transaction=True)
def test_verifying_names_a_seal_that_was_tampered_with(cast: Cast) -> None:
    made = seal(unit=cast.unit("hoa-an"), period=cast.years[2025], actor=cast.user("thuy"), now=NOW)
    said = run("figures", "verify")
    assert (said.exit_code, said.stdout, said.stderr) == (0, "1 bản chốt, 0 sai lệch\n", "")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM figures_sealedplace WHERE unit_id = %s", [cast.unit("thon-tay").pk])
    said = run("figures", "verify")
    assert (said.exit_code, said.stdout) == (1, "1 bản chốt, 1 sai lệch\n")
    assert f"mã {made.mark}: mã băm tính lại là" in said.stderr
