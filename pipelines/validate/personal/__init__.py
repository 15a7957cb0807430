"""Find personal information before it is published: it blocks until a person says why it may be."""

from pipelines.validate.personal.declaration import Declaration, read_declaration
from pipelines.validate.personal.found import Found
from pipelines.validate.personal.watch import PersonalWatch, watch_personal

__all__ = ["Declaration", "Found", "PersonalWatch", "read_declaration", "watch_personal"]
