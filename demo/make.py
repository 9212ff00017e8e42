"""Write all workbooks of the demo: ``python -m demo.make OUT_DIR``."""

import sys
from pathlib import Path

from demo import sheets
from demo.people import build_folk
from demo.posts import fill_posts
from demo.rows import people_rows, succession_rows, unit_rows
from demo.units import build_org


def make(out: Path) -> dict[str, int]:
    """Write every workbook into a folder; returns rows by file name."""
    out.mkdir(parents=True, exist_ok=True)
    org = build_org()
    folk = build_folk(org)
    fill_posts(org, folk)
    counts = {
        "don-vi": sheets.write(out / "don-vi.xlsx", sheets.UNITS, unit_rows(org)),
        "ke-thua": sheets.write(out / "ke-thua.xlsx", sheets.SUCCESSIONS, succession_rows(org)),
        "nguoi": sheets.write(out / "nguoi.xlsx", sheets.PEOPLE, people_rows(folk)),
    }
    return counts


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python -m demo.make OUT_DIR", file=sys.stderr)
        return 2
    out = Path(sys.argv[1])
    for name, count in make(out).items():
        size = (out / f"{name}.xlsx").stat().st_size
        print(f"{name}.xlsx\t{count}\t{size // 1024} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
