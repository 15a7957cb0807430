"""The actions of the certification."""

import re
from datetime import datetime, timedelta
from functools import cache, partial

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import ActionResult, Context, DataDict
from ckanext.donneesqc.reference import sets
from ckanext.donneesqc.reference.certification import (
    facet,
    jobs,
    log,
    probes,
    roles,
    schema,
    shown,
    standings,
)
from ckanext.donneesqc.reference.certification.model import Attested
from ckanext.donneesqc.reference.model import ReferenceSet, now

from pipelines.messages import message

__all__ = [
    "donneesqc_attestation_create",
    "donneesqc_certificate_show",
    "donneesqc_certification_log",
    "donneesqc_certification_move",
    "donneesqc_certification_run",
    "donneesqc_certification_show",
    "donneesqc_probe_record",
]

ADDRESS = re.compile(r"https?://\S+")
# a probe is told when it was made, or days after when the portal was down; clocks differ a little
LATE, EARLY = timedelta(days=7), timedelta(minutes=5)


@tk.side_effect_free
@tk.validate_action_data(schema.set_named)
def donneesqc_certification_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Show where a reference dataset stands, and what its last tests answered.

    :param name: the set's name
    :returns: `state` (a set not tested for more than three days isn't certified), its days, the
        number of the last `attempt` to test it, whether it is `stale`, `results` of the tests, each
        with its `past` (since when it answers so, failures of the last tests), `to_correct` (what
        to correct first), `uptimes`, `availability`, `incidents`,
        `attestations`, `log` (the last hash)
    """
    tk.check_access("donneesqc_reference_show", context, data_dict)
    return shown.certification(_set(data_dict["name"]), _language())


@tk.side_effect_free
@tk.validate_action_data(schema.set_named)
def donneesqc_certificate_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Show the certificate of a reference dataset as it stands now, signed: JSON-LD.

    :param name: the set's name
    :returns: what `donneesqc certificat verifier` checks

    Raises NotFound before the first tests.
    """
    tk.check_access("donneesqc_reference_show", context, data_dict)
    found = shown.signed_certificate(_set(data_dict["name"]))
    if found is None:
        raise tk.ObjectNotFound(tk._("This set was not tested yet."))
    return found


@tk.validate_action_data(schema.set_named)
def donneesqc_certification_run(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Have a reference dataset put to all the tests, by a worker.

    :param name: the set's name
    :returns: `set`, when it was `tested` last and the number of that `attempt`, before these tests
    """
    tk.check_access("donneesqc_certification_run", context, data_dict)
    known = _set(data_dict["name"])
    before = shown.last_tests(known.name)
    jobs.enqueue(known.name)
    return {"set": known.name, **before}


@tk.validate_action_data(schema.move)
def donneesqc_certification_move(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Move a reference dataset to another state of the certification.

    :param name: the set's name
    :param state: brouillon, soumis, certifie, suspendu or revoque
    :param reason: why, in words; the public log has it
    :returns: what `donneesqc_certification_show` returns
    """
    tk.check_access("donneesqc_certification_move", context, data_dict)
    known = _set(data_dict["name"])
    acting = roles.roles_of(context, known)
    try:
        said = (data_dict["state"], acting, context.get("user", ""), data_dict["reason"])
        standings.move(known.name, *said)
    except standings.Forbidden as reason:
        raise tk.NotAuthorized(tk._("You may not move it to this state.")) from reason
    except standings.NotPassed as reason:
        raise tk.ValidationError({"state": [_why(reason)]}) from reason
    model.Session.commit()
    facet.index_again(known.package_id)
    return shown.certification(known, _language())


@tk.validate_action_data(schema.attestation)
def donneesqc_attestation_create(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Attest, in one's role, what no machine can test.

    :param name: the set's name
    :param subject: mandate or method
    :param role: the role in which one attests it
    :param document: the address of what shows it
    :returns: the attestation
    """
    tk.check_access("donneesqc_attestation_create", context, data_dict)
    known, user = _set(data_dict["name"]), model.User.get(context.get("user"))
    if known.said["demonstration"]:
        refused = tk._("Nobody attests anything of a demonstration.")
        raise tk.ValidationError({"name": [refused]})
    if not ADDRESS.fullmatch(data_dict["document"]):
        raise tk.ValidationError({"document": [tk._("Give the address of the document.")]})
    told = {name: data_dict[name] for name in ("subject", "role", "document")}
    day = now().date()
    if model.Session.query(Attested).filter_by(set_name=known.name, day=day, **told).first():
        return {**told, "day": day.isoformat()}
    row = Attested(set_name=known.name, day=day, user_id=user.id if user else "", **told)
    model.Session.add(row)
    log.append(known.name, "attested", **told, user=log.mark_of(context.get("user", "")))
    model.Session.commit()
    jobs.enqueue(known.name)  # the test of attestations waits for this one
    return {**told, "day": day.isoformat()}


@tk.validate_action_data(schema.probe)
def donneesqc_probe_record(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Write down that the files or the API of a set answered at a moment, or didn't.

    :param name: the set's name
    :param kind: files or api
    :param at: when, ISO 8601 with a time zone
    :param answered: whether it did
    """
    tk.check_access("donneesqc_probe_record", context, data_dict)
    known = _set(data_dict["name"])
    try:
        moment = datetime.fromisoformat(data_dict["at"])
        if not -EARLY <= now() - moment <= LATE:
            raise ValueError(data_dict["at"])
        probes.record(known.name, data_dict["kind"], moment, data_dict["answered"])
    except (ValueError, TypeError, OverflowError) as reason:
        refused = tk._("Write a moment of the last days as ISO 8601, with its time zone.")
        raise tk.ValidationError({"at": [refused]}) from reason
    return {"name": known.name}


@tk.side_effect_free
@tk.validate_action_data(schema.log)
def donneesqc_certification_log(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Show the public log of the certification, the latest lines first.

    :param name: of a set, "" for all
    :param limit: how many lines (1 000 at most)
    :param offset: how many to skip
    :returns: `lines`, each with its number, the hash of the one before and its own; of sets that
        one may not see, nothing else
    """
    tk.check_access("donneesqc_certification_log", context, data_dict)
    asked = (data_dict["name"], data_dict["limit"], data_dict["offset"])
    return {"lines": log.lines_of(*asked, cache(partial(_is_hidden, context)))}


def _why(refused: standings.NotPassed) -> str:
    """Say why a set can't be certified, and what to do."""
    tests = ", ".join(message(f"criterion-{code}", _language()) for code in refused.codes)
    return {
        "untested": tk._("This set was not tested yet: put it to the tests first."),
        "old": tk._("Its last tests are more than three days old: put it to the tests again."),
        "changed": tk._("It changed since its last tests: put it to the tests again."),
        "failed": tk._("It doesn’t pass all tests. To correct: {tests}."),
        "unknown": tk._("Nothing can be said yet of these tests: {tests}."),
    }[refused.why].format(tests=tests)


def _set(name: str) -> ReferenceSet:
    found = sets.find_set(name)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no reference dataset of this name."))
    return found


def _is_hidden(context: Context, name: str) -> bool:
    try:
        tk.check_access("donneesqc_reference_show", context, {"name": name})
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return True
    return False


def _language() -> str:
    return "en" if tk.h.lang().startswith("en") else "fr"
