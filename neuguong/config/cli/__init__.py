"""The command `neuguong`: what the person who installs and runs it types.

Usage faults exit with 2, failures with 1 and one sentence on stderr. Every command starts (or finds) the database of
DATA_DIR first, and only then loads Django.
"""

import click

from neuguong.config.cli import admin, bench, data, keys, reading, running


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="neuguong", prog_name="neuguong")
def main() -> None:
    """Nêu Gương: đăng ký, theo dõi và tổng hợp kết quả học tập và làm theo."""


for command in (
    running.demo, running.serve, running.worker, running.fold, data.migrate, admin.admin, data.import_,
    data.reorganise, keys.denunciations,
    reading.figures, reading.report, bench.bench,
):  # fmt: skip
    main.add_command(command)
