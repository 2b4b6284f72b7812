"""Working copy (rows) <-> Catalogue (value)."""

from comparisons.working_copy.lock import lock_working_copy, working_copy_locked_at
from comparisons.working_copy.reading import read_catalogue
from comparisons.working_copy.writing import write_catalogue

__all__ = ["lock_working_copy", "read_catalogue", "working_copy_locked_at", "write_catalogue"]
