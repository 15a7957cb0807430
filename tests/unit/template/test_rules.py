"""Rules in plain words."""

import pytest

from pipelines.template import columns_of
from pipelines.template.choices import Choices, choices_of
from pipelines.template.rules import digits, rules_said
from schemas import TableSchema, list_schemas, load_schema


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("[0-9]{5}", (5, 5)), ("[0-9]{1,4}", (1, 4)), ("[0-9]+", (1, 0)), (r"\d{2}", (2, 2)),
        ("[0-9]", (1, 1)), ("[0-9]{2}[1-9]?", None), ("[A-Z]{2}", None), ("", None),
    ],
)  # fmt: skip
def test_a_pattern_of_digits_says_how_many(pattern: str, found: tuple | None) -> None:
    assert digits(pattern) == found


@pytest.mark.parametrize(
    ("constraints", "said"),
    [
        ({"minimum": 0, "maximum": 9}, ("Au moins 0.", "Au plus 9.")),
        ({"pattern": "[0-9]{5}"}, ("Nombre de chiffres\u00a0: 5, zéros du début compris.",)),
        ({"unique": True}, ("Chaque valeur ne sert qu’une fois.",)),
        ({"required": True}, ()),
    ],
)
def test_each_rule_is_one_sentence(constraints: dict, said: tuple[str, ...]) -> None:
    assert rules_said(constraints, None, "fr") == said


def test_few_values_are_named_and_many_counted() -> None:
    few, many = Choices(("a", "b")), Choices(tuple("abcdefghijk"))
    assert rules_said({}, few, "fr")[0].endswith("«\u00a0a\u00a0», «\u00a0b\u00a0».")
    assert rules_said({}, many, "fr") == ("Une des 11 valeurs permises.",)


def test_a_list_makes_the_pattern_superfluous() -> None:
    choices = Choices(("01",), reference="mrc")
    assert len(rules_said({"pattern": "[0-9]{2}"}, choices, "fr")) == 1


def test_a_key_to_a_reference_dataset_gives_its_codes_with_their_names() -> None:
    regions = choices_of(load_schema("municipalites/1.0.0"))["code_region"]
    assert regions.values[0] == "01"
    assert regions.names[0] == "Bas-Saint-Laurent"
    assert len(regions.values) == len(regions.names) == 17


def test_the_names_of_a_reference_dataset_need_no_other_name() -> None:
    assert choices_of(load_schema("municipalites/1.0.0"))["nom_region"].names == ()


@pytest.mark.parametrize("name", list_schemas())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_schema_can_be_said(name: str, language: str) -> None:
    schema = load_schema(name)
    columns = columns_of(schema, language)
    assert [column.name for column in columns] == [field.name for field in schema.fields]
    assert len({column.heading for column in columns}) == len(columns)


def test_a_title_that_comes_twice_gives_way_to_the_name() -> None:
    text = """{"fields": [
      {"name": "a", "type": "string", "title": "T"}, {"name": "b", "type": "geojson", "title": "T"}
    ]}"""
    columns = columns_of(TableSchema("x", "1.0.0", "X", (), (), (), text))
    assert [(column.heading, column.kind) for column in columns] == [
        ("a", "texte"), ("b", "geojson"),
    ]  # fmt: skip


def test_a_column_that_is_the_key_alone_is_required_and_unique() -> None:
    text = '{"fields": [{"name": "a", "type": "string"}], "primaryKey": "a"}'
    (column,) = columns_of(TableSchema("x", "1.0.0", "X", (), ("a",), (), text))
    assert column.required
    assert column.rules == ("Chaque valeur ne sert qu’une fois.",)
