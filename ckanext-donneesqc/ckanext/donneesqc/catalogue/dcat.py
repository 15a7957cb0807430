"""Describe datasets in DCAT-AP 3 and schema.org: ckanext-dcat's profiles, fed with our fields.

The portal's own fields (update_frequency, ext_spatial, temporal…) are translated into those that
ckanext-dcat knows, with the codes of the European Union's authority tables; nothing is redrawn.
"""

import re

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.dcat.profiles import EuropeanDCATAP3Profile, SchemaOrgProfile
from ckanext.donneesqc.catalogue.territories import territory_label
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS
from rdflib.term import Node

AUTHORITY = "http://publications.europa.eu/resource/authority"
SPDX = Namespace("http://spdx.org/rdf/terms#")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
FRENCH = "fr"

FREQUENCIES = {
    "irregular": "IRREG",
    "continuous": "UPDATE_CONT",
    "hourly": "HOURLY",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "fortnightly": "BIWEEKLY",
    "monthly": "MONTHLY",
    "bimonthly": "BIMONTHLY",
    "quarterly": "QUARTERLY",
    "semiannual": "ANNUAL_2",
    "annual": "ANNUAL",
    "biennial": "BIENNIAL",
    "triennial": "TRIENNIAL",
    "quinquennial": "QUINQUENNIAL",
    "notPlanned": "NOT_PLANNED",
    "asNeeded": "AS_NEEDED",
    "archives": "NEVER",
}
LANGUAGES = {"FR": "FRA", "EN": "ENG", "SP": "SPA"}
SCHEMA_ORG_LANGUAGES = {"FR": "fr", "EN": "en", "SP": "es"}
# A hash says which function made it by its length alone, the portal's old MD5 as our SHA-256.
HASH_FUNCTIONS = {32: "md5", 40: "sha1", 64: "sha256"}
HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")


class DonneesQuebecProfile(EuropeanDCATAP3Profile):
    """Serialise a dataset of the portal in DCAT-AP 3."""

    def graph_from_dataset(self, dataset_dict: dict, dataset_ref: Node) -> None:
        """Add the dataset's triples, its categories as concepts with a French label."""
        super().graph_from_dataset(describe(dataset_dict), dataset_ref)
        for category in dataset_dict.get("groups", ()):
            _add_theme(self.g, dataset_ref, category)

    def graph_from_catalog(self, catalog_dict: dict | None, catalog_ref: Node) -> None:
        """Add the catalogue's triples; its language is French whoever reads it."""
        super().graph_from_catalog(catalog_dict, catalog_ref)
        self.g.remove((catalog_ref, DCTERMS.language, None))
        self.g.add((catalog_ref, DCTERMS.language, URIRef(f"{AUTHORITY}/language/FRA")))


class StructuredDataProfile(SchemaOrgProfile):
    """Serialise a dataset of the portal for search engines (schema.org)."""

    def graph_from_dataset(self, dataset_dict: dict, dataset_ref: Node) -> None:
        """Add the dataset's triples; languages are BCP 47 codes, which schema.org asks for."""
        described = describe(dataset_dict)
        described["language"] = [SCHEMA_ORG_LANGUAGES[code] for code in _languages(dataset_dict)]
        described["license"] = _license_address(dataset_dict)
        super().graph_from_dataset(described, dataset_ref)


def describe(dataset: dict) -> dict:
    """Return the dataset with the keys ckanext-dcat reads; the dataset itself is left as it is."""
    title = described_title(dataset)
    return {
        **dataset,
        "title": title,
        "title_translated": {FRENCH: title},
        "notes_translated": {FRENCH: dataset.get("notes") or ""},
        "frequency": _frequency(dataset),
        "language": [f"{AUTHORITY}/language/{LANGUAGES[code]}" for code in _languages(dataset)],
        "spatial_text": _territory(dataset),
        **_period(dataset.get("temporal") or ""),
        "contact_name": dataset.get("maintainer") or dataset.get("author"),
        "contact_email": dataset.get("maintainer_email") or dataset.get("author_email"),
        "access_rights": _access_rights(dataset),
        "resources": [_describe_resource(item, dataset) for item in dataset.get("resources", ())],
    }


def described_title(dataset: dict) -> str:
    """Return the title for whoever meets it away from the portal: a made-up dataset says so."""
    title = dataset.get("title", "")
    return f"Données fictives – {title}" if dataset.get("donnees_fictives") else title


def _frequency(dataset: dict) -> str | None:
    code = FREQUENCIES.get(dataset.get("update_frequency", ""))
    return f"{AUTHORITY}/frequency/{code}" if code else None


def _languages(dataset: dict) -> list[str]:
    """Return the portal's language codes one by one: FR_EN and FR,EN are two languages."""
    codes = re.split(r"[_,]", dataset.get("language") or "FR")
    return [code for code in codes if code in LANGUAGES]


def _territory(dataset: dict) -> str | None:
    slug = dataset.get("ext_spatial")
    return territory_label(slug, FRENCH) if slug else None


def _period(text: str) -> dict[str, str]:
    """Split AAAA-MM-JJ/AAAA-MM-JJ; an open end is left out."""
    start, _, end = text.partition("/")
    bounds = {"temporal_start": start, "temporal_end": end}
    return {key: day for key, day in bounds.items() if day not in ("", "..")}


def _access_rights(dataset: dict) -> str | None:
    is_open = dataset.get("inv_access_level", "open") == "open"
    return f"{AUTHORITY}/access-right/PUBLIC" if is_open else None


def _describe_resource(resource: dict, dataset: dict) -> dict:
    is_file = resource.get("url_type") == "upload"
    address = _file_address(resource) if is_file else resource.get("url")
    described = {
        **resource,
        "name_translated": {FRENCH: resource.get("name") or ""},
        "access_url": address,
        "download_url": address if is_file else None,
        "license": _license_address(dataset),
        "language": [f"{AUTHORITY}/language/{LANGUAGES[code]}" for code in _languages(dataset)],
        "mimetype": _media_type(resource.get("mimetype")),
        "issued": resource.get("created"),
        "modified": resource.get("last_modified") or resource.get("metadata_modified"),
        **_checksum(resource.get("hash") or ""),
    }
    # The pipeline's own object; ckanext-dcat would read another meaning in this name.
    described.pop("provenance", None)
    return described


def _file_address(resource: dict) -> str:
    """Return the address of an uploaded file, without the language of who asks for it."""
    return tk.url_for(
        "dataset_resource.download",
        id=resource["package_id"],
        resource_id=resource["id"],
        filename=resource["url"].rpartition("/")[2],
        _external=True,
        locale="default",
    )


def _license_address(dataset: dict) -> str | None:
    """Return the address of the licence's text, the same for every portal that uses the licence."""
    known = model.Package.get_license_register().get(dataset.get("license_id") or "")
    return (known and getattr(known, "reference", None)) or dataset.get("license_url")


def _media_type(name: str | None) -> str | None:
    return f"{MEDIA_TYPES}/{name}" if name and "/" in name and ":" not in name else name


def _checksum(digest: str) -> dict[str, str | None]:
    """Return a hash with its function; one that can't be recognised is not passed on."""
    function = HASH_FUNCTIONS.get(len(digest)) if HEXADECIMAL.fullmatch(digest) else None
    if not function:
        return {"hash": None}
    return {"hash": digest, "hash_algorithm": str(SPDX[f"checksumAlgorithm_{function}"])}


def _add_theme(graph: Graph, dataset_ref: Node, category: dict) -> None:
    address = URIRef(
        tk.url_for("group.read", id=category["name"], _external=True, locale="default")
    )
    label = category.get("title") or category["name"]
    graph.add((dataset_ref, DCAT.theme, address))
    graph.add((address, RDF.type, SKOS.Concept))
    graph.add((address, SKOS.prefLabel, Literal(label, lang=FRENCH)))
