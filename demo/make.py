"""Write all workbooks of the demo: ``python -m demo.make OUT_DIR``."""

import sys
from pathlib import Path

from demo import sheets
from demo.indicators import indicator_rows, target_rows, value_rows
from demo.plans import plan_rows
from demo.procedures import procedure_rows
from demo.programmes import communication_rows, programme_rows
from demo.results import result_rows
from demo.rows import commitment_rows, people_rows, succession_rows, unit_rows
from demo.world import world
from demo.years import build_years


def make(out: Path) -> dict[str, int]:
    """Write every workbook into a folder; returns rows by file name."""
    out.mkdir(parents=True, exist_ok=True)
    org, folk = world()
    jobs = {
        "don-vi": (sheets.UNITS, unit_rows(org)),
        "ke-thua": (sheets.SUCCESSIONS, succession_rows(org)),
        "nguoi": (sheets.PEOPLE, people_rows(folk)),
        "chuong-trinh": (sheets.PROGRAMMES, programme_rows()),
        "ke-hoach": (sheets.PROGRAMMES, plan_rows(org)),
        "van-ban-tuyen-truyen": (sheets.COMMUNICATIONS, communication_rows(org)),
        "chi-tieu": (sheets.INDICATORS, indicator_rows()),
        "muc-phai-dat": (sheets.TARGETS, target_rows(org)),
        "so-lieu-chi-tieu": (sheets.VALUES, value_rows(org)),
        "thu-tuc": (sheets.PROCEDURES, procedure_rows(org)),
    }
    for year, commitments in build_years(org, folk).items():
        jobs[f"dang-ky-{year}"] = (sheets.COMMITMENTS, commitment_rows(commitments))
        jobs[f"ket-qua-{year}"] = (sheets.RESULTS, result_rows(org, commitments))
    return {name: sheets.write(out / f"{name}.xlsx", header, rows) for name, (header, rows) in jobs.items()}


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
