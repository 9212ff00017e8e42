"""What is asked of a server over a connection: is it ours, is it new enough, does it know Vietnamese letters."""

from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from neuguong.config.postgres import messages

NAME = "neuguong"
"""Name of the role and of the database in a cluster of ours."""

OLDEST = 150_000


def url_of(password: str, port: int, database: str = NAME) -> str:
    return f"postgresql://{NAME}:{password}@127.0.0.1:{port}/{database}"


def is_ours(url: str, cluster: Path) -> bool:
    """Whether a server takes this password at this port and keeps its data in `cluster`."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and Path(row[0]).resolve() == cluster.resolve()


def create_database(admin_url: str) -> None:
    """Creates the database `neuguong` if it is absent; `admin_url` leads to another database of the cluster."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


def check(url: str) -> None:
    """Raises PostgresError for a server older than 15 or a database that does not know đ from Đ."""
    with psycopg.connect(url) as connection:
        check_version(connection.info.server_version)
        row = connection.execute("SHOW server_encoding").fetchone()
        # In another encoding the letters cannot even be asked about.
        if row != ("UTF8",) or not _lowers(connection):
            raise messages.wrong_locale(connection.info.dbname)


def check_version(version: int) -> None:
    """`version` as libpq counts: 150018 is 15.18."""
    if version < OLDEST:
        raise messages.too_old(version)


def check_given(url: str) -> None:
    """`check` for a DATABASE_URL, whose server may also be misspelt or away. The password never enters a message."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise messages.bad_url()
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise messages.bad_url() from error
    if not all(port.isdigit() for port in str(parts.get("port", 5432)).split(",")):
        raise messages.bad_url()
    bounded = url if "connect_timeout" in parts else make_conninfo(url, connect_timeout=5)
    try:
        check(bounded)
    except psycopg.OperationalError as error:
        where = f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"
        raise messages.unreachable(where, str(error).partition("\n")[0]) from error


def _lowers(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    return connection.execute("SELECT lower('ĐẢNG') = 'đảng'").fetchone() == (True,)
