"""The repository as the guards read it."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "neuguong"
FLOORS_WITH_SLICES = ("base", "work", "fronts")


@dataclass(frozen=True)
class Slice:
    """One folder of base, work or fronts."""

    floor: str
    name: str


def python_files(folder: Path, *, migrations: bool = False, tests: bool = True) -> Iterator[Path]:
    """The Python files under `folder`, in order."""
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        if (migrations or "migrations" not in parts) and (tests or "tests" not in parts):
            yield path


def templates(folder: Path) -> Iterator[Path]:
    """Our own templates under `folder`, without those that only tests draw."""
    for path in sorted(folder.rglob("*.jinja")):
        if "tests" not in path.relative_to(folder).parts:
            yield path


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def slice_of(module: str) -> Slice | None:
    """The slice that a dotted module name belongs to, None for kit and config."""
    parts = module.split(".")
    return Slice(parts[1], parts[2]) if len(parts) > 2 and parts[1] in FLOORS_WITH_SLICES else None


def tracked() -> list[Path]:
    """Every file that git knows, that is there, and that is text."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = [ROOT / name for name in names.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def plant(folder: Path, files: dict[str, str]) -> Path:
    """Write a small tree; each folder with a Python file becomes a package."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for path in list(folder.rglob("*.py")):
        for parent in path.relative_to(folder).parents:
            init = folder / parent / "__init__.py"
            if parent != Path() and not init.exists():
                init.touch()
    return folder
