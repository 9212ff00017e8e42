"""Read the hand-written banks of ``content/*.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"

# Provinces in the order in which people are numbered; never reorder, person codes depend on it.
PROVINCES = ("kon-tum", "tuyen-quang", "hai-ha", "chu-puh", "ky-anh", "gia-dinh")


@cache
def bank(name: str) -> dict[str, Any]:
    """One bank by file name without ending."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def banks(prefix: str) -> tuple[dict[str, Any], ...]:
    """All banks whose file name begins with ``prefix``, by name."""
    return tuple(bank(path.stem) for path in sorted(FOLDER.glob(f"{prefix}*.toml")))


@cache
def provinces() -> tuple[dict[str, Any], ...]:
    """Every province of the demo; those that only merge into another come last."""
    own = [bank(f"don-vi-{name}") for name in PROVINCES]
    return (*own, *bank("don-vi-khac")["tinh"])
