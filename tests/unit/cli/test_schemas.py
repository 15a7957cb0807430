"""`schemas` and `schema`: what files can be checked against, in plain words."""

import json

import pytest

from pipelines.cli.main import main
from schemas import list_schemas, load_schema

Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize("verb", ["schemas", "schémas"])
def test_every_schema_is_listed_with_its_size(verb: str, capsys: Said) -> None:
    assert main([verb]) == 0
    said = capsys.readouterr().out
    assert all(name.replace("/", " ") in said for name in list_schemas())
    assert "    14 colonnes, 7 lignes d’exemple" in said


@pytest.mark.parametrize("name", list_schemas())
def test_a_schema_shows_each_column_and_its_rules(name: str, capsys: Said) -> None:
    assert main(["schema", name]) == 0
    said = capsys.readouterr().out
    for number, field in enumerate(load_schema(name).fields, start=1):
        assert f"\n{number}. {field.title} ({field.name})\n" in said


def test_a_schema_may_be_named_without_its_version(capsys: Said) -> None:
    assert main(["schéma", "mrc"]) == 0
    assert capsys.readouterr().out.startswith("mrc 1.0.0\n")


def test_a_long_list_of_values_is_shown_whole(capsys: Said) -> None:
    main(["schema", "municipalites"])
    assert "Village naskapi" in capsys.readouterr().out.replace("\n    ", " ")


def test_the_descriptor_is_the_schema_itself(capsys: Said) -> None:
    assert main(["schema", "mrc", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == load_schema("mrc/1.0.0").descriptor


@pytest.mark.parametrize(
    ("name", "closest"),
    [("municipalité", "municipalites"), ("budget-de", "budget-de-depenses"), ("mcr", "mrc")],
)
def test_an_unknown_name_is_answered_with_the_closest(
    name: str, closest: str, capsys: Said
) -> None:
    assert main(["schema", name]) == 2
    assert f"Essayez\u00a0: {closest}." in capsys.readouterr().err


def test_a_name_like_no_other_is_answered_with_all(capsys: Said) -> None:
    assert main(["schema", "zzz"]) == 2
    said = capsys.readouterr().err
    assert all(name.split("/")[0] in said for name in list_schemas())
