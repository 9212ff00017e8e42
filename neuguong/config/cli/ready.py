"""Getting ready: the database of DATA_DIR, then Django; faults become one sentence and exit code 1."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import django

from neuguong.config import env
from neuguong.config.postgres import PostgresError, ensure

SETTINGS = "neuguong.config.settings"


@contextmanager
def database() -> Iterator[str]:
    """The URL of a running database, put into the environment; left at the end, and stopped if nobody uses it."""
    try:
        with ensure(env.data_dir(), os.environ) as server:
            os.environ["DATABASE_URL"] = server.url
            yield server.url
    except PostgresError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def application() -> Iterator[None]:
    """Database and Django, ready for services and queries."""
    with database():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        try:
            django.setup()
        except ValueError as error:  # a variable of the environment that cannot be read
            raise click.ClickException(str(error)) from error
        yield


def spoken(main: Callable[[], object]) -> Callable[[], None]:
    """The same as the main of a process of its own: a refusal is its sentence on stderr and its exit code."""

    def spoken_main() -> None:
        try:
            main()
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)

    return spoken_main


def say(text: str) -> None:
    """A line for the person at the terminal."""
    click.echo(text)
    sys.stdout.flush()
