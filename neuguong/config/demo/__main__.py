"""`python -m neuguong.config.demo`: what `neuguong demo` runs between migrating and serving."""

import sys

import click

from neuguong.config.cli.ready import application


def main() -> int:
    """Load the demo into an empty database; do nothing where it is already; refuse a database of real work."""
    with application():
        from neuguong.config.demo.load import prepare_demo  # noqa: PLC0415 (needs Django set up)

        try:
            prepare_demo()
        except click.ClickException as error:
            error.show()
            return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
