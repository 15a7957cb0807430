"""Time the load alone, ours and by hand, in the DataStore of the portal whose CKAN_INI is set.

`python -m tests.bench.publish.load ROWS SCHEMA ROUNDS` prints the medians as JSON. What is written
by hand is the fastest of four ways that somebody who knows PostgreSQL would think of.
"""

import json
import os
import statistics
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from ckanext.datastore.backend.postgres import get_write_engine
from ckanext.donneesqc.deposits.table import staging
from ckanext.donneesqc.deposits.table.columns import columns_of
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class

from tests.bench.validate.sides import seconds

NAME = "bench"
WORDS = "to_tsvector('{language}'::regconfig, concat_ws(' ', {texts}))"


def by_select(cursor: Cursor, made: "Made") -> None:
    """COPY into an unlogged table, then CREATE TABLE AS with the words."""
    cursor.execute(f"CREATE UNLOGGED TABLE hand_copy (_id serial, {made.typed})")
    made.copy(cursor, "hand_copy")
    cursor.execute(
        f"CREATE TABLE hand AS SELECT _id, {made.words} AS _full_text, {made.names} FROM hand_copy"
    )
    cursor.execute("DROP TABLE hand_copy")


def by_trigger(cursor: Cursor, made: "Made") -> None:
    """COPY into the table, whose trigger makes each row's words."""
    words = made.words
    for name in made.searched:
        words = words.replace(f'"{name}"', f'NEW."{name}"')
    cursor.execute(f"CREATE TABLE hand (_id serial, _full_text tsvector, {made.typed})")
    cursor.execute(
        "CREATE OR REPLACE FUNCTION hand_words() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN NEW._full_text := {words}; RETURN NEW; END $$"
    )
    cursor.execute(
        "CREATE TRIGGER hand BEFORE INSERT ON hand FOR EACH ROW EXECUTE FUNCTION hand_words()"
    )
    made.copy(cursor, "hand")


def by_update(cursor: Cursor, made: "Made") -> None:
    """COPY into the table, then write the words over all rows."""
    cursor.execute(f"CREATE TABLE hand (_id serial, _full_text tsvector, {made.typed})")
    made.copy(cursor, "hand")
    cursor.execute(f"UPDATE hand SET _full_text = {made.words}")


def by_generation(cursor: Cursor, made: "Made") -> None:
    """COPY into the table, whose words are a generated column."""
    texts = " || ' ' || ".join(f"""coalesce("{name}", '')""" for name in made.searched)
    words = f"to_tsvector('{made.language}', {texts})"
    cursor.execute(
        "CREATE TABLE hand (_id serial,"
        f" _full_text tsvector GENERATED ALWAYS AS ({words}) STORED, {made.typed})"
    )
    made.copy(cursor, "hand")


WAYS = (by_select, by_trigger, by_update, by_generation)


class Made:
    """What the table is made of, as SQL."""

    def __init__(self, rows: Path, descriptor: dict, language: str) -> None:
        columns = columns_of(descriptor)
        self.rows, self.language = rows, language
        self.key = ", ".join(f'"{name}"' for name in descriptor["primaryKey"])
        self.searched = [column.name for column in columns if column.searched]
        self.names = ", ".join(f'"{column.name}"' for column in columns)
        self.typed = ", ".join(f'"{column.name}" {column.type}' for column in columns)
        texts = ", ".join(f'"{name}"' for name in self.searched)
        self.words = WORDS.format(language=language, texts=texts)

    def copy(self, cursor: Cursor, table: str) -> None:
        """COPY the rows."""
        statement = f"COPY {table} ({self.names}) FROM STDIN WITH (FORMAT csv, HEADER true)"
        with self.rows.open("rb") as file:
            cursor.copy_expert(statement, file, 1 << 20)


def by_hand(way: Callable[[Cursor, Made], None], made: Made) -> None:
    """Make the table in one transaction: rows, words, key, unique index, GIN, statistics."""
    with closing(get_write_engine().raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("DROP TABLE IF EXISTS hand, hand_copy")
        way(cursor, made)
        cursor.execute("ALTER TABLE hand ADD PRIMARY KEY (_id)")
        cursor.execute(f"CREATE UNIQUE INDEX hand_key ON hand ({made.key})")
        cursor.execute("CREATE INDEX hand_words ON hand USING gin (_full_text)")
        cursor.execute("ANALYZE hand")
        connection.commit()


def main() -> None:
    """Time each way by hand once, then ours and the fastest of them in turn."""
    rows, schema, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    config = CKANConfigLoader(os.environ["CKAN_INI"]).get_config()
    make_app(config)
    descriptor = json.loads(schema.read_text(encoding="utf-8"))
    made = Made(rows, descriptor, config["ckan.datastore.default_fts_lang"])
    ours = staging.Load(NAME, "mark", (rows,), descriptor)
    tried = {way: seconds(lambda way=way: by_hand(way, made)) for way in WAYS}
    way = min(tried, key=lambda way: tried[way])
    sides: Sequence[Callable[[], object]] = (
        lambda: staging.stage(ours),
        lambda: by_hand(way, made),
    )
    times = [[seconds(side) for side in sides] for _ in range(rounds)]
    mine, peer = map(statistics.median, zip(*times, strict=True))
    _tidy()
    said = {each.__name__: round(time, 2) for each, time in tried.items()}
    print(json.dumps({"ours": mine, "peer": peer, "way": way.__name__, "tried": said}))


def _tidy() -> None:
    with closing(get_write_engine().raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("DROP TABLE IF EXISTS hand")
        cursor.execute("DROP FUNCTION IF EXISTS hand_words()")
        staging.drop_staged(cursor, NAME)
        connection.commit()


if __name__ == "__main__":
    main()
