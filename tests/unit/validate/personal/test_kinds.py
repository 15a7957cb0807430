"""E-mails, telephones, RAMQ numbers, addresses and birth dates: what is one and what isn't."""

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.validate.personal.registry import ALL
from tests.unit.validate.personal.people import kinds, looked_at

FILLER = ["Rien à signaler", "En cours", "Terminé"]


@pytest.mark.parametrize(
    "cell",
    [
        "jean.tremblay@exemple.qc.ca",
        "Écrire à J.T+1@exemple.ca.",
        "<a@b-c.org>",
        "x@y.z.gouv.qc.ca",
    ],
)
def test_an_email_is_found_alone_or_inside_a_sentence(cell: str) -> None:
    assert kinds([*FILLER, cell]) == ["courriel"]


@pytest.mark.parametrize(
    "cell", ["@compte", "a@b", "12 @ 3,50", "git@forge.org", "à @Québec.", "a@"]
)
def test_an_at_sign_is_no_email(cell: str) -> None:
    assert kinds([cell]) == []


def test_an_email_is_shown_by_its_first_letter_and_its_end() -> None:
    (found,) = looked_at(["jean.tremblay@exemple.qc.ca"])
    assert found.rows == ((2, "j…@…ca"),)
    assert "tremblay" not in repr(found) + found.sentence()


def test_cells_and_different_values_are_counted() -> None:
    (found,) = looked_at(["a@b.ca", "A@B.ca", "c@d.ca, e@f.ca", ""])
    assert (found.cells, found.distinct) == (3, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "418 643-1234",
        "(418) 643-1234",
        "418-643-1234",
        "418.643.1234",
        "418\u00a0643\u20111234",
        "+1 418 643 1234",
    ]
    + ["1-800-463-1234", "Téléphonez au 514 873-1234 (poste 5).", "418 643-1234x22"],
)
def test_a_telephone_is_found_alone_or_inside_a_sentence(cell: str) -> None:
    assert kinds([*FILLER, cell]) == ["telephone"]


def test_bare_ten_digits_are_telephones_when_they_nearly_all_can_be() -> None:
    assert kinds(["4186431234", "5148732345", "8194563456"]) == ["telephone"]
    assert kinds(["4186431234"], label="Téléphone") == ["telephone"]
    assert kinds(["4186431234", "1143920115"]) == []


def test_one_that_its_cell_names_is_enough() -> None:
    assert kinds(["Tél. : 4186431234", "1143920115"]) == ["telephone"]
    assert kinds(["NAM : TREM85531212"]) == ["ramq"]


@pytest.mark.parametrize(
    "cell",
    ["911-643-1234", "118-643-1234", "418-143-1234", "418-911-1234", "2024-01-31", "1143920115"],
)
def test_digits_that_no_one_can_dial_are_no_telephone(cell: str) -> None:
    assert kinds([cell], label="Téléphone") == []


def test_a_telephone_among_file_numbers_is_found() -> None:
    notes = [f"Dossier 11439201{n:02d}, en cours" for n in range(20)]
    assert kinds([*notes, "Rappeler au 418 643-1234"]) == ["telephone"]


def test_codes_of_ten_digits_are_no_telephones() -> None:
    draw = random.Random(3)
    codes = [f"{draw.randrange(10**10):010d}" for _ in range(5000)]
    assert kinds(codes) == []
    assert kinds([f"{c[:3]}-{c[3:6]}-{c[6:]}" for c in codes]) == []


@pytest.mark.parametrize("cell", ["TREM 8553 1212", "trem85531212", "Carte : GAGN 9001 3101."])
def test_a_health_number_has_a_real_date(cell: str) -> None:
    assert kinds([cell], label="NAM") == ["ramq"]


@pytest.mark.parametrize(
    "cell", ["TREM 8513 1212", "TREM 8552 3112", "TREM 9063 0112", "TRE 8553 1212"]
)
def test_letters_and_digits_without_a_real_date_are_no_health_number(cell: str) -> None:
    assert kinds([cell], label="NAM") == []


def test_the_card_s_own_form_is_enough_without_a_heading() -> None:
    assert kinds(["Dossier de TREM 8553 1212, à rappeler"]) == ["ramq"]


def test_codes_that_share_their_letters_are_no_health_numbers() -> None:
    draw = random.Random(5)
    dates = [f"{draw.randrange(15, 25)}{draw.randrange(1, 13):02d}15" for _ in range(200)]
    assert kinds([f"SPVM{date}{n % 100:02d}" for n, date in enumerate(dates)]) == []
    codes = [
        "".join(draw.choices("ABCDEFGH", k=4)) + f"{draw.randrange(10**8):08d}" for _ in range(3000)
    ]
    assert kinds(codes) == []


@pytest.mark.parametrize(
    "cell",
    ["165, chemin des Îles", "12, rue Principale", "609, rang 12", "1234 boul. Laurier, Québec"]
    + ["12A, 4e Rue Ouest", "675, boulevard René-Lévesque Est", "45 Main Street", "8 av. du Parc"],
)
def test_an_address_is_found_in_french_and_in_english(cell: str) -> None:
    assert kinds([cell, cell]) == ["adresse"]


@pytest.mark.parametrize(
    "cell",
    ["3 routes", "Rue Principale", "2 rangées", "12 avril", "4 places", "Route 138", "10 stations"],
)
def test_numbers_and_words_are_no_address(cell: str) -> None:
    assert kinds([cell, cell]) == []


def test_a_description_that_names_an_address_is_no_column_of_addresses() -> None:
    assert kinds(["Réfection au 12, rue Principale", *FILLER, *FILLER]) == []
    assert kinds(["12, rue Principale", *FILLER, *FILLER], label="Adresse") == ["adresse"]


def test_an_address_shows_nothing_but_its_kind_of_street() -> None:
    (found,) = looked_at(["165, chemin des Îles"], label="adresse")
    assert found.rows == ((2, "•••, chemin •••"),)


@pytest.mark.parametrize("cell", ["1981-03-31", "31/03/1981", "19810331", "31 mars 1981"])
@pytest.mark.parametrize("label", ["Date de naissance", "DDN", "birth_date", "dateNaissance"])
def test_dates_under_a_heading_that_says_birth_are_found(cell: str, label: str) -> None:
    (found,) = looked_at([cell, ""], label)
    assert found.kind == "date-naissance"
    assert not any(letter.isdigit() for letter in found.rows[0][1])


@pytest.mark.parametrize(
    ("cell", "label"),
    [("1981-03-31", "Date"), ("1981", "Année de naissance"), ("84000", "Nombre de naissances")],
)
def test_other_dates_and_other_cells_are_no_birth_dates(cell: str, label: str) -> None:
    assert kinds([cell], label) == []


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.KIND)
@given(
    cells=st.lists(st.text(alphabet="0123456789 -.,@()/rueavABMNst/é\n", max_size=40), min_size=1)
)
def test_the_quick_pass_never_misses_what_the_exact_one_finds(kind, cells: list[str]) -> None:
    column = pl.Series(cells, dtype=pl.String)
    found = kind.find(column)
    passed = column.str.contains(kind.PREFILTER, literal=kind.LITERAL)
    lengths = column.str.len_bytes()
    for at in found["at"]:
        assert passed[at]
        assert lengths[at] >= kind.SHORTEST


@given(st.lists(st.text(max_size=60), min_size=1))
def test_any_text_is_read_without_a_fault(cells: list[str]) -> None:
    for found in looked_at(cells):
        assert found.sentence()
