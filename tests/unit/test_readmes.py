"""README.md and LISEZMOI.md: the same content twice, and true of the code."""

import re
from pathlib import Path

import pytest
from embedded.settings import Ports, read_ports

from pipelines.cli import codes

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("README.md", "LISEZMOI.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
TOP = {path.name for path in ROOT.iterdir() if path.name != "var"}


def blocks(text: str) -> list[str]:
    return re.findall(r"^```.*?^```", text, re.M | re.S)


def prose(text: str) -> str:
    """Return the text without its blocks of code."""
    return re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)


def headings(text: str) -> list[str]:
    return re.findall(r"^(#+) ", prose(text), re.M)


def anchors(text: str) -> set[str]:
    """Return the addresses that the page's headings get from the forge."""
    titles = re.findall(r"^#+ (.+)$", prose(text), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def table_widths(text: str) -> list[int]:
    return [line.count("|") for line in prose(text).splitlines() if line.startswith("|")]


def code_words(text: str) -> list[str]:
    return [word.replace("\n", " ") for word in re.findall(r"`([^`]+)`", prose(text))]


@pytest.mark.parametrize("what", [headings, blocks, table_widths], ids=lambda what: what.__name__)
def test_both_languages_say_the_same(what: object) -> None:
    assert callable(what)
    first, second = (what(TEXTS[name]) for name in NAMES)
    assert len(first) > 5
    assert first == second


def test_both_name_the_same_commands_files_and_variables() -> None:
    first, second = (set(code_words(TEXTS[name])) for name in NAMES)
    assert first == second


@pytest.mark.parametrize("name", NAMES)
def test_every_file_named_is_there(name: str) -> None:
    words = {
        word for word in code_words(TEXTS[name]) if word.split("/")[0] in TOP and "…" not in word
    }
    links = set(re.findall(r"\]\((?!http|#)([^)]+)\)", TEXTS[name]))
    assert len(words) > 10
    assert [path for path in sorted(words | links) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_inside_the_page_leads_somewhere(name: str) -> None:
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXTS[name])) <= anchors(TEXTS[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_named_is_in_the_makefile(name: str) -> None:
    lines = re.findall(r"^(?:[A-Z_]+=\S+ )*make .+$", "\n".join(blocks(TEXTS[name])), re.M)
    lines += [word for word in code_words(TEXTS[name]) if word.startswith("make ")]
    asked = {re.search(r"\bmake (\w+)", line)[1] for line in lines}  # type: ignore[index]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert asked <= set(re.findall(r"^(\w+):", makefile, re.M))
    assert {"run", "test", "backup", "restore"} <= asked


@pytest.mark.parametrize("name", NAMES)
def test_the_ports_are_those_of_the_embedded_stack(name: str) -> None:
    rows = re.findall(r"^\| .+ \| (\d{4}) \| `(DONNEESQC_PORT\w*)` \|$", TEXTS[name], re.M)
    ports = read_ports({})
    assert rows == [(str(getattr(ports, one)), Ports.variable(one)) for one in Ports.names()]


@pytest.mark.parametrize("name", NAMES)
def test_every_variable_named_is_read_by_the_code(name: str) -> None:
    known = {Ports.variable(one) for one in Ports.names()}
    for folder in ("docker", "pipelines", "dags"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".yaml"):
                known |= set(re.findall(r"DONNEESQC_[A-Z_]+", path.read_text(encoding="utf-8")))
    assert set(re.findall(r"DONNEESQC_[A-Z_]+", TEXTS[name])) <= known


@pytest.mark.parametrize("name", NAMES)
def test_the_exit_codes_are_those_of_the_command(name: str) -> None:
    rows = re.findall(r"^\| (\d) \| ", TEXTS[name], re.M)
    ours = (codes.VALID, codes.INVALID, codes.USAGE, codes.UNREADABLE)
    assert rows == [str(code) for code in ours]


def test_the_source_shown_is_the_real_one() -> None:
    shown = next(block for block in blocks(TEXTS["README.md"]) if block.startswith("```yaml"))
    name = re.search(r"^name: (\S+)$", shown, re.M)
    assert name
    real = (ROOT / "pipelines" / "sources" / f"{name[1]}.yaml").read_text(encoding="utf-8")
    lines = [line.split("  # ")[0] for line in real.splitlines()]
    assert [line for line in shown.splitlines()[1:-1] if line not in lines] == []


def test_french_typography_is_respected() -> None:
    text = re.sub(r"`[^`]*`|\]\([^)]*\)", "x", prose(TEXTS["LISEZMOI.md"]))
    for wrong in (" :", "\n:", " ;", "\u00a0;", "« ", " »", " !", " ?", " %", " $", "'"):
        assert wrong not in text, wrong
