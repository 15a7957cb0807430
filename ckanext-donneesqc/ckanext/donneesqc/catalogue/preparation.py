"""Create what publishing needs on a new portal: categories, organisations, roles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import ckan.plugins.toolkit as tk
import yaml
from ckan.types import Context

CATEGORIES = Path(__file__).with_name("categories.yaml")
ROLE = "editor"
PUBLISHING_ROLES = ("admin", "editor")


@dataclass(frozen=True)
class Prepared:
    """Say what a preparation had to add; all empty when the portal was ready."""

    categories: tuple[str, ...]
    organizations: tuple[str, ...]
    roles: tuple[str, ...]


def prepare_portal(organizations: Mapping[str, str], account: str) -> Prepared:
    """Create the categories and these organisations (name to title); make the account their editor.

    What exists is left as it is, so that a second run changes nothing. Raises `ObjectNotFound`
    when there is no such account.
    """
    tk.get_action("user_show")(_context(), {"id": account})
    categories = load_categories()
    return Prepared(
        categories=_create_missing("group", categories),
        organizations=_create_missing("organization", organizations),
        roles=(
            *_make_editor("group", categories, account),
            *_make_editor("organization", organizations, account),
        ),
    )


def load_categories() -> dict[str, str]:
    """Return the portal's 12 categories, slug to title."""
    return yaml.safe_load(CATEGORIES.read_text(encoding="utf-8"))


def _create_missing(kind: str, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Create the groups or organisations that are not there, and return their titles."""
    existing = set(tk.get_action(f"{kind}_list")(_context(), {}))
    missing = {name: title for name, title in wanted.items() if name not in existing}
    for name, title in missing.items():
        tk.get_action(f"{kind}_create")(_context(), {"name": name, "title": title})
    return tuple(missing.values())


def _make_editor(kind: str, names: Iterable[str], account: str) -> tuple[str, ...]:
    """Make the account an editor where it can't publish yet, and return where."""
    identifier = tk.get_action("user_show")(_context(), {"id": account})["id"]
    chosen = [name for name in names if identifier not in _publishers(name)]
    for name in chosen:
        member = {"id": name, "username": account, "role": ROLE}
        tk.get_action(f"{kind}_member_create")(_context(), member)
    return tuple(chosen)


def _publishers(name: str) -> set[str]:
    """Return the ids of the accounts that may publish in a group or an organisation."""
    return {
        member[0]
        for capacity in PUBLISHING_ROLES
        for member in tk.get_action("member_list")(
            _context(), {"id": name, "object_type": "user", "capacity": capacity}
        )
    }


def _context() -> Context:
    """Return a new context of the site's own account: actions write into the one they are given."""
    site = tk.get_action("get_site_user")(Context(ignore_auth=True), {})
    return Context(user=site["name"], ignore_auth=True)
