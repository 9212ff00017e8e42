"""Settings read from the environment."""

import datetime as dt
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from neuguong.config import env


@pytest.mark.parametrize(
    ("value", "default", "read"),
    [("1", False, True), ("Yes", False, True), ("off", True, False), ("", True, False), (None, True, True)],
)
def test_a_flag(monkeypatch: pytest.MonkeyPatch, value: str | None, default: bool, read: bool) -> None:
    monkeypatch.delenv("X_FLAG", raising=False)
    if value is not None:
        monkeypatch.setenv("X_FLAG", value)
    assert env.flag("X_FLAG", default) is read


def test_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_DAY", " 2026-11-15 ")
    assert env.day("X_DAY") == dt.date(2026, 11, 15)
    monkeypatch.setenv("X_DAY", "")
    assert env.day("X_DAY") is None
    monkeypatch.setenv("X_DAY", "15/11/2026")
    with pytest.raises(ValueError, match="15/11/2026"):
        env.day("X_DAY")


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_WORDS", "a.vn, b.vn,, ")
    assert env.words("X_WORDS") == ["a.vn", "b.vn"]


def test_the_data_folder_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", "data")
    assert env.data_dir() == tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", "")
    assert env.data_dir() == tmp_path / "var"


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    folder = tmp_path / "new"
    key = env.secret_key(folder)
    assert len(key) >= 50
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
    assert env.secret_key(folder) == key
    monkeypatch.setenv("SECRET_KEY", "given")
    assert env.secret_key(folder) == "given"


def test_the_demo_has_a_key_of_its_own_for_the_closed_compartment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NEUGUONG_CLOSED_KEYS", raising=False)
    key = env.demo_closed_keys(tmp_path)
    assert Fernet(key)
    assert [path.name for path in tmp_path.iterdir()] == ["demo-closed-key"]
    assert (tmp_path / "demo-closed-key").stat().st_mode & 0o777 == 0o600
    assert env.demo_closed_keys(tmp_path) == key
    monkeypatch.setenv("NEUGUONG_CLOSED_KEYS", "given")
    assert env.demo_closed_keys(tmp_path) == "given"
