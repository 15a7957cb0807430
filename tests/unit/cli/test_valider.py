"""`valider` says what is wrong, in French, and writes nothing that wasn't asked for."""

import json
from pathlib import Path

import pytest
from frictionless import Report

from schemas import list_schemas, load_schema
from tests.unit.cli.command import Said, donneesqc

SCHEMA = {
    "fields": [
        {"name": "code", "type": "string", "constraints": {"required": True}},
        {"name": "nom", "type": "string", "title": "Nom de la municipalité"},
        {"name": "date", "type": "date"},
        {"name": "montant", "type": "number", "constraints": {"minimum": 0}},
    ],
    "primaryKey": ["code"],
    "foreignKeys": [
        {"fields": "code", "reference": {"resource": "municipalites", "fields": "code"}}
    ],
}
GOOD = "code,nom,date,montant\n66023,Montréal,2024-01-05,12.5\n01023,Les Îles,,\n"
BAD = "code,nom,date,montant\n66023,Montréal,hier,-1\n,x,2024-01-05,N/D\n99999,y,,1\n66023,z,,\n"


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "schéma été.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return path


def put(folder: Path, content: str | bytes, name: str = "données d’été.csv") -> Path:
    """Write a file whose name has accents and spaces."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_valid_file_is_valid(tmp_path: Path, schema: Path) -> None:
    said = donneesqc("valider", put(tmp_path, GOOD), "--schema", schema)
    assert (said.code, said.err) == (0, "")
    assert "✓ données d’été.csv\u00a0: valide" in said.out


def test_each_fault_has_its_sentence(tmp_path: Path, schema: Path) -> None:
    said = donneesqc("valider", put(tmp_path, BAD), "--schéma", schema)
    assert said.code == 1
    for words in (
        "« hier »",
        "sous le minimum",
        "une valeur est obligatoire",
        "« N/D »",
        "« 99999 »",
        "déjà à la ligne 2",
    ):
        assert words.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in said.out


def test_nothing_is_written(tmp_path: Path, schema: Path) -> None:
    path = put(tmp_path, "code;nom;date;montant\n1023;x;25/01/2024;1 250,75\n")
    before = sorted(tmp_path.iterdir())
    said = donneesqc("valider", path, "--schema", schema, folder=tmp_path)
    assert sorted(tmp_path.iterdir()) == before
    assert said.code == 0
    assert "votre fichier reste tel quel" in said.out
    for repair in (
        "séparateur",
        "zéros remis",
        "JJ/MM/AAAA",
        "virgule décimale",
        "espaces de millier",
    ):
        assert repair in said.out


def test_a_heading_may_be_the_schema_s_title(tmp_path: Path, schema: Path) -> None:
    content = GOOD.replace("code,nom", "CODE,Nom de la municipalité")
    said = donneesqc("valider", put(tmp_path, content), "--schema", schema)
    assert said.code == 0


def test_without_a_schema_the_guidelines_are_applied_and_a_schema_proposed(tmp_path: Path) -> None:
    said = donneesqc("valider", put(tmp_path, "a;b\n1,5;N/D\n2,5;x\n3,5;N/D\n"))
    assert said.code == 0
    assert "Lignes directrices" in said.out
    assert "pas par des virgules" in said.out
    assert "Schéma proposé" in said.out
    assert "donneesqc decrire" in said.out


def test_the_schema_proposed_for_a_very_wide_file_is_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(",".join(f"c{i}" for i in range(60)) + "\n" + ",".join(["7"] * 60) + "\n")
    assert "… et 20 autres colonnes" in donneesqc("valider", path).out


def test_the_json_report_is_one_that_frictionless_loads(tmp_path: Path, schema: Path) -> None:
    said = donneesqc("valider", put(tmp_path, BAD), "--schema", schema, "--rapport", "json")
    descriptor = json.loads(said.out)
    report = Report.from_descriptor(
        {key: descriptor[key] for key in descriptor if key != "donneesqc"}
    )
    assert not report.valid
    assert report.stats["errors"] == len(report.tasks[0].errors) == 7
    assert report.tasks[0].errors[0].row_number == 2


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_report_takes_the_place_of_the_last_one_and_of_no_other_file(
    tmp_path: Path, schema: Path, form: str
) -> None:
    words = ("valider", put(tmp_path, BAD), "--schema", schema, "--rapport", form)
    said = donneesqc(*words, folder=tmp_path)
    target = tmp_path / f"données d’été-rapport.{form}"
    assert target.stat().st_size > 1000
    assert target.name in said.out
    assert donneesqc(*words, folder=tmp_path).code == 1
    other = donneesqc(*words, "--sortie", target, folder=tmp_path)
    assert (other.code, "--remplacer" in other.err) == (2, True)
    assert donneesqc(*words, "--sortie", target, "--remplacer", folder=tmp_path).code == 1


def test_personal_information_blocks_until_the_schema_declares_it(tmp_path: Path) -> None:
    path = put(tmp_path, "nom,courriel\nA,jean.tremblay@exemple.ca\nB,lise.roy@exemple.ca\n")
    fields: list[dict] = [{"name": "nom"}, {"name": "courriel"}]
    schema = put(tmp_path, json.dumps({"fields": fields}), "s.json")
    said = donneesqc("valider", path, "--schema", schema)
    assert said.code == 1
    assert "renseignement" in said.out
    assert "jean.tremblay" not in said.text
    fields[1]["donneesqc:public"] = {"kind": ["courriel"], "reason": "Accueil de l’organisme"}
    schema.write_text(json.dumps({"fields": fields}), encoding="utf-8")
    assert donneesqc("valider", path, "--schema", schema).code == 0


def test_the_gravest_code_of_several_files_is_returned(tmp_path: Path, schema: Path) -> None:
    good, bad = put(tmp_path, GOOD, "a.csv"), put(tmp_path, BAD, "b.csv")
    pdf = put(tmp_path, b"%PDF-1.7 ...", "c.csv")
    said = donneesqc("valider", good, bad, pdf, tmp_path / "absent.csv", "--schema", schema)
    assert said.code == 3
    for name in ("✓ a.csv", "✗ b.csv", "✗ c.csv", "✗ absent.csv"):
        assert name in said.text


@pytest.mark.parametrize("name", sorted({known.split("/")[0] for known in list_schemas()}))
def test_every_example_of_a_schema_has_its_verdict(name: str) -> None:
    folder = Path(__file__).parents[3] / "schemas" / load_schema(f"{name}/1.0.0").name / "1.0.0"
    for path in sorted((folder / "examples").iterdir()):
        said = donneesqc("valider", path, "--schema", name)
        assert said.code == (1 if path.name.startswith("invalide") else 0), said.text


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "commande"),
        (("valider",), 2, "fichier"),
        (("examiner", "a.csv"), 2, "choix"),
        (("valider", "a.csv", "--schema", "inconnu"), 2, "Aucun schéma"),
        (("valider", "a.csv", "--schema", "absent.json"), 2, "absent.json"),
        (("valider", "a.csv", "--encodage", "klingon"), 2, "klingon"),
        (("valider", "a.csv", "--limite", "-3"), 2, "-3"),
        (("valider", "a.csv", "b.csv", "--sortie", "r.html"), 2, "plusieurs"),
        (("valider", "."), 3, "dossier"),
    ],
)
def test_a_wrong_command_is_answered_in_french(
    tmp_path: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    put(tmp_path, GOOD, "a.csv")
    put(tmp_path, GOOD, "b.csv")
    said = donneesqc(*words, folder=tmp_path)
    assert said.code == code
    assert sentence in said.text
    assert "Traceback" not in said.text
    assert not plain_english(said)


def plain_english(said: Said) -> set[str]:
    """Return the English words of what was said."""
    english = {"invalid", "choice", "required", "error", "the", "following", "expected"}
    return english & set(said.text.replace(":", " ").split())


def test_the_english_report_is_english(tmp_path: Path, schema: Path) -> None:
    said = donneesqc("valider", put(tmp_path, BAD), "--schema", schema, "--langue", "en")
    assert "Row 2" in said.out
    assert "Ligne" not in said.out


def test_a_valid_file_says_at_once_how_many_guidelines_it_breaks(tmp_path: Path) -> None:
    said = donneesqc("valider", put(tmp_path, "a;b\n1,5;x\n2,5;y\n"))
    assert "valide, mais 2 lignes directrices ne sont pas respectées" in said.out.splitlines()[0]


def test_a_file_of_headings_alone_is_told(tmp_path: Path) -> None:
    assert "n’a que ses titres" in donneesqc("valider", put(tmp_path, "a,b\n")).out


def test_a_mistyped_option_is_answered_with_the_closest(tmp_path: Path) -> None:
    said = donneesqc("valider", put(tmp_path, GOOD), "--shema", "mrc")
    assert (said.code, "Vouliez-vous écrire «\u00a0--schema\u00a0»?" in said.err) == (2, True)
    assert "valider" in donneesqc("valder").err
    assert donneesqc("AIDE").code == 0


def test_dates_say_whether_it_is_the_day_or_its_form_that_is_wrong(
    tmp_path: Path, schema: Path
) -> None:
    content = "code,nom,date,montant\n66023,a,2024-02-30,\n01023,b,5 mars 2024,\n"
    said = donneesqc("valider", put(tmp_path, content), "--schema", schema).out
    assert "«\u00a02024-02-30\u00a0» n’est pas une date du calendrier" in said
    assert "«\u00a05 mars 2024\u00a0» n’est pas une date écrite AAAA-MM-JJ" in said


def test_an_unknown_code_is_answered_with_the_one_that_was_probably_meant(
    tmp_path: Path, schema: Path
) -> None:
    content = "code,nom,date,montant\n066023,a,,\n99999,b,,\n"
    said = donneesqc("valider", put(tmp_path, content), "--schema", schema).out
    assert "Vouliez-vous écrire «\u00a066023\u00a0»?" in said
    assert "Cherchez-y la bonne valeur" in said


def test_no_one_is_told_to_empty_a_cell_that_must_be_filled(tmp_path: Path) -> None:
    fields = [{"name": "n", "type": "integer", "constraints": {"required": True}}]
    path = put(tmp_path, json.dumps({"fields": fields}), "s.json")
    said = donneesqc("valider", put(tmp_path, "n\n1\nN/D\n"), "--schema", path).out
    assert "cette colonne ne peut pas être vide" in said


def test_outer_spaces_and_lost_zeros_are_worth_a_notice_without_a_schema(tmp_path: Path) -> None:
    content = "code,annee,nom\n1023,2005, Les Îles\n66023,2010,Montréal\n2005,2015,Le Bic\n"
    said = donneesqc("valider", put(tmp_path, content)).out
    assert "Colonne «\u00a0code\u00a0»\u00a0: 2 codes de municipalités ont perdu leur zéro" in said
    assert "«\u00a0annee\u00a0»\u00a0: 3" not in said
    assert "Colonne «\u00a0nom\u00a0»\u00a0: 1 cellule commence ou finit par une espace" in said
