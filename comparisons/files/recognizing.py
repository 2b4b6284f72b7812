"""What kind of file some bytes are, so that a refusal can name it. Pure."""

import re

_PACKED = "Unpack it and upload the file in it."
_PICTURE = "Upload the table itself."
_SAVE = "Open it in a spreadsheet program and save the table as “CSV UTF-8” or as XLSX."
# How files begin, what they are then, and what to do.
_BEGINNINGS = {
    b"\x1f\x8b": ("a file packed by gzip", _PACKED),
    b"BZh": ("a file packed by bzip2", _PACKED),
    b"\xfd7zXZ": ("a file packed by xz", _PACKED),
    b"\x28\xb5\x2f\xfd": ("a file packed by Zstandard", _PACKED),
    b"7z\xbc\xaf": ("a 7-Zip archive", _PACKED),
    b"Rar!": ("a RAR archive", _PACKED),
    b"%PDF": ("a PDF", "Upload the table that it was made from."),
    b"\xd0\xcf\x11\xe0": ("a file of an older Excel, or has a password", _SAVE),
    b"{\\rtf": ("a text document", _SAVE),
    b"\x89PNG": ("a picture", _PICTURE),
    b"\xff\xd8\xff": ("a picture", _PICTURE),
    b"GIF8": ("a picture", _PICTURE),
    b"SQLite format 3": ("a database", "Export the table from it."),
}
# What parts the zip archives of office programs hold.
_PARTS = {
    b"xl/workbook.bin": ("a binary workbook (XLSB)", _SAVE),
    b"application/vnd.oasis.opendocument": ("an OpenDocument file", _SAVE),
    b"Index/Document.iwa": ("a file of Numbers", _SAVE),
    b"word/document.xml": ("a text document", _SAVE),
}
_XLSX = b"xl/workbook.xml"
_TEXTS = {
    re.compile(rb"\s*<(?:!doctype\s+)?html", re.IGNORECASE): ("a web page", _SAVE),
    re.compile(rb"\s*<\?xml"): ("an XML file", _SAVE),
    re.compile(rb"\s*[\[{]\s*[\"{\[]"): ("a JSON file", "Upload the table as CSV or XLSX."),
}
_MARK = b"\xef\xbb\xbf"


def kind_of(data: bytes) -> tuple[str, str]:
    """Return what a file is, with an article, and what to do with it; two empty texts for tables and what is unknown.

    >>> kind_of(b"%PDF-1.7")
    ('a PDF', 'Upload the table that it was made from.')
    """
    known = next((found for start, found in _BEGINNINGS.items() if data.startswith(start)), None)
    if known is None and data.startswith(b"PK") and _XLSX not in data:
        known = next((found for part, found in _PARTS.items() if part in data), None)
    elif known is None:
        text = data[:1000].removeprefix(_MARK)
        known = next((found for pattern, found in _TEXTS.items() if pattern.match(text)), None)
    return known or ("", "")
