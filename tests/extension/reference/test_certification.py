"""Where a set stands in its certification, who moves it, and what nobody can change afterwards."""

import json
from datetime import timedelta
from itertools import pairwise

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories
from ckanext.donneesqc.reference.certification import facet, jobs, key, log, probes, runs, standings
from ckanext.donneesqc.reference.certification.model import Entry, Run
from ckanext.donneesqc.reference.model import now
from ckanext.donneesqc.reference.sets import find_set
from sqlalchemy import text
from sqlalchemy.exc import InternalError, ProgrammingError

from pipelines.certification.signing import NotSigned, verify
from tests.extension.deposits.readers import Reader
from tests.extension.reference.library import Library, unique

ROWS = ({"code": "a", "nom": "A"}, {"code": "b", "nom": "B"})


def result(code: str, passed: bool | None) -> dict:
    """Return what a test answered, as the library writes it."""
    seen = () if passed else ("Ligne 2 : Untel",)
    verdict = {"passed": passed, "evidence": "certified-no-rows", "values": {}, "samples": seen}
    return {
        "code": code, "characteristic": "qualite", "version": 1, "threshold": "0",
        "verdict": verdict,
    }  # fmt: skip


@pytest.fixture
def name(library: Library) -> str:
    """Publish a set and declare it."""
    said = unique("certifie")
    library.dataset(said, ROWS)
    library.declare(said)
    return said


def after_tests(name: str, passed: bool) -> Run:
    """Write down a known answer of the tests; those of real sets are the journeys'."""
    answer = {"version": 1, "files": [], "results": [result("conformity", passed)]}
    run = runs.write_down(name, answer)
    assert run
    return run


def move(library: Library, name: str, state: str, account: str = "") -> dict:
    """Move a set to a state."""
    said = {"name": name, "state": state, "reason": "Essai."}
    return library.call("donneesqc_certification_move", account, **said)


def test_a_set_is_submitted_by_its_editor_and_certified_by_another(
    library: Library, name: str
) -> None:
    admin, stranger = factories.Sysadmin()["name"], factories.User()["name"]
    with pytest.raises(tk.NotAuthorized):
        move(library, name, "soumis", stranger)
    assert move(library, name, "soumis")["state"] == "soumis"
    with pytest.raises(tk.NotAuthorized):
        move(library, name, "certifie")
    with pytest.raises(tk.ValidationError, match="pas encore été testé"):
        move(library, name, "certifie", admin)
    after_tests(name, passed=False)
    with pytest.raises(tk.ValidationError, match="tous les tests"):
        move(library, name, "certifie", admin)
    after_tests(name, passed=True)
    assert move(library, name, "certifie", admin)["state"] == "certifie"
    page = library.app.get(f"/reference/{name}/certification").body
    assert "certifié" in page


def test_an_account_may_be_named_to_certify(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = factories.User()["name"]
    monkeypatch.setitem(tk.config, "ckanext.donneesqc.reference.certifiers", [clerk])
    move(library, name, "soumis")
    after_tests(name, passed=True)
    assert move(library, name, "certifie", clerk)["state"] == "certifie"
    assert move(library, name, "suspendu", clerk)["state"] == "suspendu"


def test_the_certificate_is_signed_and_changes_with_the_state(library: Library, name: str) -> None:
    library.app.get(f"/reference/{name}/certificat", status=404)
    with pytest.raises(tk.ObjectNotFound):
        library.call("donneesqc_certificate_show", name=name)
    after_tests(name, passed=True)
    told = library.app.get(f"/reference/{name}/certificat").json
    public = library.app.get("/certification/cle.pem").body.encode()
    verify(told, public)
    verify(library.call("donneesqc_certificate_show", name=name), public)
    assert told["state"] == "brouillon"
    with pytest.raises(NotSigned):
        verify({**told, "state": "certifie"}, public)
    assert "PRIVATE" not in public.decode()
    assert oct(key._path().stat().st_mode & 0o777) == "0o600"


def test_the_badge_says_the_state_of_today(library: Library, name: str) -> None:
    answer = library.app.get(f"/reference/{name}/insigne.svg")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "brouillon" in answer.body
    move(library, name, "soumis")
    assert "soumis" in library.app.get(f"/reference/{name}/insigne.svg").body


def test_the_log_is_chained_and_shows_what_was_changed(library: Library, name: str) -> None:
    move(library, name, "soumis")
    lines = library.call("donneesqc_certification_log", name=name)["lines"]
    assert (lines[0]["before"], lines[0]["after"], lines[0]["why"]) == (
        "brouillon", "soumis", "Essai.",
    )  # fmt: skip
    assert log.first_broken() is None
    number = lines[0]["number"]
    model.Session.execute(text("ALTER TABLE donneesqc_reference_entry DISABLE TRIGGER USER"))
    changed = json.dumps({**lines[0], "after": "certifie"})
    place = {"id": number, "entry": changed}
    model.Session.execute(
        text("UPDATE donneesqc_reference_entry SET entry = :entry WHERE id = :id"), place
    )
    model.Session.expire_all()
    assert log.first_broken() == number
    model.Session.rollback()


@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["entry", "run"])
def test_the_database_itself_only_adds_to_the_log(
    library: Library, name: str, deed: str, table: str
) -> None:
    after_tests(name, passed=True)
    assert model.Session.query(Entry).count()
    with pytest.raises((InternalError, ProgrammingError), match="only added to"):
        model.Session.execute(text(deed.format(f"donneesqc_reference_{table}")))
    model.Session.rollback()


def test_the_machine_suspends_what_fails_too_long_and_lets_it_return(
    library: Library, name: str
) -> None:
    admin = factories.Sysadmin()["name"]
    move(library, name, "soumis")
    after_tests(name, passed=True)
    move(library, name, "certifie", admin)
    today = now().date()
    assert standings.moved_by_machine(name, ["fresh"], today).state == "certifie"
    later = today + timedelta(days=3)
    assert standings.moved_by_machine(name, ["fresh"], later).state == "certifie"
    later += timedelta(days=1)
    assert standings.moved_by_machine(name, ["fresh"], later).state == "suspendu"
    assert standings.moved_by_machine(name, [], later).state == "certifie"
    model.Session.rollback()


def test_each_test_has_days_of_grace_of_its_own(library: Library, name: str) -> None:
    certified(library, name)
    today = now().date()
    for day, failed in ((0, "fresh"), (2, "fresh"), (4, "contact"), (7, "contact")):
        held = standings.moved_by_machine(name, [failed], today + timedelta(days=day))
        assert held.state == "certifie"
    held = standings.moved_by_machine(name, ["contact"], today + timedelta(days=8))
    assert held.state == "suspendu"
    model.Session.rollback()


def test_probes_of_a_day_are_kept_in_few_octets(library: Library, name: str) -> None:
    admin = factories.Sysadmin()["name"]
    said, day = {"name": name, "kind": "files"}, now().date().isoformat()
    for minute, answered in ((0, True), (5, False), (10, True), (12, True)):
        at = f"{day}T00:{minute:02d}:00+00:00"
        library.call("donneesqc_probe_record", admin, **said, at=at, answered=answered)
    (kept,) = probes.days_of(name)["files"].values()
    assert (kept.known, kept.down) == (0b111, 0b010)
    with pytest.raises(tk.NotAuthorized):
        library.call("donneesqc_probe_record", **said, at=at, answered=True)
    ages = ("0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-12:00", "2019-01-01T00:00:00+00:00")
    for wrong in ("hier", f"{day}T00:00:00", *ages):
        with pytest.raises(tk.ValidationError):
            library.call("donneesqc_probe_record", admin, **said, at=wrong, answered=True)
    with pytest.raises(tk.ValidationError, match="vrai ou faux"):
        library.call("donneesqc_probe_record", admin, **said, at=at, answered="peut-être")


def test_people_attest_in_their_role_but_not_of_a_demonstration(
    library: Library, name: str
) -> None:
    said = {"name": name, "subject": "mandate", "role": "Direction"}
    document = "https://exemple.qc.ca/decret.pdf"
    told = library.call("donneesqc_attestation_create", **said, document=document)
    assert told["day"] == now().date().isoformat()
    shown = library.call("donneesqc_certification_show", name=name)["attestations"]
    assert [item["role"] for item in shown] == ["Direction"]
    for wrong in ("javascript:alert(1)", f"https://exemple.qc.ca/{'a' * 5_000}", "https://a\x00b"):
        with pytest.raises(tk.ValidationError):
            library.call("donneesqc_attestation_create", **said, document=wrong)
    library.declare(name, demonstration=True)
    with pytest.raises(tk.ValidationError):
        library.call("donneesqc_attestation_create", **said, document=document)


def test_a_breaking_change_to_a_certified_set_is_told_ninety_days_ahead(
    library: Library, name: str
) -> None:
    wanted = (now().date() + timedelta(days=30)).isoformat()
    file = {"file_name": "a.csv", "size": 10, "sha256": "0" * 64, "breaking_reason": "Refonte"}
    sent = {"dataset": name, **file, "effective_date": wanted}
    assert library.call("donneesqc_deposit_create", **sent)["id"]
    move(library, name, "soumis")
    after_tests(name, passed=True)
    move(library, name, "certifie", factories.Sysadmin()["name"])
    with pytest.raises(tk.ValidationError) as refusal:
        library.call("donneesqc_deposit_create", **{**sent, "sha256": "1" * 64})
    assert "90" in str(refusal.value.error_dict)


def test_readers_keep_datasets_by_their_certification(library: Library, name: str) -> None:
    asked = {"q": f"name:{name}", "fq": "certification:certifie"}
    move(library, name, "soumis")
    assert library.call("package_search", **asked)["count"] == 0
    after_tests(name, passed=True)
    move(library, name, "certifie", factories.Sysadmin()["name"])
    assert library.call("package_search", **asked)["count"] == 1
    page = library.app.get("/dataset/", query_string={"q": name}).body
    assert "certification=certifie" in page
    assert ">certifié<" in page


@pytest.mark.parametrize("code", ["uptime-api", "references"])
def test_a_set_is_not_certified_before_its_tests_can_answer(
    library: Library, name: str, code: str
) -> None:
    move(library, name, "soumis")
    answer = {"version": 1, "files": [], "results": [result(code, None)]}
    runs.write_down(name, answer)
    with pytest.raises(tk.ValidationError, match="pas encore de réponse"):
        move(library, name, "certifie", factories.Sysadmin()["name"])


def test_a_set_with_old_tests_is_not_certified(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(library, name, "soumis")
    after_tests(name, passed=True)
    days_later(monkeypatch, 4)
    with pytest.raises(tk.ValidationError, match="plus de trois jours"):
        move(library, name, "certifie", factories.Sysadmin()["name"])


def test_a_demonstration_is_kept_apart_from_what_is_certified(library: Library, name: str) -> None:
    library.declare(name, demonstration=True)
    certified(library, name)
    asked = {"q": f"name:{name}"}
    assert library.call("package_search", **asked, fq="certification:certifie")["count"] == 0
    page = library.app.get("/dataset/", query_string={"q": name}).body
    assert "certifié (démonstration)" in page


def test_the_search_engine_is_told_what_lapsed(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified(library, name)
    days_later(monkeypatch, 4)
    facet.tell_what_lapsed()
    asked = {"q": f"name:{name}", "fq": "certification:suspendu"}
    assert library.call("package_search", **asked)["count"] == 1


def test_tests_asked_for_several_times_are_made_once(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(runs, "put_to_the_tests", made.append)
    before, run = now(), after_tests(name, passed=True)
    jobs.test(name, before.isoformat())
    assert made == []
    jobs.test(name, (run.at + timedelta(seconds=1)).isoformat())
    assert made == [name]


def test_who_certifies_is_told_what_waits(library: Library, name: str) -> None:
    move(library, name, "soumis")
    reader = Reader(library.app, library, factories.Sysadmin()["name"])
    waiting = reader.get("/reference").text.split('id="waiting"')[1].split("</section>")[0]
    assert name in waiting
    assert 'id="waiting"' not in library.app.get("/reference").text


def test_the_page_says_until_when_it_is_valid_and_by_when_to_correct(
    library: Library, name: str
) -> None:
    certified(library, name)
    page = library.app.get(f"/reference/{name}/certification").body
    assert "valable jusqu’au" in page
    assert f"/reference/{name}/insigne.svg&#34; alt=" in page
    after_tests(name, passed=False)
    page = library.app.get(f"/reference/{name}/certification").body
    assert "à corriger au plus tard le" in page


def certified(library: Library, name: str) -> None:
    """Have a set certified today."""
    move(library, name, "soumis")
    after_tests(name, passed=True)
    move(library, name, "certifie", factories.Sysadmin()["name"])


def days_later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let the rooms' clock show a later day."""
    later = now() + timedelta(days=days)
    monkeypatch.setattr(standings, "now", lambda: later)


def test_what_nobody_tests_any_more_reads_suspended(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified(library, name)
    days_later(monkeypatch, 3)
    assert "certifié" in library.app.get(f"/reference/{name}/insigne.svg").body
    days_later(monkeypatch, 4)
    assert "suspendu" in library.app.get(f"/reference/{name}/insigne.svg").body
    assert library.app.get(f"/reference/{name}/certificat").json["state"] == "suspendu"
    page = library.app.get(f"/reference/{name}/certification").body
    assert "n’a pas été testé depuis" in page


def test_a_set_that_cannot_be_tested_is_as_one_that_fails(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified(library, name)
    before = library.call("donneesqc_certification_show", name=name)["attempt"]
    assert runs.write_down(name, {"code": "certify-stopped"}) is None
    told = library.call("donneesqc_certification_show", name=name)
    assert told["attempt"] > before
    assert told["failing_since"] == now().date().isoformat()
    assert told["state"] == "certifie"  # days of grace


def test_each_test_says_since_when_it_answers_so(library: Library, name: str) -> None:
    for passed in (True, False, False):
        after_tests(name, passed=passed)
    page = library.app.get(f"/reference/{name}/certification").body
    assert "échoué 2 fois sur les 3 dernières" in page
    (told,) = library.call("donneesqc_certification_show", name=name)["results"]
    assert (told["past"]["failed"], told["past"]["times"]) == (2, 3)


def test_samples_go_with_the_data_that_they_quote(library: Library, name: str) -> None:
    run = after_tests(name, passed=False)
    page = f"/reference/{name}/certification"
    assert "Untel" in library.app.get(page).body
    assert "Untel" not in json.dumps(run.answer)
    known = find_set(name)
    assert known
    runs.forget_samples(known.package_id)
    assert "Untel" not in library.app.get(page).body
    assert model.Session.query(Run).filter_by(set_name=name).one().answer == run.answer


def test_no_machine_attests_anything(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "ckanext.donneesqc.reference.machines", [library.editor])
    said = {"name": name, "subject": "mandate", "role": "Direction"}
    with pytest.raises(tk.NotAuthorized):
        library.call("donneesqc_attestation_create", **said, document="https://exemple.qc.ca/d")


def test_everybody_can_check_the_whole_log_without_reading_what_is_hidden(
    library: Library, name: str
) -> None:
    move(library, name, "soumis")
    library.call("package_patch", id=name, private=True)
    lines = tk.get_action("donneesqc_certification_log")({"user": ""}, {})["lines"]
    hidden = lines[0]
    assert hidden.keys() == {"number", "previous", "hash"}
    assert all(later["previous"] == line["hash"] for later, line in pairwise(lines))
    assert hidden["hash"] == log.last_hash()
    mine = library.call("donneesqc_certification_log")["lines"]
    assert mine[0]["set"] == name


def test_a_badge_is_kept_five_minutes_at_most(library: Library, name: str) -> None:
    for address in (f"/reference/{name}/insigne.svg", "/certification/cle.pem"):
        assert library.app.get(address).headers["Cache-Control"] == "public, max-age=300"
    library.call("package_patch", id=name, private=True)
    library.app.get(f"/reference/{name}/insigne.svg", status=404)


@pytest.mark.parametrize(
    "place",
    ["?page=000000001" + "9" * 30, "/%00", "/reconciliation/apercu?id=%00", "?page=0"],
)
def test_what_no_page_can_be_is_not_found(library: Library, name: str, place: str) -> None:
    assert library.app.get(f"/reference/{name}{place}", expect_errors=True).status_code == 404


def test_what_a_machine_is_told_of_a_set_is_no_more_than_that_it_was_asked(
    library: Library, name: str
) -> None:
    told = library.call("donneesqc_certification_run", name=name)
    assert told.keys() == {"set", "attempt", "tested"}


def test_a_test_that_stops_gives_no_more_days_to_what_failed(library: Library, name: str) -> None:
    """One night it fails, the other it can't be tested: it is suspended all the same."""
    certified(library, name)
    today = now().date()
    for day in range(5):
        deeds = (["fresh"], True) if day % 2 == 0 else (["not-tested"], False)
        held = standings.moved_by_machine(name, deeds[0], today + timedelta(days=day), deeds[1])
    assert held.state == "suspendu"
    model.Session.rollback()


def test_a_set_that_changed_since_its_tests_is_not_certified(library: Library, name: str) -> None:
    move(library, name, "soumis")
    after_tests(name, passed=True)
    library.call("package_patch", id=name, notes="Tout autre chose.")
    with pytest.raises(tk.ValidationError, match="changé depuis"):
        move(library, name, "certifie", factories.Sysadmin()["name"])


def test_what_is_declared_of_names_and_decided_of_successions_is_in_the_log(
    library: Library, name: str
) -> None:
    library.declare(name, names=[{"code": "a", "nom": "Alpha", "nature": "ancien nom"}])
    (line, *_) = log.lines_of(name, 10, 0)
    assert (line["deed"], line["changed"]) == ("declared", ["names"])
    package = library.call("package_show", id=name)
    library.replace(package, ROWS[:1])
    decided = {"identifier": "b", "successor": "a", "status": "confirmed", "evidence": "Fusion."}
    library.call("donneesqc_succession_decide", set=name, **decided)
    (line, *_) = log.lines_of(name, 10, 0)
    assert (line["deed"], line["identifier"], line["why"]) == ("decided", "b", "Fusion.")
