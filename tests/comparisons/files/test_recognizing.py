import io
import zipfile

import pytest

from comparisons.files.recognizing import kind_of


def zipped(*names, content=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


KINDS = {
    "gzip": (b"\x1f\x8b\x08\x00", "a file packed by gzip"),
    "PDF": (b"%PDF-1.7\n", "a PDF"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an older Excel, or has a password"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    "OpenDocument": (
        zipped("mimetype", content=b"application/vnd.oasis.opendocument.spreadsheet"),
        "an OpenDocument file",
    ),
    "binary workbook": (zipped("xl/workbook.bin"), "a binary workbook (XLSB)"),
    "Numbers": (zipped("Index/Document.iwa"), "a file of Numbers"),
    "text document": (zipped("word/document.xml"), "a text document"),
    "web page": (b"\n<HTML><table>", "a web page"),
    "XML": (b'\xef\xbb\xbf<?xml version="1.0"?>', "an XML file"),
    "JSON": (b'[{"framework": "django"}]', "a JSON file"),
    "a table": (b"framework,criterion,value\ndjango,admin,9\n", ""),
    "a table in quotes": (b'"framework","criterion"\n"django","admin"\n', ""),
    "XLSX with a document in it": (zipped("xl/workbook.xml", "xl/embeddings/word/document.xml"), ""),
    "nothing": (b"", ""),
}


@pytest.mark.parametrize(("data", "kind"), KINDS.values(), ids=KINDS.keys())
def test_a_file_is_known_by_what_it_holds(data, kind):
    assert kind_of(data)[0] == kind


def test_who_is_told_what_a_file_is_is_told_what_to_do_too():
    assert all(bool(kind) == bool(advice) for kind, advice in (kind_of(data) for data, _ in KINDS.values()))
