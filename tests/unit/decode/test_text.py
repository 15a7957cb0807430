"""Which encoding a file is in, and which files are no text at all."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode.text import decode_text
from pipelines.messages import Refusal
from tests.unit.tables import refusal_of

FRENCH = st.text(alphabet="aeinrst,; \n'éèàùçêôîïœŒÉÈÀÇ«»\u00a0–’$%", min_size=1)


@given(FRENCH)
def test_utf_8_with_or_without_its_mark_reads_back_equal(text: str) -> None:
    content = "a" + text
    assert decode_text(content.encode()) == (content, "utf-8")
    assert decode_text(content.encode("utf-8-sig")) == (content, "utf-8")


@given(FRENCH, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_reads_back_equal_by_its_mark(text: str, encoding: str) -> None:
    assert decode_text(("\ufeffa" + text).encode(encoding)) == ("a" + text, encoding)


@given(st.text(alphabet="aeinrst éèàùçêô ", min_size=1).map(lambda text: f"été {text} où"))
def test_a_file_that_is_no_utf_8_is_windows_1252(text: str) -> None:
    assert decode_text(text.encode("cp1252")) == (text, "cp1252")


def test_a_no_break_space_after_a_capital_doesnt_make_windows_1252_look_like_utf_8() -> None:
    text = "« QUALITÉ\u00a0» des pièces liées à l'été"  # É + no-break space are sound UTF-8
    assert decode_text(text.encode("cp1252")) == (text, "cp1252")


def test_a_mark_written_twice_is_no_part_of_the_first_heading() -> None:
    assert decode_text(b"\xef\xbb\xbf\xef\xbb\xbfa,b")[0] == "a,b"


def test_the_encoding_that_a_source_settles_is_used_and_its_mark_dropped() -> None:
    assert decode_text("\ufeffété".encode(), "utf-8") == ("été", "utf-8")
    assert decode_text("été".encode("cp850"), "cp850") == ("été", "cp850")


@pytest.mark.parametrize("content", [b"", b" \n\r\n\t", b"\n" * 10])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as stop:
        decode_text(content)
    refusal_of("decode-empty", stop.value, "vide", "Enregistrez")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04rest", "decode-workbook"),
        (b"\xd0\xcf\x11\xe0rest", "decode-workbook"),
        (b"%PDF-1.7", "decode-pdf"),
        (gzip.compress(b"a,b\n1,2\n"), "decode-compressed"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as stop:
        decode_text(content)
    assert stop.value.code == code


def test_a_real_workbook_is_refused_as_a_workbook(real_files: Path) -> None:
    content = (real_files / "depots" / "date-time.xlsx").read_bytes()
    with pytest.raises(Refusal) as stop:
        decode_text(content)
    refusal_of("decode-workbook", stop.value, "XLSX", "CSV UTF-8")


@pytest.mark.parametrize("damage", [b"\xff", b"\xe9", b"\xc3"])
def test_one_bad_byte_in_utf_8_is_refused_not_read_as_windows_1252(damage: bytes) -> None:
    content = "nom\nété\nà\nœuvre\n".encode() + damage + b"\n"
    with pytest.raises(Refusal) as stop:
        decode_text(content)
    refusal_of("decode-bytes", stop.value, "ligne 5", damage.hex().upper(), "UTF-8")


def test_a_file_cut_inside_a_letter_is_refused() -> None:
    with pytest.raises(Refusal) as stop:
        decode_text("été\nété".encode()[:-1])
    assert stop.value.code == "decode-bytes"


@pytest.mark.parametrize("encoding", ["cp850", "cp437"])
def test_ms_dos_letters_are_refused_not_published_garbled(encoding: str) -> None:
    with pytest.raises(Refusal) as stop:
        decode_text("nom\nle père étudie\n".encode(encoding))
    refusal_of("decode-letters", stop.value, "ligne 2", "pŠre", "CSV UTF-8")


def test_old_mac_letters_are_refused_not_published_garbled() -> None:
    with pytest.raises(Refusal) as stop:
        decode_text("nom\nla santé des Québécois\n".encode("mac_roman"))
    assert stop.value.code == "decode-letters"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32"])
def test_null_bytes_are_refused_with_their_line(encoding: str) -> None:
    with pytest.raises(Refusal) as stop:
        decode_text("a,b\n1,2\n".encode(encoding))
    refusal_of("decode-null", stop.value, "ligne 1", "UTF-8")


def test_a_byte_that_windows_1252_lacks_is_named_with_its_line() -> None:
    with pytest.raises(Refusal) as stop:
        decode_text(b"a\n\xe9\n\x81\n")
    refusal_of("decode-bytes", stop.value, "81", "ligne 3", "cp1252")
