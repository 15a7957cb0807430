"""Put a loaded table in the place of the one that readers see, in one transaction."""

import time

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.deposits.table.names import PUBLIC, STAGING, live, staged
from ckanext.donneesqc.deposits.table.staging import drop_staged, read_mark, transaction
from psycopg2 import errors, sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class
from sqlalchemy.engine import make_url

PATIENCE = "500ms"  # how long readers may wait behind us for a longer reader
TRIES, PAUSE = 60, 1.0


class StillRead(Exception):  # noqa: N818 - what happens
    """Somebody has been reading the table for so long that it can't be replaced yet."""


def swap(resource_id: str, mark: str) -> None:
    """Make the staged table the live one; nothing happens when that load is live already.

    Aliases follow; a long reader is never waited for longer than `PATIENCE`, again and again.
    Raises StillRead.
    """
    for _ in range(TRIES):
        try:
            with transaction() as cursor:
                _swap(cursor, resource_id, mark)
        except errors.LockNotAvailable:
            time.sleep(PAUSE)
        else:
            return
    raise StillRead(resource_id)


def drop(resource_id: str) -> None:
    """Drop the live table and the staged one, aliases and counts with them."""
    with transaction() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(live(resource_id)))
        drop_staged(cursor, resource_id)
        if _has(cursor, "_table_stats"):
            cursor.execute("DELETE FROM _table_stats WHERE resource_id = %s", [resource_id])


def live_mark(resource_id: str) -> str | None:
    """Return which load the live table is, nothing when it is none of ours."""
    with transaction() as cursor:
        return read_mark(cursor, PUBLIC, resource_id)


def _swap(cursor: Cursor, resource_id: str, mark: str) -> None:
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
    if read_mark(cursor, STAGING, resource_id) != mark:
        if read_mark(cursor, PUBLIC, resource_id) == mark:
            return
        raise LookupError(f"{resource_id}: {mark} isn't staged")
    aliases = _aliases(cursor, resource_id)
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(live(resource_id)))
    cursor.execute(
        sql.SQL("ALTER TABLE {} SET SCHEMA {}").format(staged(resource_id), sql.Identifier(PUBLIC))
    )
    _grant(cursor, live(resource_id))
    for name in aliases:
        alias = sql.Identifier(PUBLIC, name)
        cursor.execute(
            sql.SQL("CREATE VIEW {} AS SELECT * FROM {}").format(alias, live(resource_id))
        )
        _grant(cursor, alias)
    if _has(cursor, "update_cached_table_row_count(name)"):
        cursor.execute("SELECT update_cached_table_row_count(%s)", [resource_id])


def _aliases(cursor: Cursor, resource_id: str) -> list[str]:
    cursor.execute("SELECT name FROM _table_metadata WHERE alias_of = %s", [resource_id])
    return [name for (name,) in cursor.fetchall()]


def _grant(cursor: Cursor, table: sql.Identifier) -> None:
    """Let the account that reads do so, as it may read any table of CKAN's own."""
    reader = make_url(tk.config["ckan.datastore.read_url"]).username or ""
    statement = sql.SQL("GRANT SELECT ON {} TO {}")
    cursor.execute(statement.format(table, sql.Identifier(reader)))


def _has(cursor: Cursor, name: str) -> bool:
    """Return whether the DataStore has a table or a function: CKAN 2.11 counts rows each time."""
    lookup = "to_regprocedure" if name.endswith(")") else "to_regclass"
    cursor.execute(f"SELECT {lookup}(%s) IS NOT NULL", [name])
    return cursor.fetchone() == (True,)
