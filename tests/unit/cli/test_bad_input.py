"""Whatever the bytes, the command ends in a report or a clear refusal, never in a traceback."""

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.cli.command import Said, donneesqc

DATA = Path(os.environ.get("DATA") or Path(__file__).parents[4] / "shared" / "data")
REAL = sorted(path for path in DATA.rglob("*") if path.is_file()) if DATA.is_dir() else []
ANSWERS = (0, 1, 3)
LARGEST = 30 * 2**20  # of the real files: two XML files of 50 MB are refused as the others are


def expect_an_answer(said: Said) -> None:
    """Check that the person was answered in French."""
    assert said.code in ANSWERS, said.text
    assert "Traceback" not in said.text
    assert said.text.strip()


@pytest.mark.skipif(not REAL, reason="no real files (set DATA)")
@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_real_file_is_answered(path: Path) -> None:
    if path.stat().st_size <= LARGEST:
        expect_an_answer(donneesqc("valider", path))


def zipped(name: str, content: bytes, **info: int) -> bytes:
    """Return an archive of one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def wide(columns: int) -> bytes:
    """Return a table of one row and many columns."""
    return b",".join(b"c%d" % number for number in range(columns)) + b"\n" + b"1," * columns


CORPUS: dict[str, Callable[[], bytes]] = {
    "random": lambda: random.Random(1).randbytes(200_000),  # noqa: S311
    "null": lambda: b"\0" * 100_000,
    "zip bomb": lambda: zipped("a.csv", b"a,b\n" + b"0" * 300_000_000),
    "zip in zip": lambda: zipped("a.zip", zipped("b.csv", b"a,b\n1,2\n")),
    "zip that climbs": lambda: zipped("../../etc/a.csv", b"a,b\n1,2\n"),
    "two tables": lambda: zipped("a.csv", b"a\n1\n") + zipped("b.csv", b"a\n1\n"),
    "ten thousand columns": lambda: wide(10_000),
    "a million columns": lambda: b"a," * 1_000_000 + b"a\n",
    "a very long line": lambda: b"a,b\n" + b"x" * 20_000_000,
    "a very long cell": lambda: b'a,b\n"' + b"x\n" * 5_000_000 + b'",1\n',
    "an open quote": lambda: b'a,b\n1,"x\n' + b"2,y\n" * 100_000,
    "quotes": lambda: b'"' * 100_001,
    "new lines": lambda: b"\n" * 1_000_000,
    "separators": lambda: b";" * 1_000_000,
    "formulas": lambda: b"a,b\n=1+1,@x\n+cmd|' /C calc'!A0,-x\n",
    "escapes": lambda: b"a,b\n\x1b[31mrouge,\x1b]0;titre\x07\n",
    "deep html": lambda: b"<div>" * 100_000,
    "xml bomb": lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>',
    "cut xlsx": lambda: zipped("xl/workbook.xml", b"<workbook>")[:60],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CORPUS))
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_wicked_file_is_answered(tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"fichier{suffix}"
    path.write_bytes(CORPUS[name]())
    said = donneesqc("valider", path)
    expect_an_answer(said)
    assert "\x1b" not in said.text


SAMPLE = "code;nom;date;montant\n1023;Les Îles;05/01/2024;1 250,75\n66023;Montréal;;12,5\n"


@given(
    data=st.data(),
    encoding=st.sampled_from(["utf-8", "cp1252", "cp850", "utf-16", "utf-8-sig"]),
)
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_answered(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, encoding: str
) -> None:
    content = bytearray(SAMPLE.encode(encoding))
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = tmp_path_factory.getbasetemp() / "abîmé.csv"
    path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content) + 1))]))
    expect_an_answer(donneesqc("valider", path))


def test_what_the_system_refuses_is_said_in_french(tmp_path: Path) -> None:
    pipe = tmp_path / "canal.csv"
    os.mkfifo(pipe)
    loop = tmp_path / "boucle.csv"
    loop.symlink_to(loop)
    for path, words in (
        (pipe, "canal"),
        (Path("/dev/zero"), "appareil"),
        (tmp_path / ("x" * 300 + ".csv"), "trop long"),
        (loop, "liens"),
    ):
        said = donneesqc("valider", path)
        assert (said.code, words in said.err) == (3, True), said.err


def test_a_table_without_rows_whose_key_refers_to_itself_is_answered(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,parent\n", encoding="utf-8")
    key = {"fields": "parent", "reference": {"resource": "", "fields": "id"}}
    schema = {"fields": [{"name": "id"}, {"name": "parent"}], "foreignKeys": [key]}
    (tmp_path / "s.json").write_text(json.dumps(schema), encoding="utf-8")
    assert donneesqc("valider", tmp_path / "a.csv", "--schema", tmp_path / "s.json").code == 0


@pytest.mark.parametrize("end", [">&-", "> /dev/full"])
def test_an_output_that_takes_nothing_ends_without_a_traceback(end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    main = "import sys; from pipelines.cli.main import main; sys.exit(main())"
    command = f"{sys.executable} -c '{main}' valider {path} {end}"
    ended = subprocess.run(  # noqa: S602 - the shell makes the output
        command, shell=True, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ended.stderr
