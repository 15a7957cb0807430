"""What becomes of a deposited file: a verdict, its rows in normal form, what the portal says."""

from pipelines.deposit.task import PAGE, REPORT, ROWS, Kept, Prepared, Task

__all__ = ["PAGE", "REPORT", "ROWS", "Kept", "Prepared", "Task"]
