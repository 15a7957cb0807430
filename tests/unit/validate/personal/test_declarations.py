"""What a schema declares public doesn't block, and is listed as declared."""

import polars as pl
import pytest

from pipelines.decode.batches import ROW, Batch
from pipelines.messages import LANGUAGES, Refusal, catalogue
from pipelines.validate.personal import Declaration, read_declaration, watch_personal
from pipelines.validate.personal.found import PROPERTY
from pipelines.validate.personal.registry import ALL
from tests.unit.validate.personal.people import looked_at

REASON = "Adresse de l’organisme, publiée sur son site"
EMAIL = ["info@exemple.qc.ca"]


def test_what_is_found_blocks_until_it_is_declared_with_a_reason() -> None:
    assert looked_at(EMAIL)[0].blocks
    declared = Declaration(frozenset({"courriel"}), REASON)
    (found,) = looked_at(EMAIL, declaration=declared)
    assert not found.blocks
    assert REASON in found.sentence()


@pytest.mark.parametrize(
    "declaration",
    [Declaration(frozenset({"courriel"}), " "), Declaration(frozenset({"telephone"}), REASON)],
)
def test_a_declaration_of_another_kind_or_without_a_reason_changes_nothing(
    declaration: Declaration,
) -> None:
    assert looked_at(EMAIL, declaration=declaration)[0].blocks


def test_a_declaration_is_read_from_the_field_of_a_schema() -> None:
    field = {"name": "c", PROPERTY: {"kind": ["courriel", "adresse"], "reason": f" {REASON} "}}
    assert read_declaration(field) == Declaration(frozenset({"courriel", "adresse"}), REASON)
    assert read_declaration({"name": "c"}) == Declaration()
    one = {"name": "c", PROPERTY: {"kind": "courriel", "reason": REASON}}
    assert read_declaration(one).kinds == {"courriel"}


@pytest.mark.parametrize("value", ["oui", [], {"kind": 3}, {"kind": ["courriel"], "reason": 4}])
def test_a_declaration_of_another_form_is_refused(value: object) -> None:
    with pytest.raises(Refusal) as stop:
        read_declaration({"name": "c", PROPERTY: value})
    assert stop.value.code == "personal-declaration-form"
    assert PROPERTY in str(stop.value)


def test_a_kind_that_doesn_t_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Refusal) as stop:
        read_declaration({"name": "c", PROPERTY: {"kind": ["email"], "reason": REASON}})
    assert stop.value.code == "personal-declaration-kind"
    assert "courriel" in str(stop.value)


def test_every_kind_has_its_own_name_sentence_and_law() -> None:
    assert len({kind.KIND for kind in ALL}) == len(ALL) == 6
    for kind in ALL:
        assert kind.CODE in catalogue()
        assert kind.SOURCE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_where_what_the_rule_and_what_to_do(language: str) -> None:
    (found,) = looked_at(["", *EMAIL], label="contact")
    text = found.sentence(language)
    for fact in ("contact", "3", "i…@…ca", "53", PROPERTY, "courriel"):
        assert fact in text


def test_batches_add_up_and_values_seen_twice_count_once() -> None:
    watching = watch_personal(["c"])
    for first in (2, 4):
        numbers = pl.Series(ROW, [first, first + 1], dtype=pl.UInt32)
        watching.see(Batch(pl.DataFrame({ROW: numbers, "column_0": ["a@b.ca", "x"]})))
    (found,) = watching.found()
    assert (found.cells, found.distinct, [row for row, _ in found.rows]) == (2, 1, [2, 4])


def test_a_file_without_rows_has_nothing() -> None:
    assert looked_at([]) == ()
    assert watch_personal(["c"]).found() == ()


def test_only_what_a_public_body_has_too_may_be_declared_public() -> None:
    (email,) = looked_at(EMAIL)
    (number,) = looked_at(["046 454 286"], label="NAS")
    for language in LANGUAGES:
        assert PROPERTY in email.sentence(language)
        assert PROPERTY not in number.sentence(language)
