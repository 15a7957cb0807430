"""Batches add up, sentences exist in both languages, and five verdicts sum the others up."""

from dataclasses import replace

import pytest

from pipelines.decode.batches import Form
from pipelines.messages import LANGUAGES, catalogue
from pipelines.validate.guidelines import Subject, five, watch
from pipelines.validate.guidelines.registry import CHECKS
from tests.unit.validate.guidelines.watched import a_batch, judged

BAD = {
    "Date": ["31/03/2026", "2026-03-31", "1/4/2026"],
    "Montant": ["1 234,5", "N/D", "12"],
    "Actif": ["oui", "NON", "1"],
}
BAD_FILE = Subject(
    Form(encoding="cp1252", delimiter=";", archive="a.csv", preamble=1),
    path="a.zip",
    dictionary="",
    licence="gpl",
    download=False,
    systems=("EPSG:3857",),
)


def test_every_check_has_its_own_code_title_and_source() -> None:
    assert len({check.CODE for check in CHECKS}) == len(CHECKS) == 14
    assert all(check.TITLE in catalogue() and check.SOURCE for check in CHECKS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_can_be_said(language: str) -> None:
    for subject in (BAD_FILE, Subject(), replace(BAD_FILE, form=Form(container="ods"))):
        for verdict in judged(BAD, subject).values():
            assert verdict.heading(language)
            assert all(evidence.sentence(language) for evidence in verdict.evidence)


def test_a_guideline_not_met_asks_for_a_derogation_and_no_other_does() -> None:
    verdicts = judged(BAD, BAD_FILE)
    unmet = {code for code, verdict in verdicts.items() if not verdict.met}
    assert {code for code in verdicts if verdicts[code].derogation()} == unmet
    assert len(unmet) == 12
    sentence = verdicts["relidi_confic_utf8"].derogation()
    assert "Encodage UTF-8" in sentence
    assert "publiée avec les données" in sentence


def test_batches_add_up_and_keep_the_first_rows() -> None:
    watching = watch(Subject(labels=("prix",)))
    watching.see(a_batch([["1", "2,5"]], first_row=2))
    watching.see(a_batch([["3,5", "4,5", "5,5"]], first_row=4))
    verdict = next(v for v in watching.verdicts() if v.code == "relidi_condon_nombre")
    (found,) = verdict.evidence
    assert (found.cells, found.rows) == (4, ((3, "2,5"), (4, "3,5"), (5, "4,5")))


def test_no_value_of_a_private_column_is_repeated() -> None:
    watching = watch(Subject(labels=("naissance",)))
    watching.see(a_batch([["31/03/1981", "01/04/1990"]]))
    verdict = next(v for v in watching.verdicts(private={0}) if v.code == "relidi_condon_datheu")
    assert verdict.evidence[0].rows[0] == (2, "•••")
    assert "1981" not in verdict.evidence[0].sentence()


def test_a_file_without_a_row_is_judged_too() -> None:
    watching = watch(Subject(labels=("a", "b")))
    watching.see(a_batch([[], []]))
    assert {v.answer for v in watching.verdicts()} <= {"oui", "n/a"}
    assert watch(Subject(labels=("a",))).verdicts()


def test_the_five_are_the_page_s() -> None:
    good = Subject(licence="cc-by", dictionary="resource")
    lines = [verdict.sentence() for verdict in five(judged({"a": ["1"]}, good).values())]
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Format : CSV",
        "Licence : Attribution (CC-BY 4.0)",
        "Description des champs : Fournie en tant que ressource",
        "Considérations fichiers : Conforme ou non-applicable",
        "Considérations données : Conforme ou non-applicable",
    ]


def test_one_consideration_not_met_makes_the_whole_not_conform() -> None:
    answers = {verdict.code: verdict.answer for verdict in five(judged(BAD, BAD_FILE).values())}
    assert answers == {
        "format": "oui",
        "licence": "non",
        "description": "relidi.descha.absent",
        "fichiers": "non",
        "donnees": "non",
    }
