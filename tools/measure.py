"""Run every benchmark and write what it found into docs/numbers.md, failures included.

python tools/measure.py [--scale S]     exit 1 when a target does not hold or a benchmark fails
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from neuguong.config.benches import BENCHES

PAGE = Path(__file__).parents[1] / "docs" / "numbers.md"
LINE = "<!-- below this line: written by tools/measure.py -->\n"


def measure(name: str, scale: float) -> dict[str, Any]:
    """What `neuguong bench NAME --json` prints; a benchmark that breaks is reported with the end of what it said."""
    command = [sys.executable, "-m", "neuguong", "bench", name, "--scale", str(scale), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        return {"bench": name, "scale": scale, "broke": done.stderr.strip()[-500:] or f"exit {done.returncode}"}
    return found


def table(found: dict[str, Any]) -> str:
    """One benchmark as a chapter of the page."""
    head = f"## {found['bench']}\n\n"
    if "broke" in found:
        return f"{head}Could not be measured at scale {found['scale']}:\n\n```\n{found['broke']}\n```\n"
    rows = [
        f"| {one['name']} | {one['value']} | {one['unit']} | {_target(one)} | {'yes' if one['holds'] else '**no**'} |"
        for one in found["results"]
    ]
    where = f"Scale {found['scale']}; {found['machine']}; commit {found['commit']}.\n\n"
    return head + where + "\n".join(["| what | value | unit | target | holds |", "|---|---|---|---|---|", *rows]) + "\n"


def _target(one: dict[str, Any]) -> Any:
    return "" if one["target"] is None else one["target"]


def stands(found: dict[str, Any]) -> bool:
    """Whether the benchmark ran and every target holds."""
    return "broke" not in found and all(one["holds"] for one in found["results"])


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--scale", type=float, default=0.1)
    scale = asked.parse_args().scale
    all_found = [measure(name, scale) for name in BENCHES]
    kept = PAGE.read_text("utf-8").partition(LINE)[0]
    PAGE.write_text(kept + LINE + "\n" + "\n".join(table(found) for found in all_found), "utf-8")
    print(f"{len(all_found)} measured, written to docs/numbers.md")
    return 0 if all(stands(found) for found in all_found) else 1


if __name__ == "__main__":
    sys.exit(main())
