"""Honest sets with oddities that harm nobody: all of them must be accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import polars as pl

from pipelines.certification.availability import Uptime
from pipelines.certification.subject import (
    API,
    FILES,
    Attestation,
    EarlierVersion,
    ReceivedFile,
    Subject,
)
from tests.unit.certification.subjects import TODAY, hashed

Change = Callable[[Subject, Random], Subject]


@dataclass(frozen=True)
class Oddity:
    """What is unusual in a set."""

    name: str
    change: Change


ODDITIES: list[Oddity] = []


def odd(change: Change) -> Change:
    """Declare an oddity."""
    ODDITIES.append(Oddity(change.__name__, change))
    return change


def named(subject: Subject, names: Mapping[int, str]) -> Subject:
    """Return the set with some rows under other names, which they always had."""
    shape = subject.reference.shape
    known = {subject.identifiers[row]: text for row, text in names.items()}
    table = subject.table.with_columns(
        pl.col(shape.identifier).replace_strict(known, default=pl.col(shape.name)).alias(shape.name)
    )
    name = pl.col("identifier").replace_strict(known, default=pl.col("name"))
    versions = tuple(
        replace(item, identities=item.identities.with_columns(name=name))
        for item in subject.versions
    )
    return replace(subject, table=table, versions=versions)


@odd
def rows_in_no_order(subject: Subject, chance: Random) -> Subject:
    shuffled = subject.table.sample(fraction=1, shuffle=True, seed=chance.randrange(1_000))
    return replace(subject, table=shuffled)


@odd
def homonyms(subject: Subject, chance: Random) -> Subject:
    """Give two entities one name: only their identifiers and their other cells differ."""
    shape = subject.reference.shape
    others = subject.table.drop(shape.identifier, shape.name).rows()
    first, second = chance.sample(range(len(others)), 2)
    while others[first] == others[second]:  # with the same cells, they would be one entity
        first, second = chance.sample(range(len(others)), 2)
    return named(subject, {second: subject.names[first]})


@odd
def names_of_other_alphabets_and_signs(subject: Subject, chance: Random) -> Subject:
    """Name entities as some are, in syllabics, with dashes, apostrophes, ligatures."""
    names = ["Kuujjuaq ᑰᒃᔪᐊᖅ", "L’Île-d’Orléans – Œuvre", "O'Sullivan", "Saint-Louis-du-Ha! Ha!"]
    rows = chance.sample(range(subject.table.height), len(names))
    return named(subject, dict(zip(rows, names, strict=True)))


@odd
def an_optional_column_is_nearly_empty(subject: Subject, chance: Random) -> Subject:
    optional = [
        item["name"] for item in subject.fields if not item.get("constraints", {}).get("required")
    ]
    name = chance.choice(optional)
    first = subject.table[name].filter(subject.table[name] != "")[0]
    cells = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit(first)).otherwise(pl.lit(""))
    return replace(subject, table=subject.table.with_columns(cells.alias(name)))


@odd
def a_first_version(subject: Subject, _: Random) -> Subject:
    return replace(subject, versions=subject.versions[:1], succeeded=frozenset())


@odd
def a_renamed_entity_and_a_succession(subject: Subject, chance: Random) -> Subject:
    """Have had, before, an entity under a longer name, and one that is gone and followed."""
    newest, before = subject.versions[0], subject.versions[1]
    row = chance.randrange(before.identities.height - 1)
    longer = (
        pl.when(pl.int_range(pl.len()) == row)
        .then(pl.concat_str(pl.lit("Ville de "), "name"))
        .otherwise("name")
    )
    identities = before.identities.with_columns(name=longer)
    return replace(subject, versions=(newest, replace(before, identities=identities)))


@odd
def published_again_without_a_change(subject: Subject, _: Random) -> Subject:
    """Publish the same octets again today: the news are those of before, and recent enough."""
    newest = subject.versions[0]
    again = EarlierVersion(3, TODAY, "Même contenu.", newest.content, newest.identities)
    return replace(subject, versions=(again, *subject.versions))


@odd
def at_the_very_limit_of_its_calendar(subject: Subject, _: Random) -> Subject:
    newest, *others = subject.versions
    late = replace(newest, live_since=TODAY - timedelta(days=46))  # 1.5 times 31 days, and no more
    package = {**subject.package, "update_frequency": "monthly"}
    return replace(subject, versions=(late, *others), package=package)


@odd
def a_guide_a_service_and_other_files(subject: Subject, chance: Random) -> Subject:
    """Come with a guide in PDF, a Shapefile in a zip, a GeoPackage and a file without a label."""
    more = [
        ReceivedFile("Guide", "https://portail.example/guide.pdf", "PDF", kind="pdf"),
        ReceivedFile("Couche", "https://portail.example/couche.zip", "SHP", kind="zip"),
        ReceivedFile("", "https://portail.example/couche.gpkg", "GPKG", kind="gpkg"),
    ]
    whole = [
        replace(
            item, promised=hashed(item.address), sha256=hashed(item.address), status=200, size=9_999
        )
        for item in more
    ]
    chance.shuffle(whole)
    return replace(subject, files=(*subject.files, *whole))


@odd
def nothing_probed_yet(subject: Subject, _: Random) -> Subject:
    return replace(subject, uptimes={})


@odd
def an_hour_that_nobody_probed_and_an_answer_missed(subject: Subject, _: Random) -> Subject:
    """Keep the promise but for one slot, some time being unknown."""
    return replace(
        subject, uptimes={FILES: Uptime(8_627, 8_628, 8_640), API: Uptime(8_627, 8_628, 8_640)}
    )


@odd
def whole_addresses_in_its_catalogue(subject: Subject, _: Random) -> Subject:
    """Be described without prefixes, the licence on the distribution, among other things."""
    dcat = """
<https://portail.example/dataset/essai> a <http://www.w3.org/ns/dcat#Dataset> ;
  <http://purl.org/dc/terms/title> "Essai \\u00e9"@fr ; <http://purl.org/dc/terms/publisher> <a> ;
  <http://www.w3.org/ns/dcat#distribution> <c>, <d> .
<c> <http://purl.org/dc/terms/license> <b> .
<x> a <http://example.org/Thing> .
"""
    json_ld = '{"@graph": [{"@type": ["schema:Dataset"]}, {"@type": "Thing"}]}'
    return replace(subject, dcat=dcat, json_ld=json_ld)


@odd
def attested_a_long_time_ago_but_within_a_year(subject: Subject, _: Random) -> Subject:
    """Be no demonstration: people attested what they must 364 days ago."""
    day = TODAY - timedelta(days=364)
    attested = tuple(
        Attestation(what, "Responsable", day, "https://ministere.gouv.qc.ca/arrete.pdf")
        for what in ("mandate", "method")
    )
    reference = replace(subject.reference, demonstration=False)
    return replace(subject, reference=reference, attestations=attested)
