"""A schema that accepts less, or that no longer has what it had, is told; one that adds isn't."""

import json

import pytest

from pipelines.history import Break, breaking_changes
from pipelines.history.schema_changes import emptied
from pipelines.messages import LANGUAGES, message


def field(name: str, kind: str = "string", title: str = "", **constraints: object) -> dict:
    """Return the descriptor of a field."""
    return {"name": name, "type": kind, "title": title or name, "constraints": constraints}


def codes(old: list[dict], new: list[dict], old_key: str = "", new_key: str = "") -> list[str]:
    """Return the codes of the breaks; each letter of a key is a column."""
    return [found.code for found in breaking_changes(old, new, old_key, new_key)]


def constrained(kind: str, old: dict, new: dict) -> list[Break]:
    """Return the breaks of a column whose constraints change."""
    return list(breaking_changes([field("c", kind, **old)], [field("c", kind, **new)], [], []))


def test_the_same_schema_breaks_nothing() -> None:
    same = [field("a", "number", minimum=0, enum=["1", "2"], required=True), field("b", "date")]
    assert codes(same, same, "ab", "ba") == []


def test_a_new_column_and_another_order_break_nothing() -> None:
    assert codes([field("a"), field("b")], [field("b"), field("z", "date"), field("a")]) == []


def test_a_column_removed_is_told() -> None:
    found = breaking_changes([field("cout"), field("b")], [field("b"), field("z")], [], [])
    assert found == (Break("history-column-removed", {"column": "cout"}),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (field("montant", "number", "Coût total"), field("cout", "number", "coût  total")),
        (field("montant_total", "number"), field("montant_totaux", "number")),
        (field("mrc", "string", "MRC"), field("code_mrc", "string", "MRC")),
    ],
)
def test_a_column_of_the_same_title_or_of_a_near_name_is_renamed(old: dict, new: dict) -> None:
    found = breaking_changes([old], [new], [], [])
    assert found == (Break("history-column-renamed", {"column": old["name"], "new": new["name"]}),)


def test_the_surest_name_is_taken_first_and_once() -> None:
    old = [field("nom_a", title="A"), field("nom_b", title="B")]
    new = [field("nom_c", title="B")]
    assert breaking_changes(old, new, [], []) == (
        Break("history-column-removed", {"column": "nom_a"}),
        Break("history-column-renamed", {"column": "nom_b", "new": "nom_c"}),
    )


def test_a_renamed_column_may_be_narrowed_too_and_its_key_follows() -> None:
    old, new = [field("a", "number", "Code")], [field("b", "integer", "Code")]
    assert codes(old, new, "a", "b") == ["history-column-renamed", "history-type-narrowed"]


@pytest.mark.parametrize(
    ("old", "new", "breaks"),
    [
        ("string", "integer", True), ("string", "date", True), ("any", "number", True),
        ("number", "integer", True), ("integer", "year", True), ("date", "datetime", True),
        ("date", "integer", True), ("boolean", "integer", True), ("datetime", "date", True),
        ("integer", "number", False), ("year", "integer", False), ("year", "number", False),
        ("date", "string", False), ("boolean", "string", False), ("integer", "any", False),
        ("string", "any", False), ("any", "string", False), ("geopoint", "string", False),
    ],
)  # fmt: skip
def test_a_type_breaks_when_it_accepts_less(old: str, new: str, breaks: bool) -> None:
    assert codes([field("a", old)], [field("a", new)]) == ["history-type-narrowed"] * breaks


@pytest.mark.parametrize(
    ("old", "new", "breaks"),
    [("default", "email", True), ("email", "uri", True), ("email", "default", False),
     ("email", "email", False)],
)  # fmt: skip
def test_a_format_of_texts_breaks_when_it_is_another(old: str, new: str, breaks: bool) -> None:
    before, after = ({**field("a"), "format": kind} for kind in (old, new))
    assert codes([before], [after]) == ["history-format-changed"] * breaks


@pytest.mark.parametrize(
    ("kind", "old", "new", "code"),
    [
        ("string", {}, {"required": True}, "history-required"),
        ("string", {"required": False}, {"required": True}, "history-required"),
        ("string", {}, {"unique": True}, "history-unique"),
        ("string", {}, {"enum": ["a"]}, "history-enum-added"),
        ("string", {"enum": ["a", "b"]}, {"enum": ["b", "c"]}, "history-enum-reduced"),
        ("integer", {}, {"minimum": 0}, "history-minimum"),
        ("integer", {"minimum": 9}, {"minimum": "10"}, "history-minimum"),
        ("number", {"minimum": 0}, {"exclusiveMinimum": 0}, "history-exclusive-minimum"),
        ("number", {"exclusiveMinimum": 0}, {"minimum": 1}, "history-minimum"),
        ("number", {}, {"maximum": 9}, "history-maximum"),
        ("number", {"maximum": 9}, {"exclusiveMaximum": 9}, "history-exclusive-maximum"),
        ("date", {"maximum": "2025-01-01"}, {"maximum": "2024-12-31"}, "history-maximum"),
        ("date", {"minimum": "2000-01-01"}, {"minimum": "2000-01-02"}, "history-minimum"),
        ("string", {}, {"minLength": 1}, "history-min-length"),
        ("string", {"minLength": 1}, {"minLength": 2}, "history-min-length"),
        ("string", {}, {"maxLength": 9}, "history-max-length"),
        ("string", {"maxLength": 10}, {"maxLength": 9}, "history-max-length"),
        ("string", {}, {"pattern": "a+"}, "history-pattern"),
        ("string", {"pattern": "a*"}, {"pattern": "a+"}, "history-pattern"),
    ],
)
def test_a_tighter_rule_breaks_and_the_looser_one_does_not(
    kind: str, old: dict, new: dict, code: str
) -> None:
    assert [found.code for found in constrained(kind, old, new)] == [code]
    loosened = {found.code for found in constrained(kind, new, old)}
    assert loosened <= {"history-enum-reduced", "history-pattern"}  # these two lose on both sides
    assert constrained(kind, new, new) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"minimum": 1}, {"exclusiveMinimum": 0}),
        ({"minimum": "5"}, {"minimum": "5.0"}),
        ({"maximum": 5, "exclusiveMaximum": 4}, {"exclusiveMaximum": 4}),
        ({"enum": ["1", "2"]}, {"enum": [2, 1, 3]}),
    ],
)
def test_a_rule_that_says_no_less_breaks_nothing(old: dict, new: dict) -> None:
    assert constrained("number", old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", "a", "history-key-added"),
        ("a", "", "history-key-removed"),
        ("a", "b", "history-key-changed"),
        ("a", "ab", "history-key-changed"),
    ],
)
def test_another_key_breaks(old: str, new: str, code: str) -> None:
    columns = [field("a"), field("b")]
    assert codes(columns, columns, old, new) == [code]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            Break(
                "history-type-narrowed", {"column": "a", "old_type": "string", "new_type": "date"}
            ),
            "Le type de la colonne « a » passe de « texte » à « date AAAA-MM-JJ ».",
        ),
        (
            Break("history-enum-reduced", {"column": "a", "values": ("x",), "count": 1}),
            "La colonne « a » n’accepte plus cette valeur : « x ».",
        ),
        (
            Break("history-max-length", {"column": "a", "length": 1200}),
            "La colonne « a » n’accepte plus de texte de plus de 1 200 caractères.",
        ),
        (
            Break("history-key-changed", {"old_key": ("a",), "new_key": ("b", "c")}),
            "La clé de la table change : « a » devient « b », « c ».",
        ),
    ],
)
def test_a_break_is_told_in_french(found: Break, sentence: str) -> None:
    assert found.sentence().replace("\u00a0", " ") == sentence


def test_a_break_is_told_in_each_language() -> None:
    old = [field("a", "geopoint"), field("b", enum=list("abcdefghijklmno")), field("c")]
    new = [field("a", "geojson"), field("b", enum=["a"]), field("d")]
    for found in breaking_changes(old, new, ["a"], ["b"]):
        assert len({found.sentence(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(("before", "after", "told"), [(0, 0, 0), (0, 3, 0), (3, 1, 0), (3, 0, 1)])
def test_a_table_that_has_no_row_any_more_breaks(before: int, after: int, told: int) -> None:
    assert [found.code for found in emptied(before, after)] == ["history-emptied"] * told


@pytest.mark.parametrize(("rows", "said"), [(1, "1 ligne disparaît"), (1200, "1 200 lignes")])
def test_the_rows_that_go_away_are_counted(rows: int, said: str) -> None:
    (found,) = emptied(rows, 0)
    assert said in found.sentence().replace("\u00a0", " ")


def test_a_break_that_was_kept_as_json_is_told_alike() -> None:
    old = [field("a"), field("b", enum=["x", "y"])]
    found = breaking_changes(old, [field("a", "number"), field("b", enum=["x"])], ["a"], ["a", "b"])
    for item in (*found, *emptied(2, 0)):
        kept = json.loads(json.dumps({"code": item.code, "values": item.values}))
        for language in LANGUAGES:
            said = message(kept["code"], language, **kept["values"])
            assert (said, "[" in said) == (item.sentence(language), False)
    assert "«\u00a0texte\u00a0» à «\u00a0nombre\u00a0»" in found[0].sentence()
