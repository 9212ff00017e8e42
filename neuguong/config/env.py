"""Settings from the environment, typed. Secrets come from here and from nowhere else."""

import base64
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
    return os.environ.get("SECRET_KEY") or _kept(folder / "secret-key", secrets.token_urlsafe(50))


def demo_closed_keys(folder: Path) -> str:
    """`NEUGUONG_CLOSED_KEYS`, else a key of the demo alone, kept in its data folder, beside what it locks: it protects
    nothing. `serve`, `worker` and `fold` never look for it."""
    fresh = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return os.environ.get("NEUGUONG_CLOSED_KEYS") or _kept(folder / "demo-closed-key", fresh)


def _kept(path: Path, fresh: str) -> str:
    """What the file says; `fresh` where there is none, from now on, readable by the owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w") as file:
            file.write(fresh)
    return path.read_text()
