"""Every entity has one address, which says what it is in the form that is asked for."""

import csv
import io
from functools import partial

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckanext.donneesqc.reference.model import EntityRecord
from lxml import html
from rdflib import RDF, SKOS, Graph

from tests.extension.reference.library import Library, unique

ROWS = (
    {"code": "A1", "nom": "Sainte-Étoile", "region": "01", "habitants": "1200"},
    {"code": "A2", "nom": "Lac-aux-Pins", "region": "02", "habitants": ""},
)
REGIONS = ({"code": "01", "nom": "Nord"}, {"code": "02", "nom": "Sud"})


@pytest.fixture
def towns(library: Library) -> str:
    """Publish invented regions, and towns that refer to them; return the name of the towns."""
    regions, name = unique("regions"), unique("villes")
    library.dataset(regions, REGIONS)
    library.declare(regions)
    library.dataset(name, ROWS)
    library.declare(name, references=[{"column": "region", "set": regions}])
    return name


def words(body: str) -> str:
    """Return the words of a page's main part."""
    (part,) = html.fromstring(body).xpath("//*[@class='dq-reference']")
    return " ".join(part.text_content().split())


def test_a_page_says_what_an_entity_is(library: Library, towns: str) -> None:
    body = library.app.get(f"/reference/{towns}/A1").body
    said = words(body)
    assert "Sainte-Étoile" in said
    assert "habitants 1200" in said
    regions = library.call("donneesqc_reference_show", name=towns)["references"][0]["set"]
    assert f'href="/reference/{regions}/01"' in body
    other = library.app.get(f"/reference/{regions}/01").body
    assert "1 entité y fait référence" in words(other)
    assert f'href="/reference/{towns}/A1"' in other


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/ld+json", "application/ld+json"),
        ("application/geo+json", "application/geo+json"),
        ("text/csv", "text/csv"),
        ("text/html;q=0.1, text/csv", "text/csv"),
        ("text/csv; charset=utf-8", "text/csv"),
        ("application/json", "application/ld+json"),
        (
            'application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened"',
            "application/ld+json",
        ),
    ],
)
def test_the_form_is_the_one_that_is_asked_for(
    library: Library, towns: str, accept: str, kind: str
) -> None:
    answer = library.app.get(f"/reference/{towns}/A1", headers={"Accept": accept})
    assert answer.headers["Content-Type"].split(";")[0] == kind
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_a_form_that_there_is_not_is_refused(library: Library, towns: str) -> None:
    answer = library.app.get(f"/reference/{towns}/A1", headers={"Accept": "image/png"}, status=406)
    assert f"/reference/{towns}/A1.jsonld" in answer.body


def test_the_forms_have_addresses_of_their_own(library: Library, towns: str) -> None:
    linked = library.app.get(f"/reference/{towns}/A1.jsonld").json
    assert linked["@id"].endswith(f"/reference/{towns}/A1")
    assert linked["skos:prefLabel"]["@value"] == "Sainte-Étoile"
    referred = next(value for key, value in linked.items() if key.endswith("#region"))
    assert referred["@id"].endswith("/01")
    located = library.app.get(f"/reference/{towns}/A1.geojson").json
    assert (located["type"], located["id"], located["geometry"]) == ("Feature", "A1", None)
    (row,) = csv.DictReader(io.StringIO(library.app.get(f"/reference/{towns}/A2.csv").body))
    assert (row["nom"], row["habitants"]) == ("Lac-aux-Pins", "")


def test_what_was_never_given_is_not_found(library: Library, towns: str) -> None:
    for address in (f"/reference/{towns}/A3", f"/reference/{towns}/A1.xml", "/reference/aucun"):
        library.app.get(address, status=404)


def test_an_identifier_that_is_gone_says_so_for_ever(library: Library, towns: str) -> None:
    package = library.call("package_show", id=towns)
    library.replace(package, ROWS[1:])
    answer = library.app.get(f"/reference/{towns}/A1", status=410)
    assert "Cette entité n’existe plus" in words(answer.body)
    assert "habitants" not in words(answer.body)
    library.app.get(f"/reference/{towns}/A1.jsonld", status=410)
    library.app.get(f"/reference/{towns}/A2", status=200)


def test_a_confirmed_sole_successor_is_moved_to(library: Library, towns: str) -> None:
    library.replace(library.call("package_show", id=towns), ROWS[1:])
    said = {"set": towns, "identifier": "A1", "successor": "A2", "evidence": "Décret fictif."}
    library.call("donneesqc_succession_decide", **said, status="confirmed")
    answer = library.app.get(f"/reference/{towns}/A1", status=301, follow_redirects=False)
    assert answer.headers["Location"].endswith(f"/reference/{towns}/A2")
    answer = library.app.get(f"/reference/{towns}/A1.csv", status=301, follow_redirects=False)
    assert answer.headers["Location"].endswith(f"/reference/{towns}/A2.csv")
    library.call("donneesqc_succession_decide", **said, status="refused")
    library.app.get(f"/reference/{towns}/A1", status=410)


def test_only_what_is_confirmed_is_said_to_follow(library: Library, towns: str) -> None:
    library.replace(library.call("package_show", id=towns), ROWS[1:])
    before = {"code": "A1", "nom": "Sainte-Étoile", "dernier_millesime": "2020"}
    library.declare(towns, gone=[{**before, "successeur": "A2", "preuve": "Voisine (fictif)."}])
    address = f"/reference/{towns}/A1.jsonld"
    told = library.app.get(address, status=410).json
    assert "dcterms:isReplacedBy" not in told
    assert told["rdfs:seeAlso"][0]["@id"].endswith("/A2")
    said = {"set": towns, "identifier": "A1", "successor": "A2", "evidence": "Décret fictif."}
    library.call("donneesqc_succession_decide", **said, status="refused")
    assert "A2" not in library.app.get(address, status=410).body
    row = library.app.get(f"/reference/{towns}/A1.csv", status=410).body.splitlines()[1]
    assert row.startswith("A1,Sainte-Étoile")


def test_successions_never_go_round(library: Library, towns: str) -> None:
    rows = (*ROWS, {"code": "A3", "nom": "Nouvelle", "region": "02", "habitants": "1"})
    package = library.call("package_show", id=towns)
    library.replace(package, rows)
    library.replace(package, rows[2:])
    decided = {"set": towns, "status": "confirmed", "evidence": "Décret fictif."}
    decide = partial(library.call, "donneesqc_succession_decide", **decided)
    decide(identifier="A1", successor="A2")
    with pytest.raises(tk.ValidationError):
        decide(identifier="A2", successor="A1")
    decide(identifier="A2", successor="A3")
    answer = library.app.get(f"/reference/{towns}/A1", status=301, follow_redirects=False)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_real_municipalities_know_what_is_gone(library: Library) -> None:
    name = library.real_set("municipalites")
    gone = library.app.get(f"/reference/{name}/11020", status=410).body
    assert "Lac-des-Aigles" in words(gone)
    assert "déduite, à confirmer" in words(gone)
    assert "144,18" in words(gone)
    here = words(library.app.get(f"/reference/{name}/75017").body)
    assert "Saint-Jérôme" in here
    count = library.call("donneesqc_reference_show", name=name)["entities"]
    assert count == 1281


def test_a_set_is_searched_by_names_of_before(library: Library) -> None:
    name = library.real_set("municipalites")
    found = library.app.get(f"/reference/{name}", query_string={"q": "St-Jerome"}).body
    assert f'href="/reference/{name}/75017"' in found
    listed = library.app.get(f"/reference/{name}", query_string={"page": "26"}).body
    assert f'href="/reference/{name}/99' in listed
    library.app.get(f"/reference/{name}", query_string={"page": "27"}, status=404)


def test_a_private_set_is_for_those_who_may_see_it(library: Library, towns: str) -> None:
    library.call("package_patch", id=towns, private=True)
    for address in (f"/reference/{towns}", f"/reference/{towns}/A1", f"/reference/{towns}/A1.csv"):
        library.app.get(address, status=404)
    library.app.get(f"/reference/{towns}/reconciliation", status=404)


def test_a_name_in_the_addresses_is_never_anothers(library: Library, towns: str) -> None:
    library.call("package_delete", id=towns)
    library.app.get(f"/reference/{towns}/A1", status=404)
    kept = model.Session.query(EntityRecord).filter_by(set_name=towns)
    assert {item.identifier for item in kept} == {"A1", "A2"}


def test_an_answer_that_did_not_change_is_not_sent_again(library: Library, towns: str) -> None:
    address = f"/reference/{towns}/A1.jsonld"
    tag = library.app.get(address).headers["ETag"]
    again = library.app.get(address, headers={"If-None-Match": tag}, status=304)
    assert again.body == ""


def test_a_set_is_the_scheme_of_its_entities(library: Library, towns: str) -> None:
    asked = {"Accept": "application/ld+json"}
    answer = library.app.get(f"/reference/{towns}", headers=asked)
    assert answer.body == library.app.get(f"/reference/{towns}.jsonld").body
    graph = Graph().parse(data=answer.body, format="json-ld")
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    entity = Graph().parse(
        data=library.app.get(f"/reference/{towns}/A1.jsonld").body, format="json-ld"
    )
    assert set(entity.objects(None, SKOS.inScheme)) == {scheme}
    said = {*graph.subjects(RDF.type, RDF.Property)}
    assert {p for p in entity.predicates() if p.startswith(f"{scheme}#")} <= said


def test_a_column_with_any_name_makes_a_graph_that_can_be_read(library: Library) -> None:
    name = unique("noms")
    library.dataset(name, ({"code": "1", "nom": "Un", "Nom de la « ville »": "Ici"},))
    library.declare(name)
    graph = Graph().parse(
        data=library.app.get(f"/reference/{name}/1.jsonld").body, format="json-ld"
    )
    assert "Ici" in graph.serialize(format="nt")
