"""The published totals are those of the ministries' files, to the dollar.

The files are read here with Python's own csv module, none of the pipeline's code.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest
from embedded.settings import Settings

from tests.journeys.stack import Portal

GENERAL, SPECIAL = "comptes-publics-fonds-general", "comptes-publics-fonds-speciaux"
# The publisher cut this name short: the published one is whole (DOMAINE.md §4).
CUT = "Environnement, Lutte contre les changements climatiques, Faune"
WHOLE = "Environnement, Lutte contre les changements climatiques, Faune et Parcs"
Totals = dict[tuple[str, ...], int]


def original_rows(portal: Portal, settings: Settings, dataset: str) -> list[dict[str, str]]:
    """Read the file as the ministry serves it, at the address that its provenance names."""
    address = portal.resource(dataset, "original")["provenance"]["address"]
    detours = json.loads((settings.sources / "addresses.json").read_text(encoding="utf-8"))
    detour = max(
        (item for item in detours if address.startswith(item["from"])),
        key=lambda item: len(item["from"]),
    )
    served = portal.client.get(address.replace(detour["from"], detour["to"]))
    assert served.is_success
    return list(csv.DictReader(io.StringIO(served.content.decode("utf-8-sig")), delimiter=";"))


def totals(
    rows: Iterable[Mapping[str, str | int]], columns: tuple[str, ...], amount: str
) -> Totals:
    """Add up the amounts by the values of some columns."""
    found: Totals = defaultdict(int)
    for row in rows:
        if str(row[amount]).strip():
            key = tuple(str(row[column]).strip() for column in columns)
            found[key] += int(str(row[amount]).replace(" ", "").replace("\u00a0", ""))
    return dict(found)


def published_totals(portal: Portal, dataset: str, columns: tuple[str, ...]) -> Totals:
    """Ask the portal's SQL for the same totals."""
    table, keys = portal.resource(dataset, "normalise")["id"], ", ".join(columns)
    sql = f'SELECT {keys}, SUM(montant) AS total FROM "{table}" GROUP BY {keys}'
    rows = portal.call("datastore_search_sql", {"sql": sql})["records"]
    return {tuple(row[column] for column in columns): int(row["total"]) for row in rows}


def test_the_general_fund_has_the_file_s_totals_by_portfolio(
    portal: Portal, settings: Settings
) -> None:
    rows = original_rows(portal, settings, GENERAL)
    served = totals(rows, ("Portefeuille", "Repartition"), "Montant")
    whole = {(name.replace(CUT, WHOLE), kind): total for (name, kind), total in served.items()}
    assert len({name for name, _ in served}) == 25
    assert published_totals(portal, GENERAL, ("portefeuille", "repartition")) == whole


def test_the_special_funds_have_the_file_s_totals_by_fund_and_section(
    portal: Portal, settings: Settings
) -> None:
    rows = original_rows(portal, settings, SPECIAL)
    served = totals(rows, ("Fonds_speciaux", "REGRP_Sommaire"), "Montant")
    assert len(served) > 100
    assert published_totals(portal, SPECIAL, ("fonds_special", "sommaire")) == served


@pytest.mark.parametrize(
    ("dataset", "columns"),
    [(GENERAL, ("portefeuille", "repartition")), (SPECIAL, ("fonds_special", "sommaire"))],
)
def test_the_downloaded_table_has_the_same_totals(
    portal: Portal, dataset: str, columns: tuple[str, ...]
) -> None:
    file = portal.client.get(portal.resource(dataset, "normalise")["url"]).content
    rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig")))
    assert totals(rows, columns, "montant") == published_totals(portal, dataset, columns)


def test_each_row_of_the_budget_adds_up_to_its_total_of_credits(portal: Portal) -> None:
    parts = ("budget_de_depenses", "depenses_sans_credits", "budget_investissement")
    rows = portal.rows("budget-de-depenses")
    assert len(rows) > 1000
    assert [row for row in rows if sum(row[part] for part in parts) != row["credits_totaux"]] == []
