"""The diagrams of docs/flows, printed from the tables that the system itself walks.

python tools/flows.py     writes them anew
"""

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps
from django.utils import translation

from neuguong.kit.flow import Flow, flows

FOLDER = Path(__file__).parents[1] / "docs" / "flows"
NOTES = {"": "", "optional": "có thể ghi", "required": "phải ghi lý do"}


def page(flow: Flow) -> str:
    """One flow as a page: the diagram, and a table of what each step is called, does and asks for."""
    labels = {value: str(label) for value, label in flow.states}
    rows = [
        f"| {step.label} | `{step.name}` | {', '.join(labels[one] for one in step.source)} | {labels[step.target]} "
        f"| {NOTES[step.note]} | {step.says} |"
        for step in flow.steps
    ]
    head = ["| Bước | Tên trong mã | Từ | Đến | Ý kiến | Nút này làm gì |", "|---|---|---|---|---|---|"]
    intro = f"# {flow.key}\n\nIn ra từ mã nguồn bằng `make messages`; đừng sửa tay. Model: `{flow.model}`.\n"
    return "\n".join([intro, "```mermaid", flow.mermaid().rstrip(), "```", "", *head, *rows]) + "\n"


def declared() -> list[Flow]:
    """Every flow of every slice, by key. Django must be set up."""
    for config in apps.get_app_configs():
        if config.name.startswith("neuguong.") and find_spec(f"{config.name}.flow"):
            import_module(f"{config.name}.flow")
    return sorted(flows(), key=lambda one: one.key)


def pages() -> dict[str, str]:
    """Every flow's page by its file's name, in Vietnamese."""
    with translation.override("vi"):
        return {f"{flow.key}.md": page(flow) for flow in declared()}


def stale(folder: Path, wanted: dict[str, str]) -> list[str]:
    """Files of the folder that do not say what they should, are not there, or should not be."""
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neuguong.config.settings")
    django.setup()
    wanted = pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale(FOLDER, wanted):
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], "utf-8")
        else:
            (FOLDER / name).unlink()
    print(f"{len(wanted)} flows in docs/flows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
