"""Which encoding a file is in, decided on all of it, and where the byte is that has no place."""

import gzip
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode import open_table
from pipelines.decode.encoding import encoding_name
from pipelines.decode.text import TextFile, read_text
from pipelines.messages import Refusal, message
from tests.unit.decode.opened import facts
from tests.unit.tables import refusal_of

FRENCH = st.text(alphabet="aeinrst,; \n'éèàùçêôîïœŒÉÈÀÇ«»\u00a0–’$%", min_size=1)
SENTENCE = "Le père étudie à l'école où naît la forêt; ça coûte déjà cher.\n"


def read(content: bytes, folder: Path, encoding: str = "") -> tuple[TextFile, str]:
    """Return what was found of a file of this content, and its text."""
    path = folder / "f"
    path.write_bytes(content)
    found = read_text(path, folder, encoding)
    return found, found.path.read_bytes()[found.start :].decode()


def stopped(content: bytes, folder: Path, encoding: str = "") -> Refusal:
    """Return the refusal of a file of this content."""
    with pytest.raises(Refusal) as stop:
        read(content, folder, encoding)
    return stop.value


def codes(found: TextFile) -> list[str]:
    """Return the codes of the notices, each of which has its sentence in both languages."""
    assert all(message(notice.code, "en", **notice.values) for notice in found.notices)
    return [notice.code for notice in found.notices]


@given(FRENCH, st.integers(0, 2))
def test_utf_8_with_any_number_of_marks_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, text: str, marks: int
) -> None:
    folder = tmp_path_factory.mktemp("f")
    found, back = read(b"\xef\xbb\xbf" * marks + text.encode(), folder)
    assert (back, found.encoding, found.marks) == (text, "utf-8", marks)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf_16_is_known_with_and_without_its_mark(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    found, back = read((mark + SENTENCE).encode(encoding), tmp_path)
    assert (back, found.encoding, found.marks) == (SENTENCE, encoding, len(mark))


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "école\nà\n",
        "MUNICIPALITÉ;RÉGION\nQUÉBEC;CÔTE-NORD\n",
        "nom\nFrançois\nNoël\n«\u00a0Québec\u00a0»\n",
        "n°,coût\n1,½\nété,2\n",
    ],
)
def test_windows_and_ms_dos_letters_are_told_apart(
    tmp_path: Path, encoding: str, text: str
) -> None:
    found, back = read(text.encode(encoding), tmp_path)
    assert (back, found.encoding) == (text, encoding)


@given(st.text(alphabet="aeinrst éèàùçêô ", min_size=1).map(lambda text: f"été {text} où"))
def test_french_in_windows_1252_is_always_known(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    found, back = read(text.encode("cp1252"), tmp_path_factory.mktemp("f"))
    assert (back, found.encoding) == (text, "cp1252")


def test_a_no_break_space_after_a_capital_doesnt_make_windows_1252_look_like_utf_8(
    tmp_path: Path,
) -> None:
    text = "« QUALITÉ\u00a0» des pièces liées à l'été"  # É + no-break space are sound UTF-8
    assert read(text.encode("cp1252"), tmp_path)[1] == text


def test_letters_at_the_very_end_of_a_large_file_count(tmp_path: Path) -> None:
    text = "a,b\n" * 800_000 + SENTENCE
    found, back = read(text.encode("cp850"), tmp_path)
    assert found.encoding == "cp850"
    assert back.endswith(SENTENCE)


def test_of_two_encodings_that_both_make_sense_the_runner_up_is_named(tmp_path: Path) -> None:
    found, back = read(b"nom\nvoil\x85\n", tmp_path)
    assert (back, found.encoding, found.runner_up) == ("nom\nvoil…\n", "cp1252", "cp850")
    assert codes(found) == ["decode-runner-up"]


def test_a_clear_encoding_has_no_runner_up(tmp_path: Path) -> None:
    found, _ = read(SENTENCE.encode("cp1252"), tmp_path)
    assert (found.runner_up, found.notices) == ("", ())


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("utf8", "utf-8"), ("UTF-8", "utf-8"), ("utf-8-sig", "utf-8"), ("latin1", "latin-1"),
        ("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("cp850", "cp850"),
        ("mac_roman", "mac-roman"),
    ],
)  # fmt: skip
def test_usual_spellings_of_an_encoding_are_understood(asked: str, name: str) -> None:
    assert encoding_name(asked) == name


@pytest.mark.parametrize("asked", ["utf-9", "excel", "base64", "a\0b", "idna", "undefined"])
def test_an_unknown_encoding_is_refused_with_those_that_are_usual(asked: str) -> None:
    with pytest.raises(Refusal) as stop:
        encoding_name(asked)
    refusal_of("decode-encoding-unknown", stop.value, "cp1252", "cp850")


def test_the_encoding_that_is_asked_for_overrules(tmp_path: Path) -> None:
    found, back = read(b"voil\x85", tmp_path, "CP850")
    assert (back, found.encoding, found.runner_up) == ("voilà", "cp850", "")


def test_a_mark_is_dropped_from_the_encoding_that_is_asked_for(tmp_path: Path) -> None:
    assert read("\ufeffété".encode(), tmp_path, "utf-8")[1] == "été"
    assert read("\ufeffété".encode("utf-16-be"), tmp_path, "utf-16")[1] == "été"


@pytest.mark.parametrize("damage", [b"\xff", b"\xe9", b"\xc3"])
def test_a_bad_byte_in_utf_8_is_refused_with_its_line_and_character(
    tmp_path: Path, damage: bytes
) -> None:
    content = "nom\r\nété\r\nà\r\nœuvre\r\néé".encode() + damage + b"\n"
    refusal = stopped(content, tmp_path)
    refusal_of("decode-bytes", refusal, "Ligne 5, caractère 3", damage.hex().upper(), "utf-8")


def test_a_bad_byte_far_in_the_file_is_found(tmp_path: Path) -> None:
    refusal = stopped("été\n".encode() * 500_000 + b"ab\xff\n", tmp_path)
    assert refusal.values["line"] == 500_001
    assert refusal.values["column"] == 3


def test_a_file_cut_inside_a_letter_is_refused(tmp_path: Path) -> None:
    assert stopped("été\nété".encode()[:-1], tmp_path).code == "decode-bytes"


def test_a_byte_that_the_encoding_lacks_is_named(tmp_path: Path) -> None:
    refusal = stopped(b"a\n\xe9t\xe9\n\xe9\x81\n", tmp_path)
    refusal_of("decode-bytes", refusal, "Ligne 3, caractère 2", "81", "cp1252")
    refusal = stopped(b"a\n\xe9\n", tmp_path, "ascii")
    refusal_of("decode-bytes", refusal, "Ligne 2, caractère 1", "E9", "ascii")


def test_old_mac_letters_are_refused_not_published_garbled(tmp_path: Path) -> None:
    refusal = stopped("nom\nla santé des Québécois\n".encode("mac_roman"), tmp_path)
    refusal_of("decode-letters", refusal, "ligne 2", "santŽ", "mac_roman")


@pytest.mark.parametrize("content", ["a,b\n1,2\n".encode("utf-32"), b"a\0b\n", b"\xe9\0\n"])
def test_a_null_byte_is_refused_with_its_line(tmp_path: Path, content: bytes) -> None:
    refusal_of("decode-null", stopped(content, tmp_path), "ligne 1", "UTF-8")


def test_what_no_encoding_explains_is_no_text(tmp_path: Path) -> None:
    noise = bytes(Random(1).choices(range(1, 256), k=50_000))
    refusal_of("decode-binary", stopped(noise, tmp_path), "encodage")


def test_letters_lost_before_are_counted_with_their_first_line(tmp_path: Path) -> None:
    found, _ = read("nom\nQu\ufffdbec\nL\ufffdvis\n".encode(), tmp_path)
    assert codes(found) == ["decode-lost"]
    assert found.notices[0].values == {"count": 2, "line": 2}


def test_letters_garbled_before_are_counted_with_their_first_line(tmp_path: Path) -> None:
    garbled = "l’été à Noël, c’est « Québec »".encode().decode("cp1252", errors="ignore")
    found, _ = read(f"nom\nrien\n{garbled}\n".encode(), tmp_path)
    assert codes(found) == ["decode-mojibake"]
    assert found.notices[0].values["line"] == 3


@pytest.mark.parametrize("text", ["São Paulo, Âge, PÂTÉ, SÃO", "naïve – l’œuvre «\u00a0x\u00a0»"])
def test_sound_letters_are_not_taken_for_garbled_ones(tmp_path: Path, text: str) -> None:
    assert codes(read(text.encode(), tmp_path)[0]) == []


@pytest.mark.parametrize("content", [b"", b" \n\r\n\t", b"\n" * 10, b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refusal) as stop:
        facts(content, tmp_path)
    refusal_of("decode-empty", stop.value, "vide", "Enregistrez")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04rest", "decode-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "decode-workbook"),
        (b"%PDF-1.7", "decode-pdf"),
        (b"\x89PNG\r\n\x1a\n", "decode-image"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "decode-compressed"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(
    tmp_path: Path, content: bytes, code: str
) -> None:
    with pytest.raises(Refusal) as stop:
        facts(content, tmp_path)
    assert stop.value.code == code


def test_a_file_that_cant_be_read_is_for_the_caller_to_say(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_table(tmp_path / "absent.csv", tmp_path)
    with pytest.raises(OSError, match="."):
        open_table(tmp_path, tmp_path)
