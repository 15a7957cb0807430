"""Who calls an action."""

from ckan.model import User
from ckan.types import Context


def account_of(context: Context) -> User | None:
    """Return the account that calls, nothing for the anonymous."""
    user = context.get("auth_user_obj")
    return user if isinstance(user, User) else None


def account_id(context: Context) -> str:
    """Return the id of the account that calls, "" for the anonymous."""
    user = account_of(context)
    return user.id if user else ""


def same_account(context: Context) -> Context:
    """Return a new context of the same account: actions write into the one they are given."""
    user = account_of(context)
    return Context(user=user.name, auth_user_obj=user) if user else Context(user="")
