"""Invented names, by ethnic group of the place."""

import hashlib
from random import Random
from typing import Any

from demo.content import bank


def fingerprint(name: str) -> str:
    """How a barred name is kept: its hash, so that this repository holds no private person's name."""
    return hashlib.sha256(name.lower().encode()).hexdigest()[:16]


def person_name(rng: Random, groups: dict[str, int], sex: str) -> str:
    """A full name of someone of one of the groups (weights by group); never a barred one."""
    barred = set(bank("ten-nguoi")["loai_tru"]["bam"])
    while True:
        group = rng.choices(list(groups), list(groups.values()))[0]
        name = compose(rng, bank("ten-nguoi")[group], sex)
        if fingerprint(name) not in barred:
            return name


def compose(rng: Random, words: dict[str, Any], sex: str) -> str:
    suffix = "nam" if sex == "Nam" else "nu"
    family = rng.choice(words.get("ho") or words[f"ho_{suffix}"])
    middle = rng.choice(words.get(f"dem_{suffix}", [""]))
    given = rng.choice([g for g in words[suffix] if g not in middle.split() and g != family])
    return " ".join(part for part in (family, middle, given) if part)
