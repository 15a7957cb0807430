"""Those who have a role act by the forms of the portal, and nobody else."""

import contextvars
import re

import pytest
from ckan import model
from ckan.tests import factories
from ckanext.donneesqc.reference.certification import log
from ckanext.donneesqc.reference.certification.standings import standing_of
from ckanext.donneesqc.reference.sets import find_set

from tests.extension.deposits.readers import Reader
from tests.extension.reference.library import Library, unique

PASSWORD = "Un mot de passe d’essai 1"
LETTERS = ({"code": "a", "nom": "A", "autre": "Aleph"}, {"code": "b", "nom": "B", "autre": "Beth"})
SAID = {
    "official": "Alphabet",
    "mandate": "Aucun",
    "steward": "Équipe d’essai",
    "identifier": "code",
    "name": "nom",
    "names": "autre",
    "vintage": "",
    "files": "99",
    "api": "99,5",
    "notice": "90",
}


def who(library: Library, account: str = "") -> Reader:
    """Return somebody in front of the portal: the editor, or another account."""
    return Reader(library.app, library, account or library.editor)


def signed_in(library: Library, path: str, **fields: str):
    """Send a form as the editor does after signing in with a password."""
    user = model.User.get(library.editor)
    user.password = PASSWORD
    model.Session.commit()
    client = library.app.test_client()

    def send():
        client.post("/user/login", data={"login": library.editor, "password": PASSWORD})
        return client.post(path, data=fields, follow_redirects=False)

    return contextvars.Context().run(send)


@pytest.fixture
def dataset(library: Library) -> str:
    """Give a dataset with a table, no reference yet."""
    name = unique("lettres")
    library.dataset(name, LETTERS)
    return name


def test_an_editor_proposes_a_dataset_as_a_reference(library: Library, dataset: str) -> None:
    path = f"/dataset/{dataset}/reference"
    page = who(library).get(path).text
    assert re.search(r'<option value="autre"', page)
    answer = who(library).post(path, **SAID)
    assert answer.headers["Location"].endswith(f"/reference/{dataset}/certification")
    known = find_set(dataset)
    assert known
    assert known.said["shape"]["names"] == ["autre"]
    assert known.said["promises"] == {"files": 99, "api": 99.5}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("steward", " ", "Il manque « Responsable"),
        ("identifier", "", "Il manque « Colonne des identifiants"),
        ("name", "code", "pas dans la même colonne"),
        ("api", "toujours", "pourcentage"),
        ("files", "101", "pourcentage"),
        ("notice", "bientôt", "nombre de jours"),
        ("notice", "9" * 5_000, "nombre de jours"),
    ],
)
def test_a_form_comes_back_with_what_is_wrong_and_what_was_typed(
    library: Library, dataset: str, field: str, value: str, said: str
) -> None:
    answer = who(library).post(f"/dataset/{dataset}/reference", **{**SAID, field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Alphabet" in answer.text
    assert find_set(dataset) is None


def test_nobody_else_proposes_or_acts(library: Library, dataset: str) -> None:
    stranger = who(library, factories.User()["name"])
    path = f"/dataset/{dataset}/reference"
    assert stranger.get(path).status_code == 403
    assert stranger.post(path, **SAID).status_code == 403
    library.declare(dataset)
    path = f"/reference/{dataset}/certification"
    for given in (
        {"acte": "tester"},
        {"acte": "etat", "state": "soumis", "reason": "pour voir"},
        {"acte": "attester", "subject": "method", "role": "x", "document": "https://a.example"},
    ):
        assert stranger.post(path, **given).status_code == 403
    assert "Agir" not in stranger.get(path).text
    assert standing_of(dataset).state == "brouillon"


def test_an_editor_submits_and_attests_from_the_page(library: Library, dataset: str) -> None:
    library.declare(dataset)
    path = f"/reference/{dataset}/certification"
    assert "Agir" in who(library).get(path).text
    who(library).post(path, acte="etat", state="soumis", reason="Prêt.")
    assert standing_of(dataset).state == "soumis"
    document = "https://ministere.example/methode.pdf"
    given = {"subject": "method", "role": "Responsable", "document": document}
    assert who(library).post(path, acte="attester", **given).status_code == 403  # a token
    assert signed_in(library, path, acte="attester", **given).status_code == 302
    page = library.app.get(path).body
    assert document in page
    assert "Responsable" in page
    assert library.editor not in page


def test_a_wrong_attestation_comes_back(library: Library, dataset: str) -> None:
    library.declare(dataset)
    path = f"/reference/{dataset}/certification"
    given = {"subject": "method", "role": "Responsable", "document": "javascript:alert(1)"}
    answer = signed_in(library, path, acte="attester", **given)
    assert answer.status_code == 422
    assert "Donnez l’adresse du document" in answer.text
    assert who(library).post(path, acte="autre").status_code == 400


def test_promises_that_change_are_told_by_the_public_log(library: Library, dataset: str) -> None:
    library.declare(dataset)
    library.declare(dataset)
    assert log.lines_of(dataset, 10, 0) == []
    library.declare(dataset, promises={"files": 50, "api": 50})
    (line,) = log.lines_of(dataset, 10, 0)
    assert (line["deed"], line["changed"]) == ("declared", ["promises"])
    assert "Disponibilité promise" in library.app.get(f"/reference/{dataset}/certification").body
    model.Session.rollback()


def test_declaring_again_by_the_form_keeps_the_names_that_are_known(
    library: Library, dataset: str
) -> None:
    library.declare(dataset, names=[{"code": "a", "nom": "Alpha", "nature": "ancien nom"}])
    who(library).post(f"/dataset/{dataset}/reference", **SAID)
    model.Session.expire_all()
    known = find_set(dataset)
    assert known
    assert [row["nom"] for row in known.names] == ["Alpha"]
