"""The reasons why there is no map are a closed list, and each says what is wrong and what to do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.geo.reasons import REASONS, TOLD, told_for_maps
from pipelines.geo.tally import CODES, OUTSIDE
from pipelines.messages import LANGUAGES, Refusal, catalogue, message

FOLDER = Path(__file__).parents[3] / "pipelines" / "geo"
PREFIX = "geo-"


def made(kind: str) -> Iterator[tuple[str, str, set[str]]]:
    """Yield (file, code, names of values) of each Refusal or Finding made in this piece."""
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == kind and node.args:
                first, names = node.args[0], {item.arg or "**" for item in node.keywords}
                for given in node.args[1:]:
                    keys = given.keys if isinstance(given, ast.Dict) else [None]
                    names |= {str(getattr(key, "value", "**")) for key in keys}
                if isinstance(first, ast.Constant):
                    yield path.name, str(first.value), names


REFUSALS = sorted({(file, code) for file, code, _ in made("Refusal")})
OTHERS = ("classes.py", "summary.py", "rates.py", "palettes.py", "query.py")


@pytest.mark.parametrize(("file", "code"), REFUSALS)
def test_a_refusal_is_one_of_the_reasons(file: str, code: str) -> None:
    assert code in REASONS or file in OTHERS


def test_every_reason_is_given_somewhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    assert [code for code in REASONS if text.count(f'"{code}"') < 2] == []


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_says_what_is_wrong_and_what_to_do(code: str, language: str) -> None:
    assert catalogue()[code][language].endswith(".")
    advice = message(f"{code}-advice", language)
    assert advice.endswith(".")
    assert "{" not in advice


@pytest.mark.parametrize("code", [*CODES, OUTSIDE])
def test_what_is_counted_has_its_sentence(code: str) -> None:
    for language in LANGUAGES:
        for count in (1, 1234):
            assert "{" not in message(code, language, count=count, rows="1, 2")


@pytest.mark.parametrize(("file", "code", "names"), list(made("Refusal")) + list(made("Finding")))
def test_a_sentence_is_given_every_value_it_asks_for(file: str, code: str, names: set[str]) -> None:
    if "**" not in names and file not in OTHERS:
        values = dict.fromkeys(names, 3)
        for language in LANGUAGES:
            assert "{" not in message(code, language, **values)


@pytest.mark.parametrize(
    ("code", "told"), [*TOLD.items(), ("decode-letters", "geo-table-unreadable")]
)
def test_what_reading_tables_refuses_is_told_as_a_reason(code: str, told: str) -> None:
    with pytest.raises(Refusal) as refusal, told_for_maps():
        raise Refusal(code)
    assert refusal.value.code == told


def test_codes_are_in_order() -> None:
    assert list(REASONS) == sorted(REASONS)
    assert all(code.startswith(PREFIX) for code in REASONS)
