"""Write every reference dataset from the official files: `python -m reference_datasets.compile`."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from reference_datasets.compile import (
    bodies,
    budget,
    divisions,
    landmarks,
    mrc,
    municipalities,
    regions,
    successions,
)
from reference_datasets.compile.geojson import read_shapes, write_geojson
from reference_datasets.compile.layers import read_mrc, read_regions
from reference_datasets.compile.shapes import dissolved, simplified_pieces
from reference_datasets.compile.tables import read_list, write_table

HERE = Path(__file__).parent.parent
CASES = HERE / "municipalites" / municipalities.VINTAGE / "territoires-equivalents.csv"
SDA = "https://www.donneesquebec.ca/recherche/dataset/decoupages-administratifs"
CREDIT = (
    "Ministère des Ressources naturelles et des Forêts, Système sur les découpages administratifs, "
    "CC-BY 4.0; limites simplifiées par le portail, sans valeur juridique"
)


def main() -> int:
    """Compile the sets from the folder of the official files, over the committed ones or apart."""
    parser = argparse.ArgumentParser(prog="python -m reference_datasets.compile")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--output", type=Path, default=HERE)
    options = parser.parse_args()
    written = [
        *_territories(options.data, options.output),
        *_municipalities(options.data, options.output),
        *_budget(options.data, options.output),
    ]
    for path in written:
        sys.stdout.write(f"{path.stat().st_size:>9,} {path}\n")
    return 0


def _territories(data: Path, output: Path) -> list[Path]:
    """Write the two sets whose boundaries are simplified together."""
    region_folder = output / "regions-administratives" / regions.VINTAGE
    mrc_folder = output / "mrc" / mrc.VINTAGE
    all_regions, all_mrc = regions.regions(data), mrc.all_mrc(data)
    write_table(region_folder / "data.csv", regions.Region, all_regions)
    write_table(mrc_folder / "data.csv", mrc.Mrc, all_mrc)
    borne = {row.code: (row.nom, row.nom_mamh) for row in all_mrc}
    others = divisions.division_names(data, borne)
    write_table(mrc_folder / "noms.csv", divisions.OtherName, others)
    pieces = simplified_pieces(read_mrc(data), read_regions(data))
    write_geojson(
        region_folder / "geometry.geojson",
        _about("regions-administratives", f"V{regions.VINTAGE}"),
        [{"code": row.code, "nom": row.nom, "millesime": row.millesime} for row in all_regions],
        dissolved(pieces, "code_region"),
    )
    write_geojson(
        mrc_folder / "geometry.geojson",
        _about("mrc", f"V{mrc.GEOMETRY_VINTAGE} (codes et noms : V{mrc.VINTAGE})"),
        [_mrc_properties(row) for row in all_mrc],
        dissolved(pieces, "code"),
    )
    return [folder / name for folder in (region_folder, mrc_folder) for name in _files(folder)]


def _municipalities(data: Path, output: Path) -> list[Path]:
    folder = output / "municipalites" / municipalities.VINTAGE
    cases = {row["code"]: row["code_mrc"] for row in read_list(CASES)}
    rows = municipalities.municipalities(data, cases)
    write_table(folder / "data.csv", municipalities.Municipality, rows)
    left = municipalities.unresolved(rows)
    write_table(folder / "unresolved.csv", municipalities.Unresolved, left)
    write_table(folder / "successions.csv", successions.Succession, successions.successions(data))
    write_table(folder / "noms.csv", successions.FormerName, successions.former_names(data))
    shapes = read_shapes(output / "mrc" / mrc.VINTAGE / "geometry.geojson")
    write_table(folder / "reperes.csv", landmarks.Landmark, landmarks.landmarks(data, rows, shapes))
    return [folder / name for name in _files(folder)]


def _budget(data: Path, output: Path) -> list[Path]:
    portfolios = budget.portfolios(data)
    funds, presented = budget.funds(data)
    tables: dict[tuple[str, str], tuple[type, list]] = {
        ("portefeuilles-budgetaires", "data"): (budget.Portfolio, portfolios),
        ("programmes-budgetaires", "data"): (budget.Programme, budget.programmes(data)),
        ("supercategories-de-depenses", "data"): (
            budget.Supercategory,
            budget.supercategories(data),
        ),
        ("fonds-speciaux", "data"): (budget.Fund, funds),
        ("fonds-speciaux", "presentations"): (budget.Presentation, presented),
        ("ministeres-et-organismes", "data"): (bodies.Body, bodies.bodies(data, portfolios)),
        ("ministeres-et-organismes", "noms"): (bodies.BodyName, bodies.other_names(data)),
    }
    written = []
    for (name, file), (kind, rows) in tables.items():
        written.append(output / name / budget.VINTAGE / f"{file}.csv")
        write_table(written[-1], kind, rows)
    return written


def _mrc_properties(row: mrc.Mrc) -> dict[str, str]:
    names = ("code", "nom", "code_region", "millesime", "millesime_geometrie")
    known = asdict(row)
    return {name: known[name] for name in names}


def _about(name: str, vintage: str) -> dict[str, str]:
    return {"name": name, "version_geometrie": vintage, "source": SDA, "credit": CREDIT}


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


if __name__ == "__main__":
    raise SystemExit(main())
