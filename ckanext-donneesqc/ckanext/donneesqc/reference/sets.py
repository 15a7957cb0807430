"""Find the reference datasets, and declare one."""

from collections.abc import Mapping
from dataclasses import dataclass

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference import successions
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.signals import referring_tables
from sqlalchemy import select

# made once: every page of an entity asks it
_LISTED = (
    select(
        ReferenceSet.name,
        ReferenceSet.mark,
        ReferenceSet.said["references"],
        model.Package.title,
        model.Package.private,
        model.Package.state,
    )
    .join(model.Package, model.Package.id == ReferenceSet.package_id)
    .order_by(ReferenceSet.name)
)


@dataclass(frozen=True)
class Listed:
    """What other sets need to know of one; `references`: column → set."""

    name: str
    title: str
    mark: str
    references: Mapping[str, str]
    is_public: bool


def list_sets() -> list[Listed]:
    """Return all sets, in one question, by name."""
    return [
        Listed(
            name=name,
            title=title or name,
            mark=mark,
            references={item["column"]: item["set"] for item in references},
            is_public=not private and state == model.State.ACTIVE,
        )
        for name, mark, references, title, private, state in model.Session.execute(_LISTED)
    ]


def find_set(name: str) -> ReferenceSet | None:
    """Return a set by its name."""
    return model.Session.get(ReferenceSet, name)


def set_of(package_id: str) -> ReferenceSet | None:
    """Return the set of a dataset."""
    return model.Session.query(ReferenceSet).filter_by(package_id=package_id).first()


def is_public(known: ReferenceSet) -> bool:
    """Say whether everybody may see a set."""
    package = known.package
    return bool(package) and not package.private and package.state == model.State.ACTIVE


def package_of(known: ReferenceSet) -> model.Package:
    """Return the dataset of a set; raises ObjectNotFound when it was purged."""
    if known.package is None:
        raise tk.ObjectNotFound(tk._("There is no reference dataset of this name."))
    return known.package


def said_of(package_id: str) -> dict:
    """Return what is declared of a dataset, nothing of one that is no set."""
    known = set_of(package_id)
    return known.said if known else {}


def declare(
    package: dict, said: dict, names: list[dict] | None, gone: list[dict]
) -> ReferenceSet | None:
    """Write down what makes a dataset a reference; return its set, None when its name is another's.

    `names`: other names of entities; `gone`: entities that were gone before the first publication,
    with what seems to follow each.
    """
    known = set_of(package["id"])
    if known is None:
        if find_set(package["name"]) is not None:
            return None
        known = ReferenceSet(name=package["name"], package_id=package["id"], said={})
        model.Session.add(known)
    known.said = said
    if names is not None:
        known.names = names
    model.Session.flush()
    _add_gone(known.name, gone)
    successions.propose(known.name, (row for row in gone if row["successeur"]))
    return known


def references_of_schema(package_id: str) -> list[dict[str, str]]:
    """Return which columns of a dataset name entities of sets, by its schema's foreign keys."""
    return [
        {"column": column, "set": known.name}
        for known in model.Session.query(ReferenceSet).order_by(ReferenceSet.name)
        for table in referring_tables(known.name)
        if table["package_id"] == package_id
        for column, field in zip(table["columns"], table["fields"], strict=True)
        if field == known.said["shape"]["identifier"]
    ]


def _add_gone(set_name: str, gone: list[dict]) -> None:
    """Add to the register the entities that were gone before it began; name those it forgot.

    What is said of one that is there counts for nothing.
    """
    for row in gone:
        held = model.Session.get(EntityRecord, (set_name, row["code"]))
        if held is None:
            vintage = row["dernier_millesime"]
            held = EntityRecord(
                set_name=set_name,
                identifier=row["code"],
                name=row["nom"],
                cells={},
                first_vintage=vintage,
                last_vintage=vintage,
                gone=True,
                geometry="",
            )
            model.Session.add(held)
            model.Session.flush()
        elif held.gone and held.name == held.identifier:
            held.name = row["nom"]
