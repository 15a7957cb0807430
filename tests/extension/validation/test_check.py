"""A file sent to the portal is checked as the command checks it, in the background."""

import io

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc import apart
from ckanext.donneesqc.validation import actions, config, engine, jobs
from ckanext.donneesqc.validation.offered import list_offered

from schemas import list_schemas
from tests.extension.validation.files import INVALID, PDF, VALID, ask, checked, show, work

NBSP = "\N{NO-BREAK SPACE}"
BUDGET = "budget-de-depenses"

pytestmark = pytest.mark.usefixtures("in_french")


def test_a_file_waits_until_the_worker_has_checked_it() -> None:
    given = ask(VALID)
    assert given["status"] == "waiting"
    assert show(given["token"]) == {"status": "waiting", "name": "budget.csv", "language": "fr"}
    work()
    assert show(given["token"])["status"] == "done"


def test_a_valid_file_is_said_valid_against_its_schema() -> None:
    found = checked(VALID, schema=BUDGET)
    assert found["valid"]
    assert found["report"]["valid"]
    assert found["report"]["donneesqc"]["schema"] == BUDGET


def test_an_invalid_file_is_told_row_column_value_and_rule_in_french() -> None:
    found = checked(INVALID, schema=BUDGET)
    assert not found["valid"]
    (error, *_rest) = found["report"]["tasks"][0]["errors"]
    assert error["rowNumber"] == 2
    assert "«~Annuels~»".replace("~", NBSP) in error["message"]
    assert error["message"] in found["page"] or "une valeur permise" in found["page"]


def test_without_a_schema_the_guidelines_alone_are_checked() -> None:
    found = checked(VALID)
    assert found["report"]["donneesqc"]["schema"] == ""
    assert found["report"]["donneesqc"]["guidelines"]


def test_a_file_that_is_no_table_fails_with_the_reason_in_plain_words() -> None:
    found = checked(PDF, "rapport.pdf")
    assert found["status"] == "failed"
    assert "PDF" in found["reason"]
    assert str(config.folder()) not in found["reason"]


def test_a_publication_that_nothing_tells_is_assumed_and_said() -> None:
    without = b"\n".join(line.partition(b",")[2] for line in VALID.splitlines())
    found = checked(without, "budget.csv", schema=BUDGET)
    assert found["status"] == "done"
    [notice] = [text for text in found["report"]["donneesqc"]["notices"] if "publication" in text]
    assert "2024-2025" in notice


def test_a_publication_can_be_said() -> None:
    without = b"\n".join(line.partition(b",")[2] for line in VALID.splitlines())
    assert checked(without, schema=BUDGET, publication="2024-2025")["status"] == "done"


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../schemas", "budget-de-depenses/1.0.0", "x.json"]
)
def test_a_schema_is_a_name_of_the_list_and_never_a_path(name: str) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        ask(VALID, schema=name)
    assert "schema" in refused.value.error_dict


@pytest.mark.parametrize("publication", ["../../etc", "2024/2025", "a", "2024-2025-2026-2027"])
def test_a_publication_is_a_year_or_a_date(publication: str) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        ask(VALID, schema=BUDGET, publication=publication)
    assert "publication" in refused.value.error_dict


@pytest.mark.parametrize("sent", [None, "", "un texte", {"a": "b"}])
def test_what_is_no_file_is_refused(sent: object) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        tk.get_action("donneesqc_file_check_create")({"user": ""}, {"upload": sent})
    assert "upload" in refused.value.error_dict


def test_a_file_over_the_limit_is_refused_whatever_its_length_was_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(tk.config, config.MAX_SIZE, 1)
    with pytest.raises(actions.TooLarge):
        ask(b"a,b\n" * 300_000)


def test_too_many_waiting_files_are_refused_until_some_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(tk.config, config.MAX_WAITING, 1)
    ask(VALID)
    with pytest.raises(actions.Busy):
        ask(VALID)
    work()
    assert ask(VALID)["status"] == "waiting"


def test_the_errors_listed_are_bounded_and_all_are_counted() -> None:
    head, row = INVALID.splitlines()[:2]
    rows = [row.replace(b"Annuels", b"Faux%d" % number) for number in range(600)]
    for file, schema in ((b"a,b\n" + b"1,2,3\n" * 600, ""), (b"\n".join([head, *rows]), BUDGET)):
        report = checked(file, schema=schema)["report"]
        assert len(report["tasks"][0]["errors"]) == engine.LISTED
        assert report["stats"]["errors"] >= 600


def test_a_check_that_lasts_too_long_is_stopped_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LONGEST", 0.01)
    found = checked(VALID)
    assert (found["status"], found["code"]) == ("failed", "too-long")
    assert "cinq minutes" in found["reason"]


def test_a_check_that_dies_is_said_and_the_log_does_not_quote_the_file(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    token = ask(b"nom\nJean Secret\n")["token"]
    monkeypatch.setattr(jobs.engine, "REQUEST", "absent.json")
    monkeypatch.setattr(apart, "PASSED", ())
    (config.folder() / token / "request.json").write_text("[]")
    jobs.check(token)
    assert show(token)["code"] == "stopped"
    assert "Jean Secret" not in caplog.text
    assert "engine.py" in caplog.text


def test_an_unknown_token_is_not_found() -> None:
    for token in ("a" * 43, "court", "../../etc", "*" * 43):
        with pytest.raises(tk.ObjectNotFound):
            show(token)


def test_the_list_offers_each_schema_once_in_its_newest_version() -> None:
    names = [offered.name for offered in list_offered()]
    assert sorted(names) == sorted({name.split("/")[0] for name in list_schemas()})


def test_a_program_has_a_file_checked_through_the_api(app: CKANTestApp) -> None:
    data = {"upload": (io.BytesIO(INVALID), "budget.csv"), "schema": BUDGET}
    answer = app.post("/api/3/action/donneesqc_file_check_create", data=data)
    token = answer.json["result"]["token"]
    work()
    address = f"/api/3/action/donneesqc_file_check_show?token={token}"
    result = app.get(address).json["result"]
    assert result["valid"] is False
    assert "page" not in result
