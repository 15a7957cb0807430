"""The report as JSON is a Frictionless Report."""

import json

from frictionless import Report

from pipelines.report import Repair
from pipelines.report.as_json import json_report
from tests.unit.report.checked import cell_error, checked_file


def test_frictionless_loads_it_with_our_sentences() -> None:
    text = json_report(checked_file(cell_error(3, "Date", "x")))
    report = Report.from_descriptor(json.loads(text))
    assert report.flatten(["rowNumber", "fieldName"]) == [[3, "Date"]]
    assert json.loads(text)["tasks"][0]["errors"][0]["message"].startswith("Ligne 3")


def test_what_frictionless_has_no_word_for_is_under_one_key() -> None:
    ours = json.loads(json_report(checked_file(repairs=(Repair("espaces", 2, "Date"),))))
    assert ours["donneesqc"]["repairs"] == [{"text": "espaces", "count": 2, "column": "Date"}]
    assert ours["donneesqc"]["checked"] == "2026-04-01"
    assert "report" not in ours["donneesqc"]


def test_a_name_whose_bytes_are_no_text_can_be_written() -> None:
    assert "d⟨DCE9⟩p.csv" in json_report(checked_file(name="d\udce9p.csv")).encode().decode()
