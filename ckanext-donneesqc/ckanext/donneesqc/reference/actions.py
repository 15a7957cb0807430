"""The actions of reference datasets."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import ActionResult, Context, DataDict
from ckanext.donneesqc.reference import (
    declarations,
    jobs,
    reports,
    schema,
    sets,
    shown,
    successions,
)
from ckanext.donneesqc.reference.certification import log
from ckanext.donneesqc.reference.entities import find_entity
from ckanext.donneesqc.reference.model import CONFIRMED, ReferenceSet

__all__ = [
    "donneesqc_entity_show",
    "donneesqc_error_report_create",
    "donneesqc_reference_declare",
    "donneesqc_reference_list",
    "donneesqc_reference_show",
    "donneesqc_succession_decide",
]


@tk.side_effect_free
def donneesqc_reference_list(context: Context, data_dict: DataDict) -> list[dict]:
    """List the reference datasets that one may see.

    :returns: of each, what `donneesqc_reference_show` returns
    """
    known = model.Session.query(ReferenceSet).order_by(ReferenceSet.name)
    return shown.reference_sets([item for item in known if shown.is_visible(item)])


@tk.side_effect_free
@tk.validate_action_data(schema.set_named)
def donneesqc_reference_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Show a reference dataset.

    :param name: the set's name, as in its address
    :returns: what its publisher declares, its columns, how many entities it has today, the other
        `names` that they have or had
    """
    tk.check_access("donneesqc_reference_show", context, data_dict)
    known = _set(data_dict["name"])
    return {**shown.reference_set(known), "names": known.names}


@tk.side_effect_free
@tk.validate_action_data(schema.entity_named)
def donneesqc_entity_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Show an entity of a reference dataset, there or gone.

    :param set: the set's name
    :param identifier: the entity's identifier
    :returns: `name`, `cells`, `gone`, `successors` with the `status` and `evidence` of each,
        `address`, and its addresses in other forms
    """
    tk.check_access("donneesqc_entity_show", context, data_dict)
    found = find_entity(data_dict["set"], data_dict["identifier"])
    if found is None:
        raise tk.ObjectNotFound(tk._("This identifier was never given."))
    return shown.entity(found)


@tk.validate_action_data(schema.set_declare)
def donneesqc_reference_declare(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Declare that a dataset is a reference for others, or change what is declared of it.

    What isn't given stays as it was declared. Of a set that is certified, or suspended from being
    so, nothing on which its certificate rests is changed, and no promise is lessened.

    :param dataset: its name or id
    :param official: the official source
    :param mandate: by what right it is published
    :param steward: who answers for it
    :param demonstration: whether nobody with that mandate asked for it
    :param notice: days of notice before a breaking change
    :param vintage: the column that says of which vintage a row is, if any
    :param shape: which columns say what: `identifier`, `name`, `names`, `acronyms`, `codes`,
        `about`, `prefixes`, `level`
    :param promises: `files` and `api`, percents of the time during which they answer
    :param references: columns that name entities of other sets: `column`, `set`; by default, those
        that the schema's foreign keys say
    :param names: other names of entities: `code`, `nom`, `nature`, `statut`; by default, those
        known already
    :param gone: entities that were gone before: `code`, `nom`, `dernier_millesime`, and what may
        follow each: `successeur`, `preuve`
    :returns: what `donneesqc_reference_show` returns
    """
    tk.check_access("donneesqc_reference_declare", context, data_dict)
    package = tk.get_action("package_show")(context, {"id": data_dict.pop("dataset")})
    names, gone = data_dict.pop("names", None), data_dict.pop("gone", [])
    before = sets.said_of(package["id"])
    said = declarations.completed(data_dict, before)
    said.setdefault("references", sets.references_of_schema(package["id"]))
    declarations.check(package["id"], said, before)
    declarations.check_gone(package["id"], gone)
    changed = declarations.changed(package["id"], said, names, gone)
    known = sets.declare(package, said, names, gone)
    if known is None:
        message = tk._("This name is already that of another reference dataset.")
        raise tk.ValidationError({"dataset": [message]})
    if changed:  # readers see in the public log that what was promised isn't what it was
        log.append(known.name, "declared", changed=changed)
    model.Session.commit()
    jobs.enqueue(known.name)
    return shown.reference_set(known)


@tk.validate_action_data(schema.error_report)
def donneesqc_error_report_create(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Report an error in a reference dataset to who answers for it.

    :param name: the set's name
    :param identifier: of the entity that is meant, "" for none
    :param words: what is wrong, and what shows it
    :param answer_to: the e-mail address of who reports, "" for no answer
    :returns: `name`

    Raises ValidationError, also when too many errors were reported within an hour.
    """
    tk.check_access("donneesqc_error_report_create", context, data_dict)
    known = _set(data_dict["name"])
    wrong = reports.wrong_with(known, data_dict)
    if wrong:
        raise tk.ValidationError(wrong)
    said = (data_dict["identifier"], data_dict["words"], data_dict["answer_to"])
    reports.write_down(known, *said)
    return {"name": known.name}


@tk.validate_action_data(schema.succession_decide)
def donneesqc_succession_decide(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Confirm or refuse that an entity follows another that is gone.

    :param set: the set's name
    :param identifier: the one that is gone
    :param successor: the one that follows it
    :param status: confirmed or refused
    :param evidence: why, in words
    :returns: what `donneesqc_entity_show` returns
    """
    tk.check_access("donneesqc_succession_decide", context, data_dict)
    name, identifier = data_dict["set"], data_dict["identifier"]
    found, following = find_entity(name, identifier), find_entity(name, data_dict["successor"])
    if found is None or following is None:
        raise tk.ObjectNotFound(tk._("This identifier was never given."))
    if not found.gone:
        raise tk.ValidationError({"identifier": [tk._("This entity is not gone.")]})
    confirmed = data_dict["status"] == CONFIRMED
    if confirmed and successions.leads_to(name, following.identifier, identifier):
        raise tk.ValidationError({"successor": [tk._("An entity doesn’t follow itself.")]})
    said = (following.identifier, data_dict["status"], data_dict["evidence"])
    user = model.User.get(context.get("user"))
    successions.decide(name, identifier, *said, user.id if user else "")
    told = {"identifier": identifier, "successor": following.identifier}
    log.append(name, "decided", **told, status=data_dict["status"], why=data_dict["evidence"])
    model.Session.commit()
    jobs.enqueue(name)
    return shown.entity(found)


def _set(name: str) -> ReferenceSet:
    found = sets.find_set(name)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no reference dataset of this name."))
    return found
