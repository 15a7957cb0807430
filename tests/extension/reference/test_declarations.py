"""What is declared of a set is checked, kept, and not lessened behind a certificate's back."""

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories
from ckanext.donneesqc.reference.certification import runs
from ckanext.donneesqc.reference.entities import entities_of
from ckanext.donneesqc.reference.sets import find_set

from tests.extension.reference.library import Library, unique

ROWS = ({"code": "a", "nom": "A", "an": "2025"}, {"code": "b", "nom": "B", "an": "2025"})
SHAPE = {"identifier": "code", "name": "nom"}


@pytest.fixture
def name(library: Library) -> str:
    """Publish a set of two letters; give its name."""
    said = unique("declare")
    library.dataset(said, ROWS)
    library.declare(said, notice=120, promises={"files": 99.9, "api": 99.9}, demonstration=True)
    return said


@pytest.fixture
def certified(library: Library, name: str) -> str:
    """Certify the set."""
    library.call("donneesqc_certification_move", name=name, state="soumis", reason="Essai.")
    runs.write_down(name, {"version": 1, "files": [], "results": []})
    said = {"name": name, "state": "certifie", "reason": "Essai."}
    library.call("donneesqc_certification_move", factories.Sysadmin()["name"], **said)
    return name


def test_what_is_not_said_again_stays(library: Library, name: str) -> None:
    told = library.declare(name, steward="Une autre équipe (données fictives)")
    assert (told["notice"], told["demonstration"]) == (120, True)
    assert told["promises"] == {"files": 99.9, "api": 99.9}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shape", {"identifier": "aucune"}),
        ("shape", {**SHAPE, "codes": ["aucune"]}),
        ("vintage", "aucune"),
        ("references", [{"column": "aucune", "set": "mrc"}]),
    ],
)
def test_a_column_that_there_is_not_is_refused(
    library: Library, name: str, field: str, value: object
) -> None:
    with pytest.raises(tk.ValidationError, match="aucune"):
        library.declare(name, **{field: value})
    assert entities_of(name).count() == len(ROWS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("notice", 10**12),
        ("notice", 0),
        ("notice", 89),
        ("mandate", "a" * 5_000),
        ("mandate", ["a"]),
        ("steward", "a\x00b"),
        ("foo", "bar"),
    ],
)
def test_what_is_no_declaration_is_refused(
    library: Library, name: str, field: str, value: object
) -> None:
    with pytest.raises(tk.ValidationError):
        library.declare(name, **{field: value})
    found = find_set(name)
    assert found
    assert "__extras" not in found.said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("notice", 100),
        ("promises", {"files": 50.0, "api": 99.9}),
        ("demonstration", False),
        ("shape", {"identifier": "nom", "name": "nom"}),
        ("vintage", "an"),
    ],
)
def test_a_certified_set_promises_no_less_than_it_did(
    library: Library, certified: str, field: str, value: object
) -> None:
    with pytest.raises(tk.ValidationError, match="certifié"):
        library.declare(certified, **{field: value})


def test_a_certified_set_may_promise_more(library: Library, certified: str) -> None:
    assert library.declare(certified, notice=150)["notice"] == 150


def test_a_table_that_loses_its_identifiers_takes_no_address_away(
    library: Library, name: str
) -> None:
    package = library.call("package_show", id=name)
    library.replace(package, ({"cle": "z", "nom": "Z"},))
    assert entities_of(name).count() == len(ROWS)
    assert library.app.get(f"/reference/{name}/a").status_code == 200
