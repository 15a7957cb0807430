"""The actions of this room, by name."""

from ckanext.donneesqc.deposits.actions import deposits, versions

ACTIONS = {
    name: getattr(module, name) for module in (deposits, versions) for name in module.__all__
}
