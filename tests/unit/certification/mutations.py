"""Sets that look right and aren't: each mutation breaks one criterion, where chance picks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from random import Random
from typing import Any

import polars as pl

from pipelines.certification.availability import Uptime
from pipelines.certification.criteria.identifier_check import RULE
from pipelines.certification.subject import API, FILES, Answered, Subject
from pipelines.matching.names import folded
from pipelines.sources import Promises
from tests.unit.certification.subjects import TODAY, hashed

Change = Callable[[Subject, Random], Subject]


@dataclass(frozen=True)
class Mutation:
    """What was done to a set, and the tests that must refuse it, the first its own."""

    name: str
    codes: tuple[str, ...]
    change: Change


MUTATIONS: list[Mutation] = []


def breaks(*codes: str) -> Callable[[Change], Change]:
    """Declare a mutation: its own test's code first, then others that may refuse it too."""

    def declare(change: Change) -> Change:
        MUTATIONS.append(Mutation(change.__name__, codes, change))
        return change

    return declare


def with_cell(subject: Subject, row: int, **cells: str) -> Subject:
    """Return the set with cells of one row changed."""
    index = pl.int_range(pl.len())
    changed = subject.table.with_columns(
        pl.when(index == row).then(pl.lit(value)).otherwise(pl.col(name)).alias(name)
        for name, value in cells.items()
    )
    return replace(subject, table=changed)


def some_row(subject: Subject, chance: Random) -> int:
    """Return one of the rows."""
    return chance.randrange(subject.table.height)


def with_identifier(subject: Subject, chance: Random, change: Callable[[str], str]) -> Subject:
    """Return the set with the identifier of one row changed."""
    row = some_row(subject, chance)
    name = subject.reference.shape.identifier
    return with_cell(subject, row, **{name: change(subject.table[name][row])})


def with_field(subject: Subject, chance: Random, **more: Any) -> Subject:
    """Return the set with one column of its schema described otherwise."""
    fields = [dict(field) for field in subject.fields]
    fields[chance.randrange(1, len(fields))].update(more)
    return replace(subject, descriptor={**subject.descriptor, "fields": fields})


def with_package(subject: Subject, **more: Any) -> Subject:
    """Return the set with fields of its description changed."""
    return replace(subject, package={**subject.package, **more})


def with_file(subject: Subject, position: int = 0, **more: Any) -> Subject:
    """Return the set with one file received otherwise."""
    files = list(subject.files)
    files[position] = replace(files[position], **more)
    return replace(subject, files=tuple(files))


def with_versions(subject: Subject, position: int, **more: Any) -> Subject:
    """Return the set with one version told otherwise."""
    versions = list(subject.versions)
    versions[position] = replace(versions[position], **more)
    return replace(subject, versions=tuple(versions))


@breaks("identifier-present", "identifier-persistent", "filled")
def blank_identifier(subject: Subject, chance: Random) -> Subject:
    return with_identifier(subject, chance, lambda _: "")


@breaks("identifier-present", "identifier-form", "identifier-persistent")
def identifier_of_spaces(subject: Subject, chance: Random) -> Subject:
    return with_identifier(subject, chance, lambda _: "\u00a0\u200b")


@breaks("identifier-present", "conformity")
def no_rows(subject: Subject, _: Random) -> Subject:
    return replace(subject, table=subject.table.clear())


@breaks("identifier-unique", "identifier-persistent", "identifier-not-recycled", "twins")
def same_identifier_twice(subject: Subject, chance: Random) -> Subject:
    name = subject.reference.shape.identifier
    return with_cell(subject, 1 + chance.randrange(3), **{name: subject.table[name][0]})


@breaks("identifier-unique", "identifier-form", "identifier-persistent")
def same_identifier_with_an_invisible_character(subject: Subject, _: Random) -> Subject:
    name = subject.reference.shape.identifier
    return with_cell(subject, 2, **{name: subject.table[name][0] + "\u200b"})


@breaks("identifier-unique", "identifier-form", "identifier-persistent")
def same_identifier_in_wide_digits(subject: Subject, _: Random) -> Subject:
    name = subject.reference.shape.identifier
    wide = "".join(
        chr(ord(letter) + 0xFEE0) if letter.isalnum() else letter
        for letter in subject.table[name][0]
    )
    return with_cell(subject, 2, **{name: wide})


@breaks("identifier-form", "identifier-persistent")
def identifier_with_a_soft_hyphen(subject: Subject, chance: Random) -> Subject:
    return with_identifier(subject, chance, lambda text: f"{text[:1]}\u00ad{text[1:]}")


@breaks("identifier-form", "identifier-persistent")
def identifier_with_a_space_after(subject: Subject, chance: Random) -> Subject:
    return with_identifier(subject, chance, lambda text: f"{text} ")


@breaks("identifier-form", "identifier-persistent")
def identifier_with_a_letter_o(subject: Subject, chance: Random) -> Subject:
    row = next(
        row for row, text in enumerate(subject.identifiers) if "0" in text and chance.random() < 0.9
    )
    name = subject.reference.shape.identifier
    return with_cell(subject, row, **{name: subject.table[name][row].replace("0", "O", 1)})


@breaks("identifier-form", "identifier-persistent")
def identifier_that_no_address_can_hold(subject: Subject, chance: Random) -> Subject:
    word = chance.choice(["a/b", "..", "A03.csv", "certification", "x.jsonld"])
    row = some_row(subject, chance)
    return with_cell(subject, row, **{subject.reference.shape.identifier: word})


@breaks("identifier-form", "identifier-persistent")
def identifier_in_arabic_digits(subject: Subject, chance: Random) -> Subject:
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    return with_identifier(subject, chance, lambda text: text.translate(digits))


@breaks("identifier-form")
def schema_without_a_pattern(subject: Subject, _: Random) -> Subject:
    fields = [dict(field) for field in subject.fields]
    for field in fields:
        if field["name"] == subject.reference.shape.identifier:
            field["constraints"] = {"required": True}
    return replace(subject, descriptor={**subject.descriptor, "fields": fields})


@breaks("identifier-persistent", "api-same-as-file", "references", "reference-system")
def entity_gone_without_a_succession(subject: Subject, chance: Random) -> Subject:
    row = chance.randrange(subject.table.height - 1)
    kept = pl.concat([subject.table.head(row), subject.table.slice(row + 1)])
    return replace(subject, table=kept)


@breaks("identifier-persistent")
def identifiers_all_renumbered(subject: Subject, _: Random) -> Subject:
    name = subject.reference.shape.identifier
    past = subject.versions[1]
    before = past.identities.with_columns(pl.col("identifier") + "-1")
    assert name
    return with_versions(subject, 1, identities=before)


@breaks("identifier-not-recycled")
def identifier_given_to_another(subject: Subject, chance: Random) -> Subject:
    row = chance.randrange(subject.table.height - 1)
    return with_cell(subject, row, **{subject.reference.shape.name: "Xkcdville-Zqbourg"})


@breaks("identifier-not-recycled")
def identifiers_shifted_by_one(subject: Subject, _: Random) -> Subject:
    name = subject.reference.shape.name
    shifted = subject.table.with_columns(
        pl.concat([subject.table[name].tail(1), subject.table[name].head(-1)]).alias(name)
    )
    return replace(subject, table=shifted)


@breaks("identifier-not-recycled")
def name_of_another_that_shares_its_common_words(subject: Subject, chance: Random) -> Subject:
    """Give an entity the real name of another, that has the same usual words."""
    name = subject.reference.shape.name
    words = [{*folded(text).split()} for text in subject.names]
    usual = [text for text, _ in Counter(chain.from_iterable(words)).most_common(12)]
    alike = [row for row, own in enumerate(words) if own & {*usual[:1]}]
    first, second = chance.sample(alike[:-1], 2)
    return with_cell(subject, first, **{name: subject.names[second]})


@breaks("identifier-not-recycled")
def identifier_that_was_succeeded_is_given_again(subject: Subject, chance: Random) -> Subject:
    row = some_row(subject, chance)
    return replace(subject, succeeded=subject.succeeded | {subject.identifiers[row]})


@breaks("identifier-check", "references")
def code_of_another_group(subject: Subject, chance: Random) -> Subject:
    """Move an entity to another group without changing its code, which begins with the old one."""
    column = subject.table.columns[2]
    rule = {"column": column, "length": 1}
    fields = [dict(field) for field in subject.fields]
    own = subject.reference.shape.identifier
    known = next((field.get(RULE) for field in fields if field["name"] == own), None) or rule
    for field in fields:
        if field["name"] == own:
            field[RULE] = known
    ruled = replace(subject, descriptor={**subject.descriptor, "fields": fields})
    return with_cell(ruled, some_row(subject, chance), **{known["column"]: "~"})


@breaks("conformity")
def rows_that_break_the_schema(subject: Subject, chance: Random) -> Subject:
    return replace(subject, invalid=1 + chance.randrange(subject.table.height))


@breaks("filled", "columns-described", "schema-declared")
def column_emptied(subject: Subject, chance: Random) -> Subject:
    column = chance.choice(subject.table.columns[2:])
    return replace(subject, table=subject.table.with_columns(pl.lit("").alias(column)))


@breaks("filled")
def required_cell_emptied(subject: Subject, chance: Random) -> Subject:
    return with_cell(subject, some_row(subject, chance), millesime="")


@breaks("values-real", "identifier-not-recycled")
def names_to_come(subject: Subject, _: Random) -> Subject:
    name = subject.reference.shape.name
    some = pl.int_range(pl.len()) % 20 == 0
    changed = pl.when(some).then(pl.lit("à préciser")).otherwise(pl.col(name)).alias(name)
    return replace(subject, table=subject.table.with_columns(changed))


@breaks("values-real")
def missing_written_as_not_available(subject: Subject, chance: Random) -> Subject:
    column = subject.table.columns[-1]
    word = chance.choice([
        "N/D", "null", "-", "99999", "xxx", "Non disponible", "Aucune donnée", "s.o.",
        "à confirmer", "Donnée manquante", "1900-01-01",
    ])  # fmt: skip
    some = pl.int_range(pl.len()) % 10 == 0
    changed = pl.when(some).then(pl.lit(word)).otherwise(pl.col(column)).alias(column)
    return replace(subject, table=subject.table.with_columns(changed))


@breaks("twins")
def entity_given_twice(subject: Subject, chance: Random) -> Subject:
    row = chance.randrange(subject.table.height)
    name = subject.reference.shape.identifier
    last = subject.table[name].max()
    again = subject.table.slice(row, 1).with_columns(pl.lit(f"{last}9"[1:]).alias(name))
    return replace(subject, table=pl.concat([subject.table, again]))


@breaks("references")
def reference_to_nothing(subject: Subject, chance: Random) -> Subject:
    key = subject.descriptor["foreignKeys"][0]["fields"][0]
    rows = [row for row, text in enumerate(subject.table[key]) if text]
    return with_cell(subject, chance.choice(rows), **{key: "777"})


@breaks("references")
def reference_with_the_name_of_another(subject: Subject, chance: Random) -> Subject:
    key = subject.descriptor["foreignKeys"][0]["fields"][1]
    rows = [row for row, text in enumerate(subject.table[key]) if text]
    row = chance.choice(rows)
    others = sorted({*subject.table[key]} - {"", subject.table[key][row]})
    return with_cell(subject, row, **{key: chance.choice(others)})


@breaks("references")
def reference_to_a_set_that_there_is_not(subject: Subject, _: Random) -> Subject:
    return replace(subject, references={})


@breaks("files-unchanged")
def file_swapped_for_another_of_its_size(subject: Subject, _: Random) -> Subject:
    return with_file(subject, sha256=hashed("autre"))


@breaks("files-unchanged")
def two_files_swapped(subject: Subject, _: Random) -> Subject:
    first, second = subject.files
    swapped = with_file(subject, 0, sha256=second.sha256)
    return with_file(swapped, 1, sha256=first.sha256)


@breaks("files-unchanged")
def file_whose_hash_nobody_says(subject: Subject, _: Random) -> Subject:
    return with_file(subject, 1, promised="")


@breaks("files-are-what-they-say", "files-unchanged")
def error_page_that_answers_200(subject: Subject, _: Random) -> Subject:
    return with_file(subject, kind="html", sha256=hashed("<html>"))


@breaks("files-are-what-they-say")
def workbook_called_csv(subject: Subject, _: Random) -> Subject:
    return with_file(subject, 1, format="CSV")


@breaks("api-same-as-file")
def api_with_a_row_less(subject: Subject, _: Random) -> Subject:
    answered = replace(subject.answered, rows=subject.answered.rows - 1)
    return replace(subject, answered=answered)


@breaks("api-same-as-file")
def api_with_a_cell_changed(subject: Subject, _: Random) -> Subject:
    return replace(subject, answered=replace(subject.answered, digest=hashed("autre")))


@breaks("files-answer", "files-unchanged", "files-are-what-they-say")
def file_that_is_gone(subject: Subject, _: Random) -> Subject:
    return with_file(subject, status=404, size=0, sha256="", kind="")


@breaks("files-answer", "api-same-as-file")
def api_that_is_silent(subject: Subject, _: Random) -> Subject:
    return replace(subject, answered=Answered())


@breaks("uptime-files")
def files_down_too_long(subject: Subject, _: Random) -> Subject:
    return replace(subject, uptimes={**subject.uptimes, FILES: Uptime(8_553, 8_640, 8_640)})


@breaks("uptime-api")
def api_down_too_long(subject: Subject, _: Random) -> Subject:
    return replace(subject, uptimes={**subject.uptimes, API: Uptime(8_596, 8_640, 8_640)})


@breaks("uptime-api")
def promise_above_what_was_kept(subject: Subject, _: Random) -> Subject:
    reference = replace(subject.reference, promises=Promises(files=99.0, api=99.99))
    uptimes = {**subject.uptimes, API: Uptime(8_639, 8_640, 8_640)}
    return replace(subject, reference=reference, uptimes=uptimes)


@breaks("open-format", "files-are-what-they-say")
def only_a_workbook(subject: Subject, _: Random) -> Subject:
    return replace(subject, files=subject.files[1:])


@breaks("open-format")
def workbook_and_a_guide_in_csv(subject: Subject, _: Random) -> Subject:
    return with_file(subject, holds_table=False)


@breaks("schema-declared", "identifier-form", "columns-described", "examples")
def no_schema(subject: Subject, _: Random) -> Subject:
    return replace(subject, descriptor={})


@breaks("schema-declared")
def schema_without_the_key(subject: Subject, _: Random) -> Subject:
    return replace(subject, descriptor={**subject.descriptor, "primaryKey": ["millesime"]})


@breaks("schema-declared")
def column_that_the_schema_forgets(subject: Subject, _: Random) -> Subject:
    return replace(subject, table=subject.table.with_columns(pl.lit("1").alias("nouvelle")))


@breaks("schema-declared")
def columns_of_any_type(subject: Subject, chance: Random) -> Subject:
    return with_field(subject, chance, type="any")


@breaks("text-utf8", "identifier-not-recycled", "references")
def scrambled_letters(subject: Subject, _: Random) -> Subject:
    name = subject.reference.shape.name
    row = next(row for row, text in enumerate(subject.table[name]) if "é" in text)
    text = subject.table[name][row].replace("é", "Ã©")
    return with_cell(subject, row, **{name: text})


@breaks("text-utf8")
def file_in_windows_1252(subject: Subject, _: Random) -> Subject:
    return with_file(subject, encoding="cp1252")


@breaks("catalogue-readable")
def catalogue_without_files(subject: Subject, _: Random) -> Subject:
    return replace(subject, dcat=subject.dcat.replace("dcat:distribution", "dcat:keyword"))


@breaks("catalogue-readable")
def json_ld_that_is_no_json(subject: Subject, _: Random) -> Subject:
    return replace(subject, json_ld='{"@type": "Dataset"')


@breaks("reference-system")
def geometry_without_a_system(subject: Subject, _: Random) -> Subject:
    return replace(subject, geometries=(replace(subject.geometries[0], system=""),))


@breaks("reference-system")
def geometry_with_swapped_axes(subject: Subject, _: Random) -> Subject:
    return replace(subject, geometries=(replace(subject.geometries[0], outside=3),))


@breaks("reference-system")
def geometry_of_other_entities(subject: Subject, _: Random) -> Subject:
    other = replace(subject.geometries[0], identifiers=frozenset({"inconnu"}))
    return replace(subject, geometries=(other,))


@breaks("metadata-complete")
def description_that_is_the_title(subject: Subject, _: Random) -> Subject:
    return with_package(subject, notes=subject.package["title"])


@breaks("metadata-complete")
def field_of_invisible_characters(subject: Subject, _: Random) -> Subject:
    return with_package(subject, author="\u200b\u00a0")


@breaks("metadata-complete")
def licence_that_is_not_open(subject: Subject, _: Random) -> Subject:
    return with_package(subject, license_id="cc-by-nc")


@breaks("contact")
def contact_that_nobody_reads(subject: Subject, chance: Random) -> Subject:
    address = chance.choice(["noreply@gouv.qc.ca", "test@test.ca", "a@b.invalid", "courriel"])
    return with_package(subject, author_email=address)


@breaks("contact")
def no_steward(subject: Subject, _: Random) -> Subject:
    return replace(subject, reference=replace(subject.reference, steward=" "))


@breaks("fresh")
def stale(subject: Subject, _: Random) -> Subject:
    old = TODAY - timedelta(days=600)
    first, *rest = subject.versions
    aged = (replace(first, live_since=old), *(replace(v, live_since=old) for v in rest))
    return replace(with_package(subject, update_frequency="annual"), versions=aged)


@breaks("fresh")
def stale_file_with_a_new_date(subject: Subject, _: Random) -> Subject:
    first, second = subject.versions
    same = replace(second, live_since=TODAY - timedelta(days=600), content=first.content)
    changed = with_package(subject, update_frequency="annual")
    return replace(changed, versions=(replace(first, live_since=TODAY), same))


@breaks("fresh")
def calendar_that_says_nothing(subject: Subject, _: Random) -> Subject:
    return with_package(subject, update_frequency="bientot")


@breaks("attested")
def mandate_that_nobody_attests(subject: Subject, _: Random) -> Subject:
    return replace(subject, reference=replace(subject.reference, demonstration=False))


@breaks("columns-described")
def dictionary_of_empty_descriptions(subject: Subject, _: Random) -> Subject:
    fields = [{**field, "description": field["title"]} for field in subject.fields]
    return replace(subject, descriptor={**subject.descriptor, "fields": fields})


@breaks("columns-described")
def dictionary_of_one_description(subject: Subject, _: Random) -> Subject:
    said = "Cette colonne contient la valeur officielle fournie par la source."
    fields = [{**field, "description": said} for field in subject.fields]
    return replace(subject, descriptor={**subject.descriptor, "fields": fields})


@breaks("columns-described")
def dictionary_of_numbered_descriptions(subject: Subject, _: Random) -> Subject:
    fields = [
        {**field, "description": f"Valeur officielle de la colonne numéro {rank} du fichier."}
        for rank, field in enumerate(subject.fields)
    ]
    return replace(subject, descriptor={**subject.descriptor, "fields": fields})


@breaks("examples")
def example_that_breaks_its_rules(subject: Subject, _: Random) -> Subject:
    fields = [dict(field) for field in subject.fields]
    for field in fields:
        if field["name"] == subject.reference.shape.identifier:
            field["example"] = "un exemple"
    return replace(subject, descriptor={**subject.descriptor, "fields": fields})


@breaks("examples")
def example_that_is_none(subject: Subject, chance: Random) -> Subject:
    return with_field(subject, chance, example="xxx")


@breaks("changelog")
def version_without_a_note(subject: Subject, _: Random) -> Subject:
    return with_versions(subject, 1, note=" \u200b")


@breaks("method")
def method_that_repeats_the_description(subject: Subject, _: Random) -> Subject:
    return with_package(subject, methodologie=subject.package["notes"])


@breaks("method")
def method_in_a_word(subject: Subject, _: Random) -> Subject:
    return with_package(subject, methodologie="Compilation.")
