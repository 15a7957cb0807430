"""Answer the portal's guidelines about a file: `relidi_*` and C1 to C11, each with its evidence.

A guideline not met blocks nothing: the respondent is asked for a reasoned derogation.
"""

from pipelines.validate.guidelines.five import PortalVerdict, five
from pipelines.validate.guidelines.subject import Subject
from pipelines.validate.guidelines.verdict import Evidence, Verdict
from pipelines.validate.guidelines.watch import Watch, watch

__all__ = ["Evidence", "PortalVerdict", "Subject", "Verdict", "Watch", "five", "watch"]
