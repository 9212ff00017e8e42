"""Settings from the environment, typed. Secrets come from here and from nowhere else."""

import datetime as dt
import os
import secrets
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """The value of an environment variable, or `default`."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on count as yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def day(name: str) -> dt.date | None:
    """A day as YYYY-MM-DD; ValueError says what is wrong with it."""
    value = os.environ.get(name, "").strip()
    return dt.date.fromisoformat(value) if value else None


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def data_dir() -> Path:
    """Where everything that must survive is kept: database, files, secret key."""
    return Path(os.environ.get("DATA_DIR") or Path.cwd() / "var").resolve()


def secret_key(folder: Path) -> str:
    """`SECRET_KEY`, else one generated once and kept, readable by the owner only, in the data folder."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    kept = folder / "secret-key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fresh, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()
