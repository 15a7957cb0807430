"""What a running task knows of itself and of its run."""

from typing import TYPE_CHECKING, cast

from airflow.sdk import get_current_context

if TYPE_CHECKING:
    from airflow.sdk.execution_time.context import OutletEventAccessors
    from airflow.sdk.execution_time.task_runner import RuntimeTaskInstance
    from airflow.sdk.types import DagRunProtocol


def task_instance() -> "RuntimeTaskInstance":
    """Return the running task, through which tasks hand results to one another."""
    return cast("RuntimeTaskInstance", get_current_context().get("ti"))


def dag_run() -> "DagRunProtocol":
    """Return the run that the task is part of."""
    return cast("DagRunProtocol", get_current_context().get("dag_run"))


def names(parameter: str) -> list[str]:
    """Return the names that whoever started the run gave to a parameter; none means all."""
    return list((get_current_context().get("params") or {}).get(parameter) or ())


def outlet_events() -> "OutletEventAccessors":
    """Return where a task says which assets it updated."""
    return cast("OutletEventAccessors", get_current_context().get("outlet_events"))
