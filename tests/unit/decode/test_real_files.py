"""Real files are read as what they are, or refused; a cut or a wild file never ends in a crash."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode import decode
from pipelines.messages import Refusal
from tests.unit.decode.opened import extra, notices, opened, rows
from tests.unit.decode.test_workbook import XLS
from tests.unit.decode.workbooks import ods, ods_row, ods_text, sheet, xlsx

# file → container, encoding or sheet, delimiter, header row, labels, rows
READ = {
    "cas_limites/dataset-latin1.csv": ("csv", "cp1252", ",", 1, 2, 2),
    "cas_limites/trailing-seps.csv": ("csv", "utf-8", ";", 1, 8, 7),
    "cas_limites/header.ods": ("ods", "Feuille2", "", 3, 2, 1),
    "cas_limites/misc.xlsx": ("xlsx", "Feuille1", "", 1, 4, 4),
    "comptes_publics/donnees_ouvertes_vol2_dep_supercat_24-25.csv": (
        "csv", "utf-8", ";", 1, 9, 964,
    ),
    "comptes_publics/donnees_ouvertes_vol2_rev_dep_invest_fs_24-25.csv": (
        "csv", "utf-8", ";", 1, 5, 534,
    ),
    "depots/BD_EAE_faunique_Quebec.xlsx": ("xlsx", "Donnees", "", 1, 13, 8112),
    "depots/date-time.xlsx": ("xlsx", "Sheet1", "", 1, 5, 3),
    "depots/Donnes-OE.xlsx": ("xlsx", "Région", "", 1, 22, 18),
    "depots/Vehicule_En_Circulation_2011_1k.csv": ("csv", "utf-8", ",", 1, 15, 1000),
    "depots/Water_quality.csv": ("csv", "cp1252", ",", 1, 14, 315),
    "depots/bornes-irve-20190805.csv": ("csv", "utf-8", ";", 1, 18, 9687),
    "depots/registre_ges.csv": ("csv", "utf-8", ",", 1, 16, 3237),
    "depots/single-quotes.csv": ("csv", "utf-8", ";", 1, 5, 4999),
    "listes/repertoire_municipalites_2022.csv": ("csv", "utf-8", ",", 1, 14, 1131),
    "listes/repertoire_municipalites_2025.csv": ("csv", "utf-8", ",", 1, 20, 1285),
}  # fmt: skip
REFUSED = {
    "geographie/autres/troncon-mapinfo.zip": "decode-zip-none",
    "geographie/regions_V2024-03_shp_cp850/regio_s.dbf": "decode-null",
    "seao/Contrats_202012.xml": "decode-html",
    "seao/seao-specificationsxml-20141201.pdf": "decode-pdf",
    "listes/inventaire_ll_2017.json": "decode-json",
}


@pytest.mark.parametrize("name", sorted(READ))
def test_a_real_file_is_read_as_what_it_is(name: str, real_files: Path, tmp_path: Path) -> None:
    table = opened((real_files / name).read_bytes(), tmp_path, name=Path(name).name)
    found = table.form
    shown = (found.container, found.encoding or found.sheet, found.delimiter)
    assert (*shown, table.header_row, len(table.labels), len(rows(table))) == READ[name]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_table_is_refused_for_what_it_is(
    name: str, real_files: Path, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as stop:
        opened((real_files / name).read_bytes(), tmp_path)
    assert stop.value.code == REFUSED[name]


def test_letters_that_a_publisher_lost_are_told(real_files: Path, tmp_path: Path) -> None:
    content = (real_files / "cas_limites" / "trailing-seps.csv").read_bytes()
    assert notices(opened(content, tmp_path)) == ["decode-lost"]


def test_every_real_file_ends_in_a_table_or_a_refusal_within_bounded_time(
    real_files: Path,
) -> None:
    for path in sorted(path for path in real_files.rglob("*") if path.is_file()):
        start = time.monotonic()
        with suppress(Refusal):
            assert decode(path).labels, path
        assert time.monotonic() - start < 30, path


SEEDS = [
    'no,nom\n1,été\n2,"x\ny"\n'.encode(),
    "no;nom\r\n1;été\r\n".encode("cp1252"),
    "no\tnom\n1\tété\n".encode("utf-16"),
    xlsx({"S": sheet([["a", "b"], [1, "#N/A"], [2.5, True]])}),
    ods(ods_row([ods_text("a"), ods_text("b")]) + ods_row([ods_text("x")])),
    XLS.read_bytes(),
]


@given(st.sampled_from(SEEDS), st.data())
def test_a_damaged_file_ends_in_a_table_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, seed: bytes, data: st.DataObject
) -> None:
    content = bytearray(seed[: data.draw(st.integers(0, len(seed)))])
    for place in data.draw(st.lists(st.integers(0, max(len(content) - 1, 0)), max_size=5)):
        content[place : place + 1] = data.draw(st.binary(max_size=2))
    _ends_well(bytes(content), tmp_path_factory.mktemp("f"))


@given(st.binary(max_size=400))
def test_random_bytes_end_in_a_table_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    _ends_well(content, tmp_path_factory.mktemp("f"))


def _ends_well(content: bytes, folder: Path) -> None:
    """Open and read: any other exception than a refusal fails the test."""
    with suppress(Refusal):
        table = opened(content, folder)
        rows(table)
        extra(table)
