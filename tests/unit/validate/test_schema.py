"""A schema that isn't one is refused in words that name the wrong part."""

import json
from pathlib import Path

import pytest

from pipelines.messages import Refusal
from pipelines.validate.schema import open_schema, read_schema

LAME = {"fields": ["a"], "reference": {"resource": ""}}
BAD = [
    ([1], "fields"),
    ({}, "fields"),
    ({"fields": "a"}, "fields"),
    ({"fields": [3]}, "fields[1]"),
    ({"fields": [{"type": "integer"}]}, "fields[1].name"),
    ({"fields": [{"name": "a", "type": "entier"}]}, "entier"),
    ({"fields": [{"name": "a", "type": "integer", "constraints": {"pattern": "x"}}]}, "pattern"),
    ({"fields": [{"name": "a", "constraints": {"pattern": "("}}]}, "expression régulière"),
    ({"fields": [{"name": "a", "type": "integer", "constraints": {"minimum": "x"}}]}, "a.constr"),
    ({"fields": [{"name": "a", "constraints": {"enum": "x"}}]}, "fields[1] (a)"),
    ({"fields": [{"name": "a"}, {"name": "a"}]}, "fields (a, a)"),
    ({"fields": [{"name": "a"}], "primaryKey": ["b"]}, "primaryKey"),
    ({"fields": [{"name": "a"}], "foreignKeys": [LAME]}, "foreignKeys"),
]  # fmt: skip


@pytest.mark.parametrize(("descriptor", "place"), BAD)
def test_the_wrong_part_is_named(descriptor: object, place: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_schema(descriptor, "schema.json")
    assert place in str(refused.value)
    assert "not" not in str(refused.value).split()


def test_exclusive_bounds_need_no_declared_version() -> None:
    card = {"name": "a", "type": "integer", "constraints": {"exclusiveMinimum": 3}}
    assert open_schema({"fields": [card]}, "").fields[0].constraints == {"exclusiveMinimum": 3}


def test_a_file_that_is_no_json_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "schéma.json"
    path.write_text('{"fields": [\n{"name": }\n]}', encoding="utf-8")
    with pytest.raises(Refusal, match="ligne 2"):
        read_schema(path)
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(Refusal, match="JSON"):
        read_schema(path)


def test_a_schema_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps({"fields": [{"name": "é"}]}), encoding="utf-8-sig")
    assert read_schema(path).field_names == ["é"]
