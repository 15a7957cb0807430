"""A table sent with CKAN's own resource form goes the way of deposits and is never lost."""

import io
import zipfile
from contextvars import Context
from dataclasses import replace

import pytest
from ckan import model
from ckan.tests.helpers import CKANTestApp
from werkzeug.datastructures import FileStorage

from tests.extension.catalogue.html import parse
from tests.extension.deposits.readers import Reader
from tests.extension.deposits.world import FIRST, SECOND, World, work


def fill(app: CKANTestApp, world: World, resource: str = "", **fields: object):
    """Send the form as its editor and return the answer, a redirection not followed."""
    token = world.call(
        "api_token_create", user=world.editor, name=f"essai-{model.types.make_uuid()}"
    )
    data = {"id": "", "save": "go-dataset-complete", "url_type": "upload", "url": "", **fields}
    headers = {"Authorization": token["token"]}
    place = f"{resource}/edit" if resource else "new"
    address = f"/dataset/{world.dataset}/resource/{place}"
    # apart from the request in whose midst the test is: Flask would share who is logged in
    return Context().run(app.post, address, data=data, headers=headers, follow_redirects=False)


def file(content: str | bytes, name: str = "projets.csv") -> tuple[io.BytesIO, str]:
    octets = content if isinstance(content, bytes) else content.encode()
    return io.BytesIO(octets), name


def resources(world: World) -> list[dict]:
    return world.call("package_show", id=world.dataset)["resources"]


def table(world: World) -> str:
    return resources(world)[0]["id"]


def deposits(world: World) -> list[dict]:
    return world.call("donneesqc_deposit_list", dataset=world.dataset)["results"]


def test_a_table_sent_with_the_form_leads_to_its_deposit_and_is_published(
    world: World, app: CKANTestApp
) -> None:
    answer = fill(app, world, name="Projets", description="Les projets.", upload=file(FIRST))
    (deposit,) = deposits(world)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/dataset/{world.dataset}/depots/{deposit['id']}"
    (resource,) = resources(world)
    assert (resource["id"], resource["url"]) == (deposit["resource"], "")
    work()
    (resource,) = resources(world)
    assert (resource["name"], resource["description"]) == ("Projets", "Les projets.")
    assert resource["datastore_active"] is True
    assert len(world.rows()) == 3


def test_a_table_without_data_yet_is_said_to_be_in_preparation(
    world: World, app: CKANTestApp
) -> None:
    fill(app, world, name="Projets", upload=file(FIRST))
    pages = (f"/dataset/{world.dataset}", f"/dataset/{world.dataset}/resource/{table(world)}")
    assert ["En préparation" in app.get(page).body for page in pages] == [True, True]
    work()
    assert ["En préparation" in app.get(page).body for page in pages] == [False, False]


def test_a_table_whose_only_file_is_in_quarantine_is_said_not_published(
    world: World, app: CKANTestApp
) -> None:
    fill(app, world, name="Projets", upload=file("id,nom,montant\n1,École\n"))
    work()
    pages = (f"/dataset/{world.dataset}", f"/dataset/{world.dataset}/resource/{table(world)}")
    for page in pages:
        body = app.get(page).body
        assert ("En préparation" in body, "Pas encore publié" in body) == (False, True)


def test_what_was_sent_is_kept_when_the_form_comes_back_with_errors(
    world: World, app: CKANTestApp
) -> None:
    answer = fill(app, world, name="", description="Sans titre.", upload=file(FIRST))
    page = parse(answer.body)
    (deposit,) = deposits(world)
    assert page.xpath("//input[@name='deposit']/@value") == [deposit["id"]]
    assert "projets.csv" in page.get_element_by_id("deposit-kept").text_content()
    assert page.xpath("//input[@name='id']/@value") == [""]
    assert "Sans titre." in page.xpath("//textarea[@name='description']")[0].text_content()
    assert resources(world) == []
    answer = fill(app, world, name="Projets", description="Avec titre.", deposit=deposit["id"])
    assert answer.status_code == 302
    work()
    states = [item["state"] for item in deposits(world)]
    assert sorted(set(states) - {"cancelled"}) == ["live"]
    assert [item["name"] for item in resources(world)] == ["Projets"]


def test_another_schema_chosen_after_an_error_is_the_one_that_counts(
    world: World, app: CKANTestApp
) -> None:
    answer = fill(app, world, name="", upload=file(FIRST), deposit_schema="mrc")
    kept = parse(answer.body).xpath("//input[@name='deposit']/@value")[0]
    assert fill(app, world, name="Projets", deposit=kept).status_code == 302
    work()
    assert [item["state"] for item in deposits(world)] == ["live", "cancelled"]


def test_replacing_the_file_of_a_table_makes_a_new_version(world: World, app: CKANTestApp) -> None:
    world.publish(FIRST)
    before = world.resource()
    facts = {"url": before["url"], "role": "normalise", "name": "Un autre titre"}
    assert fill(app, world, before["id"], upload=file(SECOND), **facts).status_code == 302
    after = world.resource()
    assert (after["name"], after["hash"]) == ("Un autre titre", before["hash"])
    assert after["url"] == before["url"]
    assert len(world.rows()) == 3
    work()
    assert [item["number"] for item in world.versions()] == [2, 1]
    assert world.resource()["name"] == "Un autre titre"


def test_the_file_published_already_is_said_unchanged(world: World, app: CKANTestApp) -> None:
    fill(app, world, name="Projets", upload=file(FIRST))
    work()
    before = resources(world)[0]
    facts = {"url": before["url"], "name": "Projets", "role": "normalise"}
    answer = fill(app, world, before["id"], upload=file(FIRST), **facts)
    assert answer.headers["Location"].endswith(f"/resource/{before['id']}")
    assert len(deposits(world)) == 1


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("guide.pdf", {}),
        ("guide.xlsx", {"resource_type": "support"}),
        ("brut.csv", {"role": "original"}),
        ("formes.zip", {}),
    ],
)
def test_what_is_no_table_goes_the_way_of_ckan(
    world: World, app: CKANTestApp, name: str, fields: dict
) -> None:
    assert fill(app, world, name="Guide", upload=file(b"%PDF", name), **fields).status_code == 302
    assert deposits(world) == []
    assert resources(world)[0]["url"].endswith(name)


def test_a_zip_of_one_table_is_a_table_and_a_zip_of_shapes_is_not(
    world: World, app: CKANTestApp
) -> None:
    for names, count in ((["a.shp", "a.csv"], 0), (["a.csv"], 1)):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name in names:
                archive.writestr(name, FIRST)
        fill(app, world, name=names[0], upload=file(made.getvalue(), "a.zip"))
        assert len(deposits(world)) == count


def test_a_table_of_publications_asks_which_when_neither_file_nor_name_says(
    world: World, app: CKANTestApp
) -> None:
    new = f"/dataset/{world.dataset}/resource/new"
    token = world.call("api_token_create", user=world.editor, name="essai")["token"]
    assert "deposit_publication" not in app.get(new, headers={"Authorization": token}).body
    world.call("package_patch", id=world.dataset, name="projets-infrastructures")
    sourced = replace(world, dataset="projets-infrastructures")
    answer = fill(app, sourced, name="Projets", upload=file(FIRST), deposit_publication="bientôt")
    page = parse(answer.body)
    assert page.xpath("//input[@name='deposit_publication']/@value") == ["bientôt"]
    assert "2026-03-31" in "".join(page.xpath("//*[@class='error-block']//text()"))
    fill(app, sourced, name="Projets", upload=file(FIRST), deposit_publication="2026-03-31")
    assert [item["publication"] for item in deposits(sourced)] == ["2026-03-31"]


def test_a_deposit_of_another_dataset_is_not_taken(world: World, app: CKANTestApp) -> None:
    answer = fill(app, world, name="Projets", deposit="inconnu")
    assert answer.status_code == 200
    assert "choisissez-le de nouveau" in answer.body
    assert resources(world) == []


def test_a_second_table_of_the_same_title_is_refused(world: World, app: CKANTestApp) -> None:
    fill(app, world, name="Projets", upload=file(FIRST))
    work()
    answer = fill(app, world, name="Projets", upload=file(SECOND))
    assert answer.status_code == 200
    assert "déjà une table de ce titre" in answer.body
    assert len(resources(world)) == 1


def test_a_program_that_creates_a_resource_with_a_table_deposits_it_too(world: World) -> None:
    upload = FileStorage(io.BytesIO(FIRST.encode()), filename="projets.csv")
    made = world.call("resource_create", package_id=world.dataset, name="Projets", upload=upload)
    assert made["url"] == ""
    work()
    assert len(world.rows()) == 3


def test_a_day_that_is_none_is_said_beside_its_field(world: World, app: CKANTestApp) -> None:
    world.publish(FIRST)
    before = world.resource()
    asked = {"deposit_reason": "Fusion.", "deposit_day": "demain", "url": before["url"]}
    facts = {"name": "Projets", "role": "normalise", **asked}
    page = parse(fill(app, world, before["id"], upload=file(SECOND), **facts).body)
    day = page.get_element_by_id("field-deposit-day")
    assert day.get("aria-invalid") == "true"
    said = page.get_element_by_id("field-deposit-day-error")
    assert "2026-03-31" in said.text_content()
    assert said.get("id") in day.get("aria-describedby")
    assert page.get_element_by_id("deposit-change").get("open") is not None


def test_the_form_says_which_schema_a_table_keeps(world: World, app: CKANTestApp) -> None:
    editor = Reader(app, world, world.editor)

    def _offered(form: str) -> tuple[str, list[str]]:
        page = parse(editor.get(f"/dataset/{world.dataset}/resource/{form}").text)
        choice = page.get_element_by_id("field-deposit-schema")
        return choice[0].text_content(), choice.xpath("option[@selected]/@value")

    none = "Aucun\N{NO-BREAK SPACE}: les colonnes sont prises comme le fichier les a"
    assert _offered("new") == (none, [])
    world.publish(FIRST)
    own = f"{world.resource()['id']}/edit"
    assert _offered(own) == ("Garder le schéma actuel de la table", [])
