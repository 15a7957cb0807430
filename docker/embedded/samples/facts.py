"""Keep the facts in the repository: one file a table, readable line by line in a diff."""

import json
from collections.abc import Iterator
from pathlib import Path

from embedded.samples.infrastructure import compile_publication
from embedded.samples.spending import YEAR, compile_general, compile_special

FOLDER = Path(__file__).with_name("facts")
GENERAL = f"fonds-general-{YEAR}"
SPECIAL = f"fonds-speciaux-{YEAR}"
INFRASTRUCTURE = "projets-infrastructures"
SHORT = 100


def read_facts(name: str) -> dict:
    """Return the facts of one table."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def compile_facts(data: Path) -> dict[str, dict]:
    """Make the facts of every table from the captured files of the folder `data`."""
    accounts = {path.name: path for path in sorted((data / "comptes_publics").glob("*.csv"))}
    [general] = [path for name, path in accounts.items() if "_dep_supercat_" in name]
    [special] = [path for name, path in accounts.items() if "_fs_" in name]
    dashboards = sorted((data / "projets_infrastructures").glob("tableau_de_bord_*.csv"))
    return {
        GENERAL: compile_general(_text(general)),
        SPECIAL: compile_special(_text(special)),
        INFRASTRUCTURE: {
            path.stem.removeprefix("tableau_de_bord_"): compile_publication(_text(path))
            for path in dashboards
        },
    }


def write_facts(facts: dict[str, dict]) -> None:
    """Write each table's facts to its file."""
    FOLDER.mkdir(exist_ok=True)
    for name, table in facts.items():
        path = FOLDER / f"{name}.json"
        path.write_text("".join(_lines(table)) + "\n", encoding="utf-8")


def _lines(value: object, indent: int = 0) -> Iterator[str]:
    """Write JSON with a line for each list that has only scalars, so that a diff can be read."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(flat) < SHORT or _is_flat(value):
        yield flat
        return
    items = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield opening
    for rank, (key, item) in enumerate(items):
        yield ("," if rank else "") + "\n" + " " * (indent + 1)
        if key is not None:
            yield json.dumps(key, ensure_ascii=False) + ": "
        yield from _lines(item, indent + 1)
    yield "\n" + " " * indent + closing


def _is_flat(value: dict | list) -> bool:
    return isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value)


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
