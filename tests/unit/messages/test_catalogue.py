"""Every sentence exists in French and in English, says the same facts and keeps its typography."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from pipelines.messages import LANGUAGES, Refusal, catalogue, message, quoted, shortened

ROOT = Path(__file__).parents[3]
LIBRARY = sorted((ROOT / "pipelines").rglob("*.py"))
PORTAL = sorted((ROOT / "ckanext-donneesqc").rglob("*.py"))
CODES = sorted(catalogue())
SPACES = "\u00a0\u202f"
GEOGRAPHIC = tuple(
    f"geo-{part}-"
    for part in (
        "degrees",
        "ground",
        "in-region",
        "others",
        "per",
        "source",
        "summary",
        "territory",
        "where",
    )
)
COMPUTED = (
    *("match-count-", "match-how-", "match-verdict-"),
    *("certificate-", "characteristic-", "criterion-"),
)
PLACEHOLDER = re.compile(r"{[^}]*}")


def placeholders(text: str) -> set[str]:
    """Return the names between braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", sorted((ROOT / "pipelines/messages/catalogue").iterdir()))
def test_no_code_is_written_twice(file: Path) -> None:
    codes = re.findall(r"^([\w-]+):", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("code", CODES)
def test_a_message_is_in_both_languages_with_the_same_facts(code: str) -> None:
    texts = catalogue()[code]
    assert set(texts) == set(LANGUAGES)
    assert all(text.strip() == text and text for text in texts.values())
    assert placeholders(texts["fr"]) == placeholders(texts["en"])
    assert texts["fr"] != texts["en"]


def faults(text: str) -> list[str]:
    """Return what breaks the typography of the Office québécois de la langue française."""
    rules = {
        "no-break space before « : »": rf"(?<![{SPACES}\d]):(?!//|\d|MM|SS)",
        "no-break space before « % » and « $ »": rf"(?<![{SPACES}])[%$]",
        "no-break space after « « »": rf"«(?![{SPACES}])",
        "no-break space before « » »": rf"(?<![{SPACES}])»",
        "no space before « ; », « ! » and « ? »": rf"[ {SPACES}][;!?]",
        "curly apostrophe": r"\w'\w",
        "no straight quotes": '"',
        "no double space": "  ",
        "one ellipsis character": r"\.\.\.",
    }
    plain = PLACEHOLDER.sub("x", text)
    return [rule for rule, pattern in rules.items() if re.search(pattern, plain)]


@pytest.mark.parametrize("code", CODES)
def test_french_keeps_its_typography(code: str) -> None:
    assert faults(catalogue()[code]["fr"]) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Ligne 3 : vide", True), ("Ligne 3\u00a0: vide", False), ("« x »", True),
        ("«\u00a0x\u00a0»", False), ("Quoi ?", True), ("Quoi?", False), ("l'eau", True),
        ("12 $", True), ("12\u00a0$", False), ("AAAA-MM-JJTHH:MM:SS", False), ("vide ; non", True),
        ("https://x", False),
    ],
)  # fmt: skip
def test_the_check_of_typography_sees_what_it_should(text: str, wrong: bool) -> None:
    assert bool(faults(text)) is wrong


@pytest.mark.parametrize("code", CODES)
def test_words_agree_with_their_number(code: str) -> None:
    assert not any(re.search(r"\((?:s|es|nt|e|x)\)", text) for text in catalogue()[code].values())


@pytest.mark.parametrize("code", CODES)
def test_english_has_no_french_quotes_and_no_space_before_a_colon(code: str) -> None:
    assert not re.search(rf"[«»]|[ {SPACES}][:;!?]", catalogue()[code]["en"])


def used_codes() -> Iterator[tuple[str, str, set[str]]]:
    """Yield (file, code, names of values) of each Refusal, message and Finding made in the code."""
    for path in LIBRARY:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _makes_a_sentence(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    names = {keyword.arg or "**" for keyword in node.keywords} | _keys(node)
                    yield path.relative_to(ROOT).as_posix(), first.value, names


def _keys(call: ast.Call) -> set[str]:
    """Return the names of values that are given in a dict; "**" when it is built apart."""
    if getattr(call.func, "id", "") not in {"Finding", "Notice"}:
        return set()
    if not all(isinstance(argument, ast.Dict) for argument in call.args[1:]):
        return {"**"}
    dicts = (argument for argument in call.args if isinstance(argument, ast.Dict))
    keys = [key for part in dicts for key in part.keys]
    return {str(getattr(key, "value", "**")) for key in keys}


def _makes_a_sentence(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"Refusal", "UnknownSource", "message", "Finding", "Notice"}


@pytest.mark.parametrize(("file", "code", "names"), list(used_codes()))
def test_a_code_in_the_library_is_in_the_catalogue(file: str, code: str, names: set[str]) -> None:
    assert code in catalogue(), file


FINDINGS = {c for f, c, _ in used_codes() if "families" in f} | {"fiscal-year"}
NAMED_BESIDE = ("type-error", "partition-other")  # their facts are gathered beforehand
REFUSALS = [(f, c, n) for f, c, n in used_codes() if "**" not in n and c not in NAMED_BESIDE]


@pytest.mark.parametrize(("file", "code", "names"), REFUSALS)
def test_a_sentence_is_given_every_fact_it_asks_for(file: str, code: str, names: set[str]) -> None:
    if (
        "families" not in file and "fiscal_year" not in file
    ):  # a family's findings are filled by validate, tested there
        assert placeholders(catalogue()[code]["fr"]) <= names, file


def test_every_refusal_ends_with_a_sentence() -> None:
    for _, code, _ in used_codes():
        if code.startswith(("fetch-", "decode-", "column-", "source-", "portal-", "file-")):
            assert catalogue()[code]["fr"].endswith((".", "}")), code


def test_every_sentence_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*LIBRARY, *PORTAL))
    unused = [code for code in CODES if f'"{code}"' not in text and not _is_computed(code)]
    assert unused == []


def _is_computed(code: str) -> bool:
    """Tell a code that is built from a name, or from the reason for which it gives advice."""
    computed = ("constraint-", "type-", "deposit-state-", *COMPUTED, *GEOGRAPHIC)
    return code.startswith(computed) or (
        code.endswith("-advice") and code.removesuffix("-advice") in CODES
    )


def test_a_refusal_speaks_french_and_carries_its_facts() -> None:
    refusal = Refusal("file-missing", path="a.csv")
    assert str(refusal) == message("file-missing", "fr", path="a.csv")
    assert (refusal.code, refusal.values) == ("file-missing", {"path": "a.csv"})


def test_a_code_that_is_not_there_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        message("nothing-like-it")


def test_a_cell_is_quoted_on_one_short_line() -> None:
    assert shortened("a\nb") == "a b"
    assert shortened("x" * 81) == "x" * 79 + "…"
    assert shortened("x" * 80) == "x" * 80


def test_names_are_quoted_in_the_manner_of_each_language() -> None:
    assert quoted(["a", "b"]) == "«\u00a0a\u00a0», «\u00a0b\u00a0»"
    assert quoted(["a", "b"], "en") == "“a”, “b”"
