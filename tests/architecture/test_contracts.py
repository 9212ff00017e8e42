"""import-linter's contracts (pyproject.toml, run by `make check`) see what they are meant to see."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT, plant

SLICES = {
    "base": (
        "notices",
        "imports",
        "exports",
        "consents",
        "reorganisations",
        "figures",
        "files",
        "access",
        "orgs",
        "periods",
        "journal",
        "accounts",
    ),
    "work": (
        "reports",
        "oversight",
        "study",
        "denunciations",
        "dialogues",
        "commitments",
        "programmes",
        "indicators",
    ),
    "fronts": ("desk", "portal", "calendar"),
}
EMPTY_HOUSE = {
    "neuguong/config/postgres/__init__.py": "",
    "neuguong/kit/__init__.py": "",
    **{f"neuguong/{floor}/{name}/models.py": "" for floor, names in SLICES.items() for name in names},
}
FLOORS = "floors: imports go down only"
WORK = "order of the capabilities"
BASE = "order of the shared nouns"
FRONTS = "fronts stand beside each other"
INSIDE = "inside a slice"
CLOSED = "denunciations are a closed compartment"
LAUNCHER = "the launcher knows no Django"


def lint(folder: Path) -> tuple[int, str]:
    """import-linter's exit code and words, with our contracts, on the house in `folder`."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(
        [*command, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
    )
    return done.returncode, done.stdout + done.stderr


def test_an_empty_house_stands(tmp_path: Path) -> None:
    code, said = lint(plant(tmp_path, EMPTY_HOUSE))
    assert (code, said.count("BROKEN")) == (0, 0), said


PLANTS = {
    "neuguong/kit/text.py": "import neuguong.base.orgs.models",
    "neuguong/base/orgs/queries.py": "import neuguong.work.reports.models",
    "neuguong/fronts/desk/urls.py": "import neuguong.config.postgres\nimport neuguong.fronts.portal.models",
    "neuguong/work/programmes/queries.py": "import neuguong.work.commitments.models",
    "neuguong/work/awards/models.py": "",
    "neuguong/base/accounts/services.py": "import neuguong.base.orgs.models",
    "neuguong/base/tags/models.py": "",
    "neuguong/base/orgs/models.py": "import neuguong.base.orgs.queries",
    "neuguong/work/reports/queries.py": "import neuguong.work.reports.forms",
    "neuguong/work/reports/forms.py": "",
    "neuguong/work/reports/services.py": "import neuguong.work.denunciations.models",
    "neuguong/work/denunciations/rules.py": "import neuguong.work.denunciations.models",
    "neuguong/config/menu.py": "import neuguong.work.denunciations.models",
    "neuguong/work/reports/helpers.py": "",
    "neuguong/config/postgres/home.py": "import django",
}
SEEN = {
    FLOORS: (
        "neuguong.kit.text -> neuguong.base.orgs.models",
        "neuguong.base.orgs.queries -> neuguong.work.reports.models",
        "neuguong.fronts.desk.urls -> neuguong.config.postgres",
    ),
    WORK: ("neuguong.work.programmes.queries -> neuguong.work.commitments.models", "- neuguong.work.awards"),
    BASE: ("neuguong.base.accounts.services -> neuguong.base.orgs.models", "- neuguong.base.tags"),
    FRONTS: ("neuguong.fronts.desk.urls -> neuguong.fronts.portal.models",),
    INSIDE: (
        "neuguong.base.orgs.models -> neuguong.base.orgs.queries",
        "neuguong.work.reports.queries -> neuguong.work.reports.forms",
        "- neuguong.work.reports.helpers",
    ),
    CLOSED: ("neuguong.work.reports.services -> neuguong.work.denunciations.models",),
    LAUNCHER: ("neuguong.config.postgres.home -> django",),
}


def test_planted_imports_are_seen(tmp_path: Path) -> None:
    code, said = lint(plant(tmp_path, EMPTY_HOUSE | PLANTS))
    # After the summary, one chapter for each broken contract, headed by its name and a rule of dashes.
    chapters = {
        re.sub(r"\s+", " ", head): body
        for head, body in re.findall(r"\n(\S[^\n]*)\n-+\n(.*?)(?=\n\S[^\n]*\n---|$)", said, re.S)
    }
    for contract, faults in SEEN.items():
        body = next(body for head, body in chapters.items() if head.startswith(contract))
        assert [fault for fault in faults if fault not in body] == [], said
        if contract == CLOSED:
            assert body.count("->") == len(faults), said
    assert code == 1
