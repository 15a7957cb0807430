"""Names of columns are ASCII, in snake case, and each is its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.describe.names import column_names


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Coût total autorisé ($)", "cout_total_autorise"),
        ("État d’avancement", "etat_d_avancement"),
        ("N° du projet", "numero_du_projet"), ("#_de_projet", "numero_de_projet"),
        ("2024", "colonne_2024"), ("", "colonne_1"), ("?", "colonne_1"), ("Cœur", "coeur"),
        ("date\nde fin", "date_de_fin"),
    ],
)  # fmt: skip
def test_a_label_becomes_a_name(label: str, name: str) -> None:
    assert column_names([label]) == (name,)


def test_a_name_that_comes_again_takes_a_number() -> None:
    assert column_names(["Nom", "nom", "Nom 2", "NOM"]) == ("nom", "nom_2", "nom_2_2", "nom_3")


@given(st.lists(st.text(max_size=80), max_size=8))
def test_names_are_always_ascii_and_different(labels: list[str]) -> None:
    names = column_names(labels)
    assert len(set(names)) == len(labels)
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,62}", name) for name in names)
