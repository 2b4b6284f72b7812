"""Reading and writing a catalogue as TOML files. The shipped ones are in `data/`, with one file per framework."""

from pathlib import Path

from comparisons.files.archive import pack, unpack
from comparisons.files.reading import BrokenFile, read_directory
from comparisons.files.writing import write_directory

__all__ = ["SHIPPED", "BrokenFile", "pack", "read_directory", "unpack", "write_directory"]

SHIPPED = Path(__file__).parent / "data"
