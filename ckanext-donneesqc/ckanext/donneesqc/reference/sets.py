"""Find the reference datasets, and declare one."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference import successions
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet


def find_set(name: str) -> ReferenceSet | None:
    """Return a set by its name."""
    return model.Session.get(ReferenceSet, name)


def set_of(package_id: str) -> ReferenceSet | None:
    """Return the set of a dataset."""
    return model.Session.query(ReferenceSet).filter_by(package_id=package_id).first()


def package_of(known: ReferenceSet) -> model.Package:
    """Return the dataset of a set; raises ObjectNotFound when it was purged."""
    found = model.Package.get(known.package_id)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no reference dataset of this name."))
    return found


def declare(package: dict, said: dict, names: list[dict], gone: list[dict]) -> ReferenceSet | None:
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
    known.said = {**said, "names": names}
    model.Session.flush()
    _add_gone(known.name, gone)
    successions.propose(known.name, (row for row in gone if row["successeur"]))
    return known


def _add_gone(set_name: str, gone: list[dict]) -> None:
    """Add to the register the entities that were gone before it began."""
    for row in gone:
        place = {"set_name": set_name, "identifier": row["code"]}
        if model.Session.get(EntityRecord, (set_name, row["code"])) is None:
            vintage = row["dernier_millesime"]
            record = EntityRecord(
                **place,
                name=row["nom"],
                cells={},
                first_vintage=vintage,
                last_vintage=vintage,
                gone=True,
                geometry="",
            )
            model.Session.add(record)
            model.Session.flush()
