"""The dataset form is the portal's metadata schema: it takes what the portal holds as it is."""

import json
from pathlib import Path

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp

from tests.extension.catalogue.records import (
    CATEGORY,
    act,
    create_dataset,
    create_organization,
    dataset,
)

pytestmark = pytest.mark.usefixtures("portal")

# What CKAN works out itself, so that a copy can't equal the portal's, and why.
COMPUTED = {
    "creator_user_id": "the account that creates the copy",
    "metadata_created": "the moment of the copy",
    "metadata_modified": "the moment of the copy",
    "num_resources": "counted from the resources, of which the sample keeps a few",
    "num_tags": "counted from the tags, which the sample leaves out",
    "organization": "the copy's organisation, checked by its id (owner_org)",
    "groups": "the copy's categories, checked by their names",
    "resources": "checked one by one",
}
COMPUTED_IN_RESOURCE = {
    "metadata_modified": "the moment of the copy",
    "tracking_summary": "visits counted by the portal, which CKAN takes out of what it stores",
    "url": "CKAN rebuilds the address of an uploaded file from its own address",
}
EMBEDDED = {
    **dataset(),
    "id": "0b5e0c3c-0d1c-4d9c-8a57-3f5d1c1a2b3c",
    "author": "Direction des données ouvertes",
    "author_email": "donnees@example.org",
    "extras_donnees_reference": [],
    "extras_flag_donnees_normalise": "",
    "extras_metadata_modified": "",
    "inv_access_level": "open",
    "inv_data_hosting": "",
    "inv_data_location": "quebec_canada",
    "inv_esd": [],
    "inv_key_data": [],
    "inv_official_source": [],
    "inv_reason_not_open": "",
    "inv_security_classification": "Public",
    "inventory_metadata": [],
    "isopen": True,
    "license_title": "Attribution (CC-BY 4.0)",
    "license_url": "https://www.donneesquebec.ca/licence/#cc-by",
    "maintainer": None,
    "maintainer_email": None,
    "methodologie": "",
    "private": False,
    "spatial_data": "Non",
    "state": "active",
    "temporal": "",
    "type": "dataset",
    "url": "",
    "version": None,
    "groups": [CATEGORY],
    "resources": [
        {
            "id": "5f0e7c1a-4bd3-4a53-9a0d-2e2f7d1f3c11",
            "name": "Budgets et crédits 2026-2027",
            "url": "https://example.org/budget_2026-2027.csv",
            "description": "",
            "format": "CSV",
            "resource_type": "donnees",
            "taille_entier": 1,
            "hash": "f391c3ef8d3e7a8bca68a386d7086791",
            "ignore_hash": True,
            "last_modified": "2026-08-24T12:54:48.845371",
            "mimetype": "text/csv",
            "mimetype_inner": None,
            "relidi_condon_boolee": "n/a",
            "relidi_condon_datheu": "oui",
            "relidi_condon_nombre": "non",
            "relidi_condon_valinc": "oui",
            "relidi_confic_epsg": "n/a",
            "relidi_confic_pascom": "oui",
            "relidi_confic_separateur_virgule": "oui",
            "relidi_confic_utf8": "oui",
            "relidi_description_champs": "relidi.descha.foudoc",
            "relidi_ressource_complementaire": ["relidi.rescom"],
            "size": 765994,
            "tracking_summary": {"total": 0, "recent": 0},
        }
    ],
}


def copied(original: dict) -> dict:
    """Create through the API what `package_show` gave, and show it again."""
    for group in original.get("groups", []):
        act("group_create", **{key: group[key] for key in ("name", "title")})
    organization = {"name": "sct", "title": "SCT", **original.get("organization", {})}
    keys = ("id", "name", "title")
    act("organization_create", **{k: organization[k] for k in keys if k in organization})
    sent = {**original, "groups": [{"name": group["name"]} for group in original.get("groups", [])]}
    made = act("package_create", **sent)
    return act("package_show", id=made["id"])


def differences(original: dict, copy: dict, computed: dict[str, str]) -> dict:
    return {
        key: (value, copy.get(key))
        for key, value in original.items()
        if key not in computed and copy.get(key) != value
    }


def assert_same_dataset(original: dict, copy: dict) -> None:
    assert differences({**original, "owner_org": copy["owner_org"]}, copy, COMPUTED) == {}
    names = [group["name"] for group in original.get("groups", [])]
    assert [group["name"] for group in copy["groups"]] == names
    assert len(copy["resources"]) == len(original["resources"])
    for given, shown in zip(original["resources"], copy["resources"], strict=True):
        assert differences(given, shown, COMPUTED_IN_RESOURCE) == {}


def test_a_record_of_the_portal_survives_a_round_trip() -> None:
    assert_same_dataset(EMBEDDED, copied(EMBEDDED))


def test_the_real_record_of_the_infrastructure_dashboard_survives(real_files: Path) -> None:
    name = "package_show_tableau-de-bord-des-projets-d-infrastructures_trimmed.json"
    original = json.loads((real_files / "ckan" / name).read_text("utf-8"))["result"]
    copy = copied(original)
    assert_same_dataset(original, copy)
    assert copy["owner_org"] == original["owner_org"]


def test_the_real_record_of_the_contracts_survives(real_files: Path) -> None:
    """Its sample lost its required fields, which the test gives it; the rest must be equal."""
    file = real_files / "ckan" / "seao_package_show_trimmed.json"
    original = {**dataset(), **json.loads(file.read_text("utf-8"))["result"]}
    assert_same_dataset(original, copied(original))


def test_the_fields_of_a_publication_are_given_back() -> None:
    create_organization()
    provenance = {"source": "budget", "rows_read": 904, "repairs": [{"code": "x", "count": 2}]}
    written = {
        "name": "Fichier original",
        "url": "https://example.org/b.csv",
        "role": "original",
        "publication": "2026-2027",
        "schema": "budget-de-depenses/1.0.0",
        "hash": "a" * 64,
        "provenance": json.dumps(provenance),
    }
    made = create_dataset(
        version="2026-2027", donnees_fictives=True, derogation="**C2** : « ; »", resources=[written]
    )
    shown = act("package_show", id=made["id"])
    assert (shown["version"], shown["donnees_fictives"]) == ("2026-2027", "true")
    assert shown["derogation"] == "**C2** : « ; »"
    assert differences({**written, "provenance": provenance}, shown["resources"][0], {}) == {}


@pytest.mark.parametrize(
    "field",
    ["title", "notes", "owner_org", "extras_organisation_principale", "license_id"]
    + ["update_frequency", "ext_spatial", "language", "name"],
)
def test_what_the_portal_requires_is_required(field: str) -> None:
    create_organization()
    with pytest.raises(tk.ValidationError) as refused:
        create_dataset(**{field: ""})
    assert field in refused.value.error_dict


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("update_frequency", "annuel"),
        ("language", "DE"),
        ("donnees_fictives", "peut-être"),
        ("temporal", "du 1er avril au 31 mars"),
        ("temporal", "2024-02-30/2024-03-31"),
        ("temporal", "2025-03-31/2024-04-01"),
    ],
)
def test_a_value_that_means_nothing_is_refused(field: str, value: str) -> None:
    create_organization()
    with pytest.raises(tk.ValidationError) as refused:
        create_dataset(**{field: value})
    assert list(refused.value.error_dict) == [field]


@pytest.mark.parametrize("value", ["Oui", "yes", "o", "N/A"])
def test_a_guideline_takes_the_portals_three_values_only(value: str) -> None:
    create_organization()
    resource = {"name": "r", "url": "https://example.org", "relidi_confic_utf8": value}
    with pytest.raises(tk.ValidationError):
        create_dataset(resources=[resource])


@pytest.mark.parametrize(
    "value", ["2024-04-01/2025-03-31", "2024", "2020-01/2024-12", "2015-01-01/..", "../2019", ""]
)
def test_a_period_may_be_partial_or_open(value: str) -> None:
    create_organization()
    assert create_dataset(temporal=value)["temporal"] == value


@pytest.mark.parametrize("frequency", ["archives", "bimonthly", "fortnightly"])
def test_a_frequency_the_portal_no_longer_offers_is_kept_but_not_proposed(
    app: CKANTestApp, frequency: str
) -> None:
    """An old record keeps its value through the form; a new record can't choose it."""
    create_organization()
    made = create_dataset(update_frequency=frequency)
    headers = {"Authorization": factories.SysadminWithToken()["token"]}
    option = f'<option value="{frequency}"'
    assert option in app.get(f"/dataset/edit/{made['name']}", headers=headers).body
    assert option not in app.get("/dataset/new", headers=headers).body


def test_the_form_sends_back_what_it_does_not_show(app: CKANTestApp) -> None:
    create_organization()
    resource = {"name": "r", "url": "https://example.org/r.csv", "provenance": {"rows_read": 4}}
    made = create_dataset(resources=[resource | {"hash": "b" * 64}], inv_esd=["x"])
    headers = {"Authorization": factories.SysadminWithToken()["token"]}
    page = app.get(f"/dataset/edit/{made['name']}", headers=headers).body
    assert '<input type="hidden" name="inv_esd" value="x">' in page
    address = f"/dataset/{made['name']}/resource/{made['resources'][0]['id']}/edit"
    page = app.get(address, headers=headers).body
    assert f'<input type="hidden" name="hash" value="{"b" * 64}">' in page
    assert '<input type="hidden" name="provenance" value="{&#34;rows_read&#34;: 4}">' in page


def test_every_label_and_choice_is_in_both_languages() -> None:
    form = act("scheming_dataset_schema_show", type="dataset", expanded=True)
    for field in form["dataset_fields"] + form["resource_fields"]:
        labels = [field["label"], field.get("help_text", field["label"])]
        labels += [choice["label"] for choice in field.get("choices", [])]
        assert all(set(label) == {"fr", "en"} for label in labels), field["field_name"]
