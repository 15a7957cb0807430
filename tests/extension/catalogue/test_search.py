"""A reader finds a dataset with the words people use: accents, plural or acronym or not."""

import json
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import ckan.plugins.toolkit as tk
import pytest

from tests.extension.catalogue.records import act, create_dataset, create_organization

SOLR_CONFIG = Path(__file__).parents[3] / "docker" / "services" / "solr"
CORPUS = {
    "budget-de-depenses": ("Budget de dépenses", "Crédits votés par portefeuille et programme."),
    "suivi-budgetaire": ("Suivi budgétaire mensuel", "Écart entre le budget et le réel."),
    "reglements": ("Règlements d’emprunt", "Documents budgétaires des municipalités."),
    "qualite-eau": ("Qualité de l’eau des plages", "Prélèvements faits l'été aux points d'eau."),
    "eaux-usees": ("Ouvrages de surverse", "Débordements des eaux usées."),
    "mrc": ("Découpages territoriaux", "Limites des municipalités régionales de comté (2025)."),
    "roles": ("Rôles d’évaluation foncière", "Par MRC et par municipalité."),
    "emissions": ("Inventaire des émissions", "Gaz à effet de serre par secteur."),
    "registre-ges": ("Registre des grands émetteurs", "Déclarations de GES des entreprises."),
    "permis": ("Véhicules en circulation", "Société de l’assurance automobile du Québec."),
    "points-service": ("Points de service", "CLSC, CHSLD et hôpitaux."),
    "financier": ("Rapport financier annuel", "États financiers des organismes."),
    "ressources-financieres": ("Ressources financières", "Aide financière aux études."),
    "projets": ("Projets : état d’avancement", "Projets d'infrastructure majeurs."),
    "open-budget": ("Open municipal budgets", "Spending of municipalities, by city (English)."),
    "arbres": ("Arbres publics", "Essence, diamètre et emplacement de chaque arbre."),
    "bibliotheques": ("Bibliothèques", "Heures d’ouverture des bibliothèques publiques."),
}


@pytest.fixture
def corpus(reset_db, reset_index, with_plugins: None, our_tables) -> None:  # noqa: ANN001 - CKAN's own types
    """Index the corpus unless it is there: most of these tests only read."""
    if set(found("*:*")) == set(CORPUS):
        return
    reset_db()
    our_tables()
    reset_index()
    create_organization()
    for name, (title, notes) in CORPUS.items():
        create_dataset(name=name, title=title, notes=notes)


def found(query: str, **parameters: object) -> list[str]:
    results = act("package_search", q=query, rows=50, **parameters)["results"]
    return [dataset["name"] for dataset in results]


FINDS = {
    "accents and plurals don't matter": {
        "budgetaires": "suivi-budgetaire",
        "BUDGÉTAIRE": "reglements",
        "depense": "budget-de-depenses",
        "bibliotheque": "bibliotheques",
        "arbre": "arbres",
    },
    "an article is elided with either apostrophe": {
        "eau": "qualite-eau",
        "l'eau": "qualite-eau",
        "l’eau": "eaux-usees",
        "eaux": "qualite-eau",
        "qualité de l'eau": "qualite-eau",
        "emprunt": "reglements",
    },
    "feminine and masculine are one word": {
        "financière": "financier",
        "financier": "ressources-financieres",
    },
    "an acronym finds its long form": {
        "MRC": "mrc",
        "mrc": "mrc",
        "GES": "emissions",
        "SAAQ": "permis",
        "évaluation MRC": "roles",
    },
    "a long form finds its acronym": {
        "municipalité régionale de comté": "roles",
        "municipalites regionales de comte": "mrc",
        "gaz à effet de serre": "registre-ges",
        "centre local de services communautaires": "points-service",
        "centres d'hébergement et de soins de longue durée": "points-service",
        "rôles municipalité régionale de comté": "roles",
    },
    "English keeps its own plurals": {
        "budgets": "open-budget",
        "city": "open-budget",
        "cities": "open-budget",
        "municipality spending": "open-budget",
    },
    "the words may be those of the organisation": {"secretariat tresor": "arbres"},
}
DOES_NOT_FIND = {
    "MRC": "open-budget",
    "GES": "financier",
    "eau": "arbres",
    "arbres": "bibliotheques",
    "police": "permis",
    "arbre financier": "arbres",
}


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("rule", list(FINDS))
def test_a_query_finds(rule: str) -> None:
    missed = {query: name for query, name in FINDS[rule].items() if name not in found(query)}
    assert missed == {}


@pytest.mark.usefixtures("corpus")
def test_a_query_does_not_find_what_only_looks_alike() -> None:
    assert {query: name for query, name in DOES_NOT_FIND.items() if name in found(query)} == {}


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("writing", [str, str.upper, lambda title: title.replace("’", "'")])
def test_an_exact_title_comes_first(writing: Callable[[str], str]) -> None:
    first = {name: found(writing(title))[0] for name, (title, _) in CORPUS.items()}
    assert first == {name: name for name in CORPUS}


@pytest.mark.usefixtures("portal")
def test_an_exact_title_comes_before_records_that_repeat_it() -> None:
    create_organization()
    create_dataset(name="court", title="Budget", notes="Rien d’autre.")
    tags = [{"name": "budget"}]
    for number in range(3):
        title = f"Budget du budget des budgets {number}"
        create_dataset(name=f"budget-{number}", title=title, notes="budget " * 30, tags=tags)
    assert found("budget")[0] == "court"
    assert len(found("budget")) == 4


@pytest.mark.usefixtures("corpus")
def test_a_word_in_the_title_weighs_more_than_in_the_description() -> None:
    assert found("budgétaire")[0] == "suivi-budgetaire"
    assert found("financière")[:2] in (
        ["ressources-financieres", "financier"],
        ["financier", "ressources-financieres"],
    )


@pytest.mark.usefixtures("corpus")
def test_what_people_type_is_never_an_error() -> None:
    for query in (
        "budget (2024)",
        "l'",
        "C++ / R&D",
        '"eaux usées"',
        "a AND",
        "-",
        "?",
        "«",
        "a:b:c",
    ):
        assert isinstance(found(query), list), query


@pytest.mark.usefixtures("corpus")
def test_a_colon_is_punctuation_unless_a_field_comes_before_it() -> None:
    assert found("projets : état") == ["projets"]
    assert found("Projets: état") == ["projets"]
    assert found("title:arbres") == ["arbres"]
    either = found('title:"eau des plages" OR name:arbres')
    assert sorted(either) == ["arbres", "qualite-eau"]


@pytest.mark.usefixtures("corpus")
def test_the_callers_own_settings_win() -> None:
    assert found("portefeuille") == ["budget-de-depenses"]
    assert found("portefeuille", qf="title") == []
    assert len(found("*:*")) == len(CORPUS)


@pytest.mark.usefixtures("portal")
def test_titles_are_sorted_without_regard_to_accents_case_or_quotes() -> None:
    create_organization()
    titles = ["Zones", "Écoles", "arbres", "« Eaux »", "Emplois"]
    for rank, title in enumerate(titles):
        create_dataset(name=f"jeu-{rank}", title=title)
    names = found("*:*", sort="title_string asc")
    expected = ["arbres", "« Eaux »", "Écoles", "Emplois", "Zones"]
    assert [titles[int(name[-1])] for name in names] == expected


@pytest.mark.usefixtures("corpus")
def test_a_name_is_completed_without_its_accents() -> None:
    found = act("package_autocomplete", q="bibliotheq")
    assert [item["name"] for item in found] == ["bibliotheques"]
    assert [item["name"] for item in act("package_autocomplete", q="depen")] == [
        "budget-de-depenses"
    ]


def analysed(text: str, stage: str) -> list[str]:
    """Return the words that Solr makes of a text when it indexes or queries."""
    query = {"analysis.fieldtype": "text", "analysis.fieldvalue": text, "analysis.query": text}
    address = f"{tk.config['solr_url']}/analysis/field?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(address) as answer:
        steps = json.load(answer)["analysis"]["field_types"]["text"][stage]
    return [token["text"] for token in steps[-1]]


def test_every_long_form_is_indexed_under_its_acronym() -> None:
    """A line of the list that isn't written as the analyser sees words would never match."""
    lines = (SOLR_CONFIG / "synonyms_fr.txt").read_text("utf-8").splitlines()
    groups = [line.split(", ") for line in lines if line and not line.startswith("#")]
    assert len(groups) > 40
    for acronym, *long_forms in groups:
        (stem,) = analysed(acronym, "query")
        assert all(stem in analysed(form, "index") for form in long_forms), acronym


def test_no_acronym_is_a_word_that_searches_ignore() -> None:
    ignored = set((SOLR_CONFIG / "stopwords_fr.txt").read_text("utf-8").split())
    lines = (SOLR_CONFIG / "synonyms_fr.txt").read_text("utf-8").splitlines()
    acronyms = {line.split(",")[0] for line in lines if line and not line.startswith("#")}
    assert not acronyms & ignored
