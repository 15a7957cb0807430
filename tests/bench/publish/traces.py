"""All that a deposit could write: DataStore, FileStore, search index, tables of deposits."""

import httpx
from embedded import postgres
from embedded.solr import CORE

from tests.bench.ours import Ours

TABLES = """
SELECT string_agg(format('%s %s %s %s %s', n.nspname, c.relname, c.oid, c.relfilenode,
                         obj_description(c.oid, 'pg_class')), E'\\n' ORDER BY c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
"""
LIST = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema' ORDER BY 1
"""
ROWS = "SELECT '{table}', count(*), max(xmin::text::bigint), max(ctid) FROM {table}"
OURS = (
    "donneesqc_deposits_deposit",
    "donneesqc_deposits_step",
    "donneesqc_deposits_version",
    "donneesqc_deposits_mail",
    "package",
    "resource",
    "activity",
    "resource_view",
)


def traces(ours: Ours) -> dict[str, object]:
    """Return what would differ had anything been written."""
    return {
        "tables": _ask(ours, TABLES, "datastore"),
        "rows": _rows(ours, "datastore", _ask(ours, LIST, "datastore").splitlines()),
        "deposits": _rows(ours, "ckan", [name for name in OURS if _is_there(ours, name)]),
        "files": _files(ours),
        "index": _index(ours),
    }


def _rows(ours: Ours, database: str, tables: list[str]) -> list[str]:
    return [_ask(ours, ROWS.format(table=table), database) for table in tables]


def _is_there(ours: Ours, table: str) -> bool:
    return _ask(ours, f"SELECT to_regclass('{table}') IS NOT NULL", "ckan").strip() == "t"


def _ask(ours: Ours, question: str, database: str) -> str:
    return postgres.sql(ours.settings, ours.secrets, question, database)


def _files(ours: Ours) -> dict[str, tuple[int, int, int]]:
    kept = (path for path in ours.settings.storage.rglob("*") if "webassets" not in path.parts)
    found = {str(path): path.stat() for path in kept}
    return {name: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}


def _index(ours: Ours) -> dict:
    address = f"http://127.0.0.1:{ours.settings.ports.solr}/solr/{CORE}/admin/luke"
    index = httpx.get(address, params={"numTerms": 0, "wt": "json"}, timeout=60).json()["index"]
    return {name: index.get(name) for name in ("numDocs", "maxDoc", "version", "lastModified")}
