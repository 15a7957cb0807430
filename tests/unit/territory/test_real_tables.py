"""What each real file names: no table becomes a map that isn't one."""

from pathlib import Path

import pytest

from pipelines.decode import open_table
from pipelines.territory import Found, Tally, health_column, settle

NOTHING = (
    *("depots/Agribalyse_Synthese.csv", "depots/Demarches_Libres.csv", "depots/pdq.csv"),
    *("depots/CartoLavage_2023_Koumoul_VF_enrichi-v3.csv", "depots/Water_quality.csv"),
    *("depots/as-adultes-202301.csv", "depots/as-adultes-202312.csv"),
    *("depots/bornes-irve-20190805.csv", "depots/inspq_dictionary.csv"),
    *("depots/long-text-tabs.csv", "depots/single-quotes.csv"),
    *("depots/Donnes-PAS.xlsx", "depots/date-time.xlsx"),
    *("cas_limites/dataset-bad-separators.csv", "cas_limites/empty-number-values.csv"),
    *("cas_limites/some-quotes.csv", "cas_limites/date-formats.csv", "cas_limites/misc.xlsx"),
    "comptes_publics/donnees_ouvertes_vol2_dep_supercat_24-25.csv",
    "comptes_publics/donnees_ouvertes_vol2_rev_dep_invest_fs_24-25.csv",
    "listes/programmes_2024-2025.csv",
)
# file → level, column, rows that it places, rows whose value names none or several
SOMETHING = {
    "depots/Vehicule_En_Circulation_2011_1k.csv": ("municipality", "CG_FIXE", 998, 2),
    "depots/Vehicule_En_Circulation_2022_1k.csv": ("municipality", "CG_FIXE", 996, 0),
    "depots/registre_ges.csv": ("municipality", "Mun", 3237, 0),
    "depots/BD_EAE_faunique_Quebec.xlsx": ("region", "region", 8015, 97),
    "depots/Donnes-OE.xlsx": ("region", "Région", 17, 1),
    "listes/mrc_mamh_2026-03.csv": ("mrc", "mrc_code", 87, 0),
    "listes/mrc_sda_V2025-04.csv": ("mrc", "MRS_CO_MRC", 104, 0),
    "listes/municipalites_mamh_2026-03.csv": ("municipality", "mcode", 1281, 0),
    "listes/repertoire_municipalites_2022.csv": ("municipality", "mcode", 1131, 0),
    "listes/repertoire_municipalites_2025.csv": ("municipality", "mcode", 1285, 0),
    "projets_infrastructures/tableau_de_bord_2020-06-04.csv": ("region", "region", 9, 1),
    "projets_infrastructures/tableau_de_bord_2023-05-24.csv": ("region", "region", 9, 0),
    "projets_infrastructures/tableau_de_bord_2024-07-08.csv": ("region", "region", 15, 0),
    "projets_infrastructures/tableau_de_bord_2026-03-18.csv": ("region", "region", 8, 2),
}


def counts_of(path: Path, scratch: Path) -> dict[str, dict[str, int]]:
    """Return the values of each column of a file."""
    table = open_table(path, scratch)
    labels = {label: f"column_{rank}" for rank, label in reversed([*enumerate(table.labels)])}
    tally = Tally(labels)
    for batch in table.batches():
        tally.see({label: batch.frame[column] for label, column in labels.items()})
    return tally.counts()


@pytest.mark.parametrize("name", NOTHING)
def test_a_table_of_something_else_is_no_map(name: str, real_files: Path, tmp_path: Path) -> None:
    assert settle(counts_of(real_files / name, tmp_path)) is None


@pytest.mark.parametrize("name", SOMETHING)
def test_a_table_of_territories_is_placed(name: str, real_files: Path, tmp_path: Path) -> None:
    found = settle(counts_of(real_files / name, tmp_path))
    assert isinstance(found, Found)
    assert (found.level, found.column, found.matched, found.unmatched_rows) == SOMETHING[name]


def test_a_table_of_health_regions_is_known_for_one(real_files: Path, tmp_path: Path) -> None:
    counts = counts_of(real_files / "depots/region.csv", tmp_path)
    assert settle(counts) is None
    assert health_column(counts) == "region"
