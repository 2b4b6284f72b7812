"""Working copy (rows) <-> Catalogue (value)."""

from comparisons.working_copy.reading import read_catalogue
from comparisons.working_copy.writing import write_catalogue

__all__ = ["read_catalogue", "write_catalogue"]
