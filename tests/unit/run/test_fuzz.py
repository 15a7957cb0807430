"""Whatever a file holds, it ends with a verdict or a French sentence, never with a crash."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.conform import conform
from pipelines.decode import decode
from pipelines.families import row_rules
from pipelines.messages import Refusal
from pipelines.sources import Source, load_source
from pipelines.validate import validate
from schemas import load_schema
from tests.unit.run.test_run import GOOD
from tests.unit.tables import written

GENERAL = load_source("comptes-publics-fonds-general")
DASHBOARD = load_source("projets-infrastructures")
PROJECTS = load_schema(DASHBOARD.schema)
NASTY = [
    b'"', b";", b",", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"NaN",
    b"1e5", b"-0", b"\xe2\x80\xaf", b"99999999999999999999999", b"_x000D_", b"{", b"<", b"=1+1",
    "٣".encode(), b"1,5", b"", b";" * 50, b"\xa0", b"Montant", b"2024-13-45",
]  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, len(GOOD)), st.integers(0, 40), st.sampled_from(NASTY)), max_size=5
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def ends_well(path: Path, source: Source, publication: str) -> bool:
    """Tell that checking a file ended with a verdict, or with a refusal that has its sentence."""
    schema = load_schema(source.schema)
    try:
        conformed = conform(decode(path), source, schema, publication)
        found = validate(conformed, schema, row_rules(source.family))
    except Refusal as refusal:
        return bool(str(refusal))
    return found.valid is (found.report["stats"]["errors"] == 0)


@given(changes=CHANGES)
@settings(max_examples=150)
def test_a_damaged_file_ends_with_a_verdict_or_a_sentence(
    changes: list[tuple[int, int, bytes]], folder: Path
) -> None:
    content = GOOD
    for start, length, inserted in changes:
        content = content[:start] + inserted + content[start + length :]
    path = folder / "fichier.csv"
    path.write_bytes(content)
    assert ends_well(path, GENERAL, "2024-2025")


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(content=b"\xef\xbb\xbf")
@example(content=b",,,\n,,,")
@example(content=b'"')
def test_any_bytes_end_with_a_verdict_or_a_sentence(content: bytes, folder: Path) -> None:
    path = folder / "fichier.csv"
    path.write_bytes(content)
    assert ends_well(path, GENERAL, "2024-2025")


CELL = st.text(max_size=12) | st.sampled_from(
    [
        "NaN",
        "1 234,5",
        "-0",
        "1e400",
        "31/02/2024",
        "Décembre 2027",
        "0",
        "−5",
        "99999999999999999999",
    ]
)


@given(rows=st.lists(st.lists(CELL, min_size=11, max_size=11), min_size=1, max_size=3))
def test_any_cells_under_the_right_headings_get_a_verdict(
    rows: list[list[str]], folder: Path
) -> None:
    names = [field.name for field in PROJECTS.fields if field.name != "date_publication"]
    table = written([names, *((row * len(names))[: len(names)] for row in rows)])
    path = folder / "fichier.csv"
    path.write_bytes(table.encode("utf-8", errors="replace"))
    assert ends_well(path, DASHBOARD, "2024-07-08")
