"""Rewrite ``content/cast.toml`` from ``content/vai.toml``: ``python -m demo.write_cast``."""

from demo.cast import seats, text
from demo.content import FOLDER
from demo.world import world

if __name__ == "__main__":
    org, folk = world()
    (FOLDER / "cast.toml").write_text(text(seats(org, folk)), encoding="utf-8")
