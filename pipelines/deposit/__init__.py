"""What becomes of a deposited file: a verdict, its rows in normal form, what the portal says."""

from pipelines.deposit.prepare import prepare
from pipelines.deposit.task import Prepared, Task

__all__ = ["Prepared", "Task", "prepare"]
