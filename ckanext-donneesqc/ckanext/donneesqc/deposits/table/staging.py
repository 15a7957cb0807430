"""Load a version into a table of its own, whole, typed and indexed, before any reader sees it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import ckan.plugins.toolkit as tk
from ckanext.datastore.backend.postgres import get_write_engine
from ckanext.donneesqc.deposits.table.columns import (
    TableColumn,
    columns_of,
    primary_key,
)
from ckanext.donneesqc.deposits.table.names import STAGING, copied, index_name, staged
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class

AT_ONCE = 1 << 20
MOST_LETTERS = 200_000  # of a row that are searched: a tsvector holds a megabyte


@dataclass(frozen=True)
class Load:
    """What to load: files of rows in normal form, as a Table Schema describes them.

    `mark` tells this load from any other; `filters`: columns by which readers choose rows.
    """

    resource_id: str
    mark: str
    parts: Sequence[Path]
    descriptor: Mapping
    filters: Sequence[str] = ()


@contextmanager
def transaction() -> Iterator[Cursor]:
    """Give a cursor on the DataStore whose work is all kept, or none of it."""
    with closing(get_write_engine().raw_connection()) as connection:
        cursor = cast(Cursor, connection.cursor())
        try:
            yield cursor
            connection.commit()
        except BaseException:
            connection.invalidate()  # the server itself may be gone
            raise


def stage(load: Load) -> int:
    """Load the table in one transaction, in place of what an earlier try left; count its rows."""
    columns = columns_of(load.descriptor)
    make_place()
    with transaction() as cursor:
        drop_staged(cursor, load.resource_id)
        rows = _copy(cursor, load, columns)
        _add_words(cursor, load.resource_id, columns)
        _index(cursor, load)
        _complete(cursor, load, columns, rows)
    return rows


def make_place() -> None:
    """Have the schema of staged tables; IF NOT EXISTS alone fails when two create it at once.

    And the type that CKAN makes at the first reading of a table: it fails when two read at once.
    """
    with transaction() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [STAGING])
        cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(STAGING)))
        cursor.execute("SELECT to_regtype('nested')")
        if cursor.fetchone() == (None,):
            cursor.execute("CREATE TYPE nested AS (json json, extra text)")


def is_staged(resource_id: str, mark: str) -> bool:
    """Return whether the staged table is that of this load, whole."""
    with transaction() as cursor:
        return read_mark(cursor, STAGING, resource_id) == mark


def discard(resource_id: str, mark: str) -> None:
    """Drop the staged table of a load, if there is one."""
    with transaction() as cursor:
        if read_mark(cursor, STAGING, resource_id) == mark:
            drop_staged(cursor, resource_id)


def read_mark(cursor: Cursor, schema: str, resource_id: str) -> str | None:
    """Return the mark of a table, nothing when it has none or isn't there."""
    wanted = "SELECT obj_description(to_regclass(format('%%I.%%I', %s, %s)), 'pg_class')"
    cursor.execute(wanted, [schema, resource_id])
    (mark,) = cursor.fetchone() or (None,)
    return mark


def drop_staged(cursor: Cursor, resource_id: str) -> None:
    """Drop the staged table of a resource, if there is one."""
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(staged(resource_id)))


def _copy(cursor: Cursor, load: Load, columns: Sequence[TableColumn]) -> int:
    """Copy the rows, numbered in their order, into a table that a crash may empty."""
    table = copied(load.resource_id)
    parts = [
        sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(column.type))
        for column in columns
    ]
    typed = sql.SQL(", ").join([sql.SQL("_id serial"), *parts])
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table))
    cursor.execute(sql.SQL("CREATE UNLOGGED TABLE {} ({})").format(table, typed))
    rows = 0
    for path in load.parts:
        names = sql.SQL(", ").join(map(sql.Identifier, _header(path)))
        statement = "COPY {} ({}) FROM STDIN WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')"
        with path.open("rb") as file:
            cursor.copy_expert(sql.SQL(statement).format(table, names), file, AT_ONCE)
        rows += cursor.rowcount
    return rows


def _header(path: Path) -> list[str]:
    """Return the columns of a file of rows in normal form."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def _add_words(cursor: Cursor, resource_id: str, columns: Sequence[TableColumn]) -> None:
    """Make the table from the rows and their words, on as many processors as PostgreSQL gives."""
    named = [sql.Identifier(column.name) for column in columns]
    searched = [sql.Identifier(column.name) for column in columns if column.searched]
    words = sql.SQL("NULL::tsvector")
    if searched:
        language = sql.Literal(tk.config["ckan.datastore.default_fts_lang"])
        text = sql.SQL(", ").join(searched)
        most = sql.Literal(MOST_LETTERS)
        words = sql.SQL("to_tsvector({}::regconfig, left(concat_ws(' ', {}), {}))")
        words = words.format(language, text, most)
    cursor.execute("SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0")
    statement = sql.SQL("CREATE TABLE {} AS SELECT _id, {} AS _full_text, {} FROM {}")
    fields = sql.SQL(", ").join(named)
    cursor.execute(statement.format(staged(resource_id), words, fields, copied(resource_id)))
    cursor.execute(sql.SQL("DROP TABLE {}").format(copied(resource_id)))


def _index(cursor: Cursor, load: Load) -> None:
    """Index `_id`, the key, the filters and the words, under the names that CKAN looks for."""
    table = staged(load.resource_id)
    cursor.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (_id)").format(table))
    key = primary_key(load.descriptor)
    method = sql.SQL(tk.config["ckan.datastore.default_fts_index_method"])
    plain, tree = sql.SQL(""), sql.SQL("btree")
    wanted = [(["_full_text"], plain, method)]
    wanted += [(key, sql.SQL("UNIQUE"), tree)] if key else []
    others = dict.fromkeys(name for name in load.filters if [name] != key)
    wanted += [([name], plain, tree) for name in others]
    for fields, kind, access in wanted:
        names = sql.SQL(", ").join(map(sql.Identifier, fields))
        name = index_name(load.resource_id, names.as_string(cursor))
        statement = sql.SQL("CREATE {} INDEX {} ON {} USING {} ({})")
        cursor.execute(statement.format(kind, name, table, access, names))


def _complete(cursor: Cursor, load: Load, columns: Sequence[TableColumn], rows: int) -> None:
    """Make of the table what CKAN makes of its own: numbers, trigger, dictionary; then mark it."""
    table = staged(load.resource_id)
    sequence = sql.Identifier(STAGING, f"{load.resource_id}__id_seq")
    for statement in (
        "CREATE SEQUENCE {sequence} AS integer START {next} OWNED BY {table}._id",
        "ALTER TABLE {table} ALTER COLUMN _id SET DEFAULT nextval({name}::regclass)",
        "CREATE TRIGGER zfulltext BEFORE INSERT OR UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION populate_full_text_trigger()",
        "ANALYZE {table}",
    ):
        cursor.execute(
            sql.SQL(statement).format(
                table=table,
                sequence=sequence,
                next=sql.Literal(rows + 1),
                name=sql.Literal(sequence.as_string(cursor)),
            )
        )
    for column in columns:
        place = sql.Identifier(STAGING, load.resource_id, column.name)
        comment = sql.SQL("COMMENT ON COLUMN {} IS {}")
        cursor.execute(comment.format(place, sql.Literal(column.comment)))
    comment = sql.SQL("COMMENT ON TABLE {} IS {}")
    cursor.execute(comment.format(table, sql.Literal(load.mark)))
