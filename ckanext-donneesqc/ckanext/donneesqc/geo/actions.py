"""The actions of maps."""

import ckan.plugins.toolkit as tk
from ckan.types import ActionResult, Context, DataDict
from ckanext.donneesqc.geo import described, jobs, making, maps, schema

__all__ = ["donneesqc_map_prepare", "donneesqc_map_show"]


@tk.side_effect_free
@tk.validate_action_data(schema.map_show)
def donneesqc_map_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Return what the map of a resource shows, or why there is none.

    :param resource: the id of the resource
    :returns: `state` (waiting, ready, none), `reason` of none, `layers` with their columns, extent,
        reference system and the addresses of their parts; see the page « API » for each
    """
    tk.check_access("donneesqc_map_show", context, data_dict)
    resource = tk.get_action("resource_show")(context, {"id": data_dict["resource"]})
    package = tk.get_action("package_show")(context, {"id": resource["package_id"]})
    return described.describe(making.ensure(resource, package), package, resource)


@tk.validate_action_data(schema.map_show)
def donneesqc_map_prepare(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Have the map of a resource made anew, by a worker.

    :param resource: the id of the resource
    :returns: what `donneesqc_map_show` returns
    """
    tk.check_access("donneesqc_map_prepare", context, data_dict)
    resource = tk.get_action("resource_show")(context, {"id": data_dict["resource"]})
    package = tk.get_action("package_show")(context, {"id": resource["package_id"]})
    known = maps.ask(resource, package["id"], anew=True)
    jobs.enqueue(resource["id"])
    return described.describe(known, package, resource)
