"""The register keeps every identifier that was ever given."""

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories
from ckanext.donneesqc.reference import register
from ckanext.donneesqc.reference.model import EntityRecord

from tests.extension.reference.library import Library, unique

VINTAGES = (
    {"millesime": "2025", "code": "1", "nom": "Ancien nom"},
    {"millesime": "2025", "code": "2", "nom": "Fusionnée"},
    {"millesime": "2026", "code": "1", "nom": "Nouveau nom"},
)
LETTERS = ({"code": "a", "nom": "A"}, {"code": "b", "nom": "B"})


def known(name: str) -> dict[str, EntityRecord]:
    """Return the register of a set."""
    model.Session.expire_all()
    return {it.identifier: it for it in model.Session.query(EntityRecord).filter_by(set_name=name)}


def test_the_newest_vintage_names_an_entity_and_older_ones_are_remembered(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PAGE", 1)
    name = unique("millesimes")
    package = library.dataset(name, tuple(reversed(VINTAGES)))
    library.declare(name, vintage="millesime")
    found = known(name)
    assert (found["1"].name, found["1"].first_vintage, found["1"].last_vintage) == (
        "Nouveau nom",
        "2025",
        "2026",
    )
    assert (found["2"].gone, found["2"].cells["nom"]) == (True, "Fusionnée")
    library.replace(package, VINTAGES[2:])
    found = known(name)
    assert (found["2"].gone, found["2"].name, found["2"].cells) == (True, "Fusionnée", {})
    assert found["1"].first_vintage == "2025"


def test_the_same_table_changes_nothing(library: Library) -> None:
    name = unique("lettres")
    library.dataset(name, LETTERS)
    library.declare(name)
    before = {key: vars(item).copy() for key, item in known(name).items()}
    register.refresh(name)
    after = {key: vars(item) for key, item in known(name).items()}
    for key, item in before.items():
        assert {k: v for k, v in after[key].items() if k != "_sa_instance_state"} == {
            k: v for k, v in item.items() if k != "_sa_instance_state"
        }


def test_rows_without_identifier_are_no_entities(library: Library) -> None:
    name = unique("trous")
    library.dataset(name, (*LETTERS, {"code": "", "nom": "Sans code"}))
    library.declare(name)
    assert set(known(name)) == {"a", "b"}


def test_an_entity_that_comes_back_is_there_again(library: Library) -> None:
    name = unique("retour")
    package = library.dataset(name, LETTERS)
    library.declare(name)
    library.replace(package, LETTERS[:1])
    assert known(name)["b"].gone
    library.replace(package, LETTERS)
    assert not known(name)["b"].gone


def test_a_change_of_the_dataset_wakes_a_worker(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    name = unique("suivi")
    library.dataset(name, LETTERS)
    library.declare(name)
    monkeypatch.setattr(tk, "enqueue_job", lambda job, args, **_: asked.append(args))
    library.call("package_patch", id=name, title="Autre titre")
    assert asked == [[name]]


def test_only_those_who_may_change_the_dataset_declare_it(library: Library) -> None:
    name = unique("autrui")
    library.dataset(name, LETTERS)
    stranger = factories.User()["name"]
    with pytest.raises(tk.NotAuthorized):
        library.declare(name, account=stranger)
    library.declare(name)
    said = {"set": name, "identifier": "a", "successor": "b", "status": "confirmed"}
    with pytest.raises(tk.NotAuthorized):
        library.call("donneesqc_succession_decide", stranger, **said, evidence="Rien.")


@pytest.mark.parametrize(
    ("identifier", "successor", "error"),
    [
        ("a", "b", tk.ValidationError),  # a is there
        ("c", "b", tk.ObjectNotFound),
        ("b", "d", tk.ObjectNotFound),
        ("b", "b", tk.ValidationError),
    ],
)
def test_a_decision_is_about_what_was_given(
    library: Library, identifier: str, successor: str, error: type[Exception]
) -> None:
    name = unique("decisions")
    package = library.dataset(name, LETTERS)
    library.declare(name)
    library.replace(package, LETTERS[:1])
    said = {"set": name, "identifier": identifier, "successor": successor}
    with pytest.raises(error):
        library.call("donneesqc_succession_decide", **said, status="confirmed", evidence="Décret")


@pytest.mark.parametrize(
    "said",
    [
        {"shape": {"colonne": "x"}},
        {"shape": {"identifier": 3}},
        {"shape": "code"},
        {"promises": {"files": 101}},
        {"promises": {"api": "beaucoup"}},
        {"notice": "bientôt"},
        {"official": ""},
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(library: Library, said: dict) -> None:
    name = unique("insensé")
    name = name.replace("é", "e")
    library.dataset(name, LETTERS)
    with pytest.raises(tk.ValidationError):
        library.declare(name, **said)


def test_names_of_erased_data_are_forgotten_and_identifiers_kept(library: Library) -> None:
    name = unique("effacees")
    package = library.dataset(name, LETTERS)
    library.declare(name)
    library.replace(package, LETTERS[:1])
    assert known(name)["b"].name == "B"
    register.forget_names(package["id"])
    found = known(name)
    assert (found["b"].gone, found["b"].name, found["b"].cells) == (True, "b", {})
    assert (found["a"].gone, found["a"].name) == (False, "A")
    register.forget_names("nul jeu de ce nom")
