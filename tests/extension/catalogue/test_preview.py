"""The table preview finds French words as a reader types them, and says no to nonsense."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from html import unescape

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.catalogue.words import words_query

from tests.extension.catalogue.records import act, create_dataset, create_organization
from tests.extension.catalogue.small_portal import table

NAMES = [
    "Travaux publics à Montréal",
    "Bibliothèque de l’École Saint-Jean",
    "Réseau d'aqueduc (2024-2025)",
    "La Pêche <b>",
]
COSTS = [1234, 1, 2, -1250000.5]
TYPED = {
    "Montréal": NAMES[:1],
    "montreal": NAMES[:1],
    "travaux publics": NAMES[:1],
    "publics travaux": NAMES[:1],
    "École": NAMES[1:2],
    "l'école": NAMES[1:2],
    "l’ecole saint-jean": NAMES[1:2],
    "biblio": NAMES[1:2],
    "d’aqueduc": NAMES[2:3],
    "2024-2025": NAMES[2:3],
    "aqueducs": NAMES[2:3],
    "la pêche": NAMES[3:],
    "Québec": [],
    "travaux Québec": [],
    "pas:là": [],
    "' & | ! :* \\ (": NAMES,
}


@pytest.fixture
def view(portal: None) -> Iterator[dict]:
    """Publish a table of four projects with its preview."""
    create_organization()
    package = create_dataset(resources=[table()])
    resource = package["resources"][0]["id"]
    rows = zip(NAMES, COSTS, strict=True)
    records = [{"code": f"0{n}", "nom": a, "cout": b} for n, (a, b) in enumerate(rows)]
    fields = [{"id": "code", "type": "text"}, {"id": "nom", "type": "text"}]
    fields.append({"id": "cout", "type": "numeric"})
    act("datastore_create", resource_id=resource, force=True, fields=fields, records=records)
    preview = {"view_type": "datatables_view", "title": "Table"}
    yield act("resource_view_create", resource_id=resource, **preview)
    act("datastore_delete", resource_id=resource, force=True)


def question(search: str = "", column: str = "", **form: object) -> dict:
    """Return what the preview's script sends for these words, everywhere or in the column nom."""
    return {
        "draw": "3",
        "start": "0",
        "length": "20",
        "search[value]": search,
        "columns[0][name]": "code",
        "columns[0][search][value]": "",
        "columns[1][name]": "nom",
        "columns[1][search][value]": column,
        **form,
    }


@pytest.fixture
def found(app: CKANTestApp, view: dict) -> Callable[..., list[str]]:
    """Return the names that the preview shows for a question."""

    def ask(**asked: object) -> list[str]:
        answer = app.post(f"/datatables/ajax/{view['id']}", data=question(**asked))
        return [unescape(row["nom"]) for row in answer.json["data"]]

    return ask


def test_words_are_found_everywhere(found: Callable[..., list[str]]) -> None:
    assert {typed: found(search=typed) for typed in TYPED} == TYPED
    assert found(search="02") == [NAMES[2]]


def test_words_are_found_in_a_column(found: Callable[..., list[str]]) -> None:
    assert {typed: found(column=typed) for typed in TYPED} == TYPED
    assert found(column="02") == []


def test_a_page_is_counted_sorted_and_cut(app: CKANTestApp, view: dict) -> None:
    order = {"order[0][column]": "1", "order[0][dir]": "desc", "start": "1", "length": "2"}
    answer = app.post(f"/datatables/ajax/{view['id']}", data=question(**order)).json
    assert [row["code"] for row in answer["data"]] == ["02", "01"]
    assert (answer["draw"], answer["recordsTotal"], answer["recordsFiltered"]) == (3, 4, 4)
    found = app.post(f"/datatables/ajax/{view['id']}", data=question("pêche")).json
    assert (found["recordsTotal"], found["recordsFiltered"]) == (4, 1)
    assert found["data"][0]["nom"] == "La Pêche &lt;b&gt;"


def test_the_search_box_and_the_filters_narrow_together(found: Callable[..., list[str]]) -> None:
    assert found(search="saint-jean", column="école") == [NAMES[1]]
    assert found(search="travaux", column="école") == []


def test_numbers_are_found_as_people_write_them(found: Callable[..., list[str]]) -> None:
    assert found(search="-1 250 000,5") == found(search="-1250000.5") == [NAMES[3]]
    assert found(search="1 234") == [NAMES[0]]


def wanted_rows(kind: str, **search: str) -> dict[str, str]:
    """Return the form with which the preview's script asks for a download of nom and cout."""
    asked = {
        "search": {"value": search.get("everywhere", "")},
        "columns": [{"name": "nom", "search": {"value": search.get("nom", "")}}],
        "order": [{"column": 0, "dir": "asc"}],
        "visible": [True, False, True, True],
    }
    return {"params": json.dumps(asked), "format": kind}


def test_what_is_shown_can_be_downloaded(app: CKANTestApp, view: dict) -> None:
    address = f"/datatables/filtered-download/{view['id']}"
    answer = app.post(address, data=wanted_rows("csv", everywhere="publics", nom="travaux"))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="budget-de-depenses.csv"' in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows == [["nom", "cout"], [NAMES[0], "1234"]]
    none = app.post(address, data=wanted_rows("csv", everywhere="pêche", nom="travaux"))
    assert none.data.decode("utf-8-sig").split() == ["nom,cout"]
    every = json.loads(app.post(address, data=wanted_rows("json")).data)
    assert [row[0] for row in every["records"]] == NAMES
    assert app.post(address, data=wanted_rows("exe")).status_code == 400


@pytest.mark.parametrize(
    "form",
    [
        {"start": "-1"},
        {"start": "x"},
        {"start": "99999999999999999999"},
        {"draw": "x"},
        {"order[0][column]": "99", "order[0][dir]": "asc"},
        {"order": "x"},
        {"search[value][x]": "x"},
    ],
)
def test_nonsense_is_a_bad_request(app: CKANTestApp, view: dict, form: dict) -> None:
    answer = app.post(f"/datatables/ajax/{view['id']}", data=question(**form))
    assert answer.status_code == 400
    assert app.post(f"/datatables/ajax/{view['id']}", data={}).status_code == 400
    asked = f"/datatables/ajax/{view['id']}?filters=cout:abc"
    assert app.post(asked, data=question()).status_code == 400
    nested = {"params": "[" * 100_000, "format": "csv"}
    answer = app.post(f"/datatables/filtered-download/{view['id']}", data=nested)
    assert answer.status_code == 400


def test_a_private_table_and_an_unknown_view_are_not_shown(app: CKANTestApp, view: dict) -> None:
    assert app.post("/datatables/ajax/nothing", data=question()).status_code == 404
    package = act("resource_show", id=view["resource_id"])["package_id"]
    act("package_patch", id=package, private=True)
    answer = app.post(f"/datatables/ajax/{view['id']}", data=question("travaux"))
    assert answer.status_code in (403, 404)
    assert "Travaux" not in answer.body


def test_quotes_never_leave_their_word() -> None:
    assert words_query("' OR 1,5' \\") == "('1.5':* | '1,5':*) & 'OR':*"
    assert words_query("l'eau d''ici") == "'l''eau':* & 'd''''ici':*"
    assert words_query("a:b | c & !d") == "'a':* & 'b':* & 'c':* & 'd':*"
    assert words_query(" ' ") == ""


def test_no_column_is_named_with_code(portal: None) -> None:
    """CKAN's preview writes a column's name into its page as it is."""
    create_organization()
    resource = create_dataset(resources=[table()])["resources"][0]["id"]
    for asked in ({"fields": [{"id": "<b>"}]}, {"records": [{"a>b": 1}]}):
        with pytest.raises(tk.ValidationError):
            act("datastore_create", resource_id=resource, force=True, **asked)
    fields = [{"id": "Nom de l'école", "type": "text"}]
    act("datastore_create", resource_id=resource, force=True, fields=fields)
    act("datastore_delete", resource_id=resource, force=True)


def test_a_question_makes_no_gigabytes(portal: None, view: dict) -> None:
    for made in ("repeat('x', 1000)", "lpad('x', 1000)", "generate_series(1, 10)"):
        with pytest.raises(tk.NotAuthorized):
            act("datastore_search_sql", sql=f"SELECT {made}")
    sql = f'SELECT avg(cout), upper(nom) FROM "{view["resource_id"]}" GROUP BY nom'
    assert len(act("datastore_search_sql", sql=sql)["records"]) == 4
