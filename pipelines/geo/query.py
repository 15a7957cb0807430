"""Answer readers' questions about a kept layer: SQLite alone, read-only, within a time."""

import sqlite3
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely

from pipelines.geo.filters import Filter, NotUnderstood, Value, Wanted
from pipelines.geo.model import Extent
from pipelines.geo.names import FID, GEOMETRY, TABLE

LONGEST, PULSE = 5.0, 50_000  # seconds; steps of SQLite between two looks at the clock
LONGEST_CELL, SHORT = 5_000, 200  # characters that are sent; of a text that is kept folded
MOST_OCTETS = 8 << 20  # of the shapes of an answer
INDEX = f"rtree_{TABLE}_{GEOMETRY}"
# what the rows of a table of territories are gathered by, for each level that may be drawn
KEYS = {"mrc": "dq_mrc", "regions": "dq_region", "municipalities": "dq_municipality"}
NUMERIC = ("INT", "MEDIUMINT", "BIGINT", "REAL", "DOUBLE", "FLOAT")  # types of a GeoPackage
Cell = str | int | float | None
# a multiplication scatters the numbers: the first ones are spread over the file
SCATTERED = f"ORDER BY ({FID} * 2654435761) & 4294967295"
# octets of a GeoPackage geometry's header, by the kind of its envelope
ENVELOPES = {0: 8, 1: 40, 2: 56, 3: 56, 4: 72}


class TooSlow(Exception):  # noqa: N818 - what happens
    """The question would take longer than a reader should wait."""


@dataclass(frozen=True)
class Row:
    """One feature: its number, its attributes in order, its bounds if it has a place."""

    id: int
    values: tuple[Cell, ...]
    bounds: Extent | None


@dataclass(frozen=True)
class Page:
    """Some features, from `offset` among the `total` that match."""

    total: int
    offset: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shape:
    """One feature as it is drawn."""

    id: int
    geometry: shapely.Geometry
    values: tuple[Cell, ...]


def read_page(
    path: Path, wanted: Wanted, columns: Sequence[str], place: tuple[int, int], feature: int = 0
) -> Page:
    """Return the features of a page; `place`: offset and how many, `feature`: one that is on it.

    Raises NotUnderstood for a column that the layer doesn't have, TooSlow.
    """
    offset, limit = place
    with _opened(path) as connection:
        where, values = _condition(connection, wanted)
        total = connection.execute(f"SELECT count(*) FROM {TABLE} {where}", values).fetchone()[0]  # noqa: S608
        order = _order(connection, wanted)
        if feature:
            offset = _rank(connection, (where, values), order, feature) // limit * limit
        cells = map(_shortened, _quoted(connection, columns))
        chosen = ", ".join([FID, _shape(connection), *cells])
        statement = f"SELECT {chosen} FROM {TABLE} {where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
        found = connection.execute(statement, [*values, limit, offset]).fetchall()
    rows = (Row(item[0], tuple(item[2:]), _bounds(item[1])) for item in found)
    return Page(total, offset, tuple(rows))


def read_shapes(
    path: Path, wanted: Wanted, columns: Sequence[str], most: int
) -> tuple[int, list[Shape]]:
    """Return how many features with a place match, and at most so many of them, evenly taken.

    There are fewer of them when they are heavy.

    Raises NotUnderstood for a layer without shapes of its own.
    """
    with _opened(path) as connection:
        if _shape(connection) != GEOMETRY:
            raise NotUnderstood(GEOMETRY)
        where, values = _condition(connection, wanted)
        where = f"{where} AND {GEOMETRY} IS NOT NULL" if where else f"WHERE {GEOMETRY} IS NOT NULL"
        total = connection.execute(f"SELECT count(*) FROM {TABLE} {where}", values).fetchone()[0]  # noqa: S608
        chosen = ", ".join([FID, GEOMETRY, *_quoted(connection, columns)])
        statement = f"SELECT {chosen} FROM {TABLE} {where}"  # noqa: S608
        if total > most:
            statement += f" {SCATTERED} LIMIT {int(most)}"
        found = _light(connection.execute(statement, values))
        return total, [Shape(item[0], _geometry(item[1]), tuple(item[2:])) for item in found]


def read_ids(path: Path, wanted: Wanted) -> list[int]:
    """Return the numbers of the features that match, in the file's order."""
    with _opened(path) as connection:
        where, values = _condition(connection, wanted)
        statement = f"SELECT {FID} FROM {TABLE} {where} ORDER BY {FID}"  # noqa: S608
        return [number for (number,) in connection.execute(statement, values)]


def read_values(path: Path, wanted: Wanted, column: str, most: int) -> list[Cell]:
    """Return what the matching features have in a column, of so many of them at most."""
    with _opened(path) as connection:
        where, values = _condition(connection, wanted)
        (chosen,) = _quoted(connection, [column])
        statement = f"SELECT {chosen} FROM {TABLE} {where} {SCATTERED} LIMIT ?"  # noqa: S608
        return [value for (value,) in connection.execute(statement, [*values, most])]


def read_column(path: Path, wanted: Wanted, column: str, most: int) -> dict[int, Cell]:
    """Return what the matching features have in a column, by their number; of so many at most."""
    with _opened(path) as connection:
        where, values = _condition(connection, wanted)
        (chosen,) = _quoted(connection, [column])
        statement = f"SELECT {FID}, {chosen} FROM {TABLE} {where} ORDER BY {FID} LIMIT ?"  # noqa: S608
        return dict(connection.execute(statement, [*values, most]).fetchall())


def read_counts(path: Path, wanted: Wanted, column: str, bounds: Sequence[float]) -> list[int]:
    """Return how many matching features are up to each bound, above the one before; then the rest.

    The last count is that of features that have no number there.
    """
    with _opened(path) as connection:
        where, values = _condition(connection, wanted)
        (chosen,) = _quoted(connection, [column])
        up_to = ", ".join(f"total({chosen} <= ?)" for _ in bounds)
        statement = f"SELECT {up_to}, count({chosen}), count(*) FROM {TABLE} {where}"  # noqa: S608
        found = connection.execute(statement, [*bounds, *values]).fetchone()
    reached = [int(count) for count in found[: len(bounds)]]
    counts = [high - low for low, high in zip([0, *reached], reached, strict=False)]
    return [*counts, found[-2] - reached[-1], found[-1] - found[-2]]


def read_categories(path: Path, wanted: Wanted, column: str) -> tuple[dict[str, int], int]:
    """Return how many matching features have each value of a column, and how many have none."""
    with _opened(path) as connection:
        where, values = _condition(connection, wanted)
        (chosen,) = _quoted(connection, [column])
        statement = f"SELECT {chosen}, count(*) FROM {TABLE} {where} GROUP BY 1"  # noqa: S608
        found = connection.execute(statement, values).fetchall()
    missing = sum(count for value, count in found if value in (None, ""))
    return {str(value): count for value, count in found if value not in (None, "")}, missing


def read_groups(
    path: Path, wanted: Wanted, key: str, column: str, operation: str
) -> dict[str, tuple[float | None, int]]:
    """Return, for each value of `key`, what a column adds up to and how many rows have it.

    `operation`: sum, avg or count. Rows without a key are left out.
    """
    if operation not in ("sum", "avg", "count"):
        raise NotUnderstood(operation)
    with _opened(path) as connection:
        where, values = _condition(connection, wanted)
        by, measured = _quoted(connection, [key, column])
        where = f"{where} AND {by} IS NOT NULL" if where else f"WHERE {by} IS NOT NULL"
        statement = (
            f"SELECT {by}, {operation}({measured}), count({measured})"  # noqa: S608
            f" FROM {TABLE} {where} GROUP BY {by}"
        )
        found = connection.execute(statement, values).fetchall()
    return {str(item[0]): (item[1], item[2]) for item in found}


def numeric_columns(path: Path) -> list[str]:
    """Return the names of the columns of numbers."""
    with _opened(path) as connection:
        kinds = _columns(connection)
    return [name for name, kind in kinds.items() if kind.upper().startswith(NUMERIC)]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage to be read; what takes too long is stopped."""
    end = time.monotonic() + LONGEST
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)

    def folded(text: Cell) -> str | None:
        if time.monotonic() > end:
            raise TimeoutError
        return _folded(text)

    connection.create_function("folded", 1, folded, deterministic=True)
    connection.set_progress_handler(lambda: time.monotonic() > end, PULSE)
    try:
        yield connection
    except sqlite3.OperationalError as reason:
        if time.monotonic() > end:
            raise TooSlow from reason
        raise
    finally:
        connection.close()


def _light(rows: Iterator[tuple]) -> Iterator[tuple]:
    """Yield rows until their shapes, second, weigh too much for an answer."""
    size = 0
    for row in rows:
        size += len(row[1])
        if size > MOST_OCTETS:
            return
        yield row


def _shortened(column: str) -> str:
    """Return what is sent of a cell."""
    text = f"substr({column}, 1, {LONGEST_CELL})"
    return f"CASE typeof({column}) WHEN 'text' THEN {text} ELSE {column} END"


def _columns(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the type of each attribute."""
    return {name: kind for name, kind in _all_columns(connection) if name not in (FID, GEOMETRY)}


def _shape(connection: sqlite3.Connection) -> str:
    """Return the column of shapes, NULL in the place of the one that rows of territories lack."""
    return GEOMETRY if GEOMETRY in dict(_all_columns(connection)) else "NULL"


def _all_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute(f"SELECT name, type FROM pragma_table_info('{TABLE}')").fetchall()  # noqa: S608


def _quoted(connection: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    known = _columns(connection)
    for name in names:
        if name not in known:
            raise NotUnderstood(name)
    return [_quote(name) for name in names]


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _condition(connection: sqlite3.Connection, wanted: Wanted) -> tuple[str, list[Value]]:
    """Return the WHERE of a question and the values in it."""
    parts, values = [], []
    for item in wanted.filters:
        (column,) = _quoted(connection, [item.column])
        for part, given in _tests(item, column):
            parts.append(part)
            values.extend(given)
    if wanted.extent and _shape(connection) == GEOMETRY:
        west, south, east, north = wanted.extent
        parts.append(
            f"{FID} IN (SELECT id FROM {INDEX}"  # noqa: S608
            " WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?)"
        )
        values.extend([east, west, north, south])
    return ("WHERE " + " AND ".join(parts) if parts else ""), values


def _tests(item: Filter, column: str) -> Iterator[tuple[str, Sequence[Value]]]:
    if item.empty:
        yield f"({column} IS NULL OR {column} = '')", ()
    if item.equal:
        yield f"{column} IN ({', '.join('?' * len(item.equal))})", item.equal
    if item.contains:
        yield f"instr(folded({column}), ?) > 0", (_folded(item.contains) or "",)
    if item.low is not None:
        yield f"{column} >= ?", (item.low,)
    if item.high is not None:
        yield f"{column} <= ?", (item.high,)


def _order(connection: sqlite3.Connection, wanted: Wanted) -> str:
    """Return the ORDER BY of a question: empty cells last, accents and case without effect."""
    if not wanted.sort:
        return FID
    (column,) = _quoted(connection, [wanted.sort])
    text = _columns(connection)[wanted.sort].upper().startswith("TEXT")
    value = f"folded({column})" if text else column
    way = "DESC" if wanted.descending else "ASC"
    return f"{column} IS NULL, {value} {way}, {FID}"


def _rank(
    connection: sqlite3.Connection, condition: tuple[str, list[Value]], order: str, feature: int
) -> int:
    """Return how many features come before one, 0 when it isn't among those that match."""
    where, values = condition
    inner = f"SELECT {FID} AS id, row_number() OVER (ORDER BY {order}) AS rank FROM {TABLE} {where}"  # noqa: S608
    statement = f"SELECT rank FROM ({inner}) WHERE id = ?"  # noqa: S608
    found = connection.execute(statement, [*values, feature]).fetchone()
    return found[0] - 1 if found else 0


def _folded(text: Cell) -> str | None:
    """Return a text without accents nor capitals."""
    if text is None:
        return None
    said = str(text)
    return _kept_folded(said) if len(said) <= SHORT else _plain(said)


@lru_cache(maxsize=1 << 16)
def _kept_folded(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _geometry(blob: bytes) -> shapely.Geometry:
    """Read a geometry of a GeoPackage: a header, then well-known binary."""
    return shapely.from_wkb(blob[ENVELOPES[(blob[3] >> 1) & 7] :])


def _bounds(blob: bytes | None) -> Extent | None:
    if not blob:
        return None
    west, south, east, north = shapely.bounds(_geometry(blob)).tolist()
    return west, south, east, north
