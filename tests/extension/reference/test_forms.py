"""Those who have a role act by the forms of the portal, and nobody else."""

import re

import pytest
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.reference.certification import log
from ckanext.donneesqc.reference.certification.standings import standing_of
from ckanext.donneesqc.reference.sets import find_set

from tests.extension.reference.library import Library, unique

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


def as_user(name: str) -> dict[str, str]:
    """Return the headers of somebody's requests."""
    token = factories.APIToken(user=name)["token"]
    return {"Authorization": token}


def post(app: CKANTestApp, path: str, user: str, **data: str):
    """Send a form as somebody, without following where it leads."""
    return app.post(path, data=data, headers=as_user(user), follow_redirects=False)


@pytest.fixture
def dataset(library: Library) -> str:
    """Give a dataset with a table, no reference yet."""
    name = unique("lettres")
    library.dataset(name, LETTERS)
    return name


def test_an_editor_proposes_a_dataset_as_a_reference(library: Library, dataset: str) -> None:
    path = f"/dataset/{dataset}/reference"
    page = library.app.get(path, headers=as_user(library.editor)).body
    assert re.search(r'<option value="autre"', page)
    answer = post(library.app, path, library.editor, **SAID)
    assert answer.headers["Location"].endswith(f"/reference/{dataset}/certification")
    known = find_set(dataset)
    assert known
    assert known.said["shape"]["names"] == ["autre"]
    assert known.said["promises"] == {"files": 99, "api": 99.5}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("steward", " ", "Nommez la source officielle"),
        ("api", "toujours", "pourcentage"),
        ("files", "101", "pourcentage"),
        ("notice", "bientôt", "nombre de jours"),
    ],
)
def test_a_form_comes_back_with_what_is_wrong_and_what_was_typed(
    library: Library, dataset: str, field: str, value: str, said: str
) -> None:
    answer = post(
        library.app, f"/dataset/{dataset}/reference", library.editor, **{**SAID, field: value}
    )
    assert answer.status_code == 422
    assert said in answer.body
    assert "Alphabet" in answer.body
    assert find_set(dataset) is None


def test_nobody_else_proposes_or_acts(library: Library, dataset: str) -> None:
    stranger = factories.User()["name"]
    path = f"/dataset/{dataset}/reference"
    assert library.app.get(path, headers=as_user(stranger), status=403)
    assert post(library.app, path, stranger, **SAID).status_code == 403
    library.declare(dataset)
    path = f"/reference/{dataset}/certification"
    for given in (
        {"acte": "tester"},
        {"acte": "etat", "state": "soumis", "reason": "pour voir"},
        {"acte": "attester", "subject": "method", "role": "x", "document": "https://a.example"},
    ):
        assert post(library.app, path, stranger, **given).status_code == 403
    assert "Agir" not in library.app.get(path, headers=as_user(stranger)).body
    assert standing_of(dataset).state == "brouillon"


def test_an_editor_submits_and_attests_from_the_page(library: Library, dataset: str) -> None:
    library.declare(dataset)
    path = f"/reference/{dataset}/certification"
    assert "Agir" in library.app.get(path, headers=as_user(library.editor)).body
    post(library.app, path, library.editor, acte="etat", state="soumis", reason="Prêt.")
    assert standing_of(dataset).state == "soumis"
    document = "https://ministere.example/methode.pdf"
    given = {"subject": "method", "role": "Responsable", "document": document}
    post(library.app, path, library.editor, acte="attester", **given)
    page = library.app.get(path).body
    assert document in page
    assert "Responsable" in page
    assert library.editor not in page


def test_a_wrong_attestation_comes_back(library: Library, dataset: str) -> None:
    library.declare(dataset)
    path = f"/reference/{dataset}/certification"
    given = {"subject": "method", "role": "Responsable", "document": "javascript:alert(1)"}
    answer = post(library.app, path, library.editor, acte="attester", **given)
    assert answer.status_code == 422
    assert "Donnez l’adresse du document" in answer.body
    assert post(library.app, path, library.editor, acte="autre").status_code == 400


def test_promises_that_change_are_told_by_the_public_log(library: Library, dataset: str) -> None:
    library.declare(dataset)
    library.declare(dataset)
    assert log.lines_of(dataset, 10, 0) == []
    library.declare(dataset, promises={"files": 50, "api": 50})
    (line,) = log.lines_of(dataset, 10, 0)
    assert (line["deed"], line["changed"]) == ("declared", ["promises"])
    assert "promises" in library.app.get(f"/reference/{dataset}/certification").body
    model.Session.rollback()


def test_declaring_again_by_the_form_keeps_the_names_that_are_known(
    library: Library, dataset: str
) -> None:
    library.declare(dataset, names=[{"code": "a", "nom": "Alpha", "nature": "ancien nom"}])
    post(library.app, f"/dataset/{dataset}/reference", library.editor, **SAID)
    model.Session.expire_all()
    known = find_set(dataset)
    assert known
    assert [row["nom"] for row in known.names] == ["Alpha"]
