"""`make` explains itself, and says in a sentence what a machine lacks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMANDS = ["help", "demo", "test", "check", "e2e", "bench", "messages", "reset"]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs: the only PATH there is."""
    for name in ("sh", "dirname", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    return tmp_path


def add(machine: Path, name: str, script: str) -> None:
    file = machine / name
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)


def run(tool: str, machine: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    alone = {"PATH": str(machine), **environment}
    return subprocess.run([ROOT / "tools" / tool], env=alone, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_command() -> None:
    alone = {"PATH": os.environ["PATH"]}  # not within the make that may run these tests
    said = subprocess.run(["make"], cwd=ROOT, env=alone, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in said.splitlines()] == COMMANDS


@pytest.mark.parametrize(
    ("programs", "lacking"),
    [
        ({}, "python3 (3.11+)"),
        ({"python3": 'case "$*" in --version) echo Python 3.9.2;; *version_info*) exit 1;; esac'}, "Python 3.9.2"),
        ({"python3": 'case "$*" in *ensurepip*) exit 1;; esac'}, "python3-venv"),
        ({"python3": "exit 0"}, "git"),
    ],
)
def test_what_the_machine_lacks(machine: Path, programs: dict[str, str], lacking: str) -> None:
    for name, script in programs.items():
        add(machine, name, script)
    said = run("need-python", machine)
    assert (said.returncode, said.stdout) == (1, "")
    assert lacking in said.stderr
    assert "apt-get install -y" in said.stderr


def test_nothing_lacking_nothing_said(machine: Path) -> None:
    add(machine, "python3", "exit 0")
    add(machine, "git", "exit 0")
    said = run("need-python", machine)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_a_chromium_that_is_there(machine: Path) -> None:
    add(machine, "google-chrome", "exit 0")
    assert run("need-chromium", machine).returncode == 0


def test_no_chromium_and_no_right_to_install(machine: Path) -> None:
    add(machine, "id", "echo 1000")
    add(machine, "apt-get", f"echo > {machine}/asked")
    said = run("need-chromium", machine)
    assert (said.returncode, said.stdout) == (1, "")
    assert "apt-get install -y chromium-headless-shell" in said.stderr
    assert not (machine / "asked").exists()


def test_chromium_is_installed_by_root(machine: Path) -> None:
    add(machine, "id", "echo 0")
    add(machine, "apt-get", f'echo "$*" >> {machine}/asked')
    assert run("need-chromium", machine).returncode == 0
    assert (machine / "asked").read_text() == "update -qq\ninstall -y -qq chromium-headless-shell poppler-utils\n"


def test_ci_gets_the_quick_chromium_beside_another(machine: Path) -> None:
    add(machine, "chromium", "exit 0")
    add(machine, "id", "echo 0")
    add(machine, "apt-get", f"echo > {machine}/asked")
    assert run("need-chromium", machine, CI="true").returncode == 0
    assert (machine / "asked").exists()


def test_ci_without_network_goes_on_with_the_chromium_there_is(machine: Path) -> None:
    add(machine, "chromium", "exit 0")
    add(machine, "id", "echo 0")
    add(machine, "apt-get", "exit 100")
    assert run("need-chromium", machine, CI="true").returncode == 0
