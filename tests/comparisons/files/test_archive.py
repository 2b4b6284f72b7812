"""Archives of catalogues: written with the same files as a directory, and read only if valid."""

import io
import stat
import struct
import tomllib
import zipfile

import pytest

from comparisons.files import BrokenFile, pack, reading, unpack, write_directory
from tests.catalogues import small_catalogue

SMALL = small_catalogue()
EXCESS = "The files hold far more keys than a catalogue has: nothing of them was read."


def files_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(entries, method=zipfile.ZIP_DEFLATED):
    """Return an archive of pairs of a name, or a ZipInfo, and bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def refusal(data):
    with pytest.raises(BrokenFile) as refused:
        unpack(data)
    return str(refused.value)


@pytest.fixture
def entries():
    return list(files_of(pack(SMALL)).items())


def test_an_archive_has_the_files_of_a_dump_and_reads_back_equal(tmp_path):
    write_directory(SMALL, tmp_path)
    written = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.toml")}
    assert files_of(pack(SMALL)) == written
    assert unpack(pack(SMALL)) == SMALL
    assert pack(unpack(pack(SMALL))) == pack(SMALL)


def test_a_common_folder_and_macos_metadata_are_ignored(entries):
    around = [("my work/", b""), *((f"my work/{name}", content) for name, content in entries)]
    litter = [("__MACOSX/my work/._claims.toml", b"\0"), ("my work/.DS_Store", b"\0")]
    assert unpack(zipped([*around, *litter])) == SMALL


@pytest.mark.parametrize(
    "name",
    [
        "../claims.toml", "/etc/passwd", "frameworks/../claims.toml", "frameworks/../../x.toml", "C:\\claims.toml",
        "frameworks\\alder.toml", "frameworks/a/b.toml", "notes.txt", "frameworks/.toml.exe", "claims.toml/x",
    ],
)  # fmt: skip
def test_an_unexpected_file_is_refused_by_name(entries, name):
    message = refusal(zipped([*entries, (name, b"")]))
    assert message.startswith(f"The archive is not read: it holds '{name[:3]}")
    assert "expected criteria.toml, questions.toml" in message


def test_the_slug_of_the_parent_directory_is_refused(entries):
    broken = [("frameworks/...toml", b'slug = ".."'), *entries]
    assert refusal(zipped(broken)).startswith("frameworks/...toml: ")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_duplicate_name_is_refused(entries):
    assert refusal(zipped([*entries, entries[0]])) == "The archive is not read: it holds 'claims.toml' 2 times."


def test_a_link_is_refused(entries):
    link = zipfile.ZipInfo("sources.toml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    others = [entry for entry in entries if entry[0] != "sources.toml"]
    message = refusal(zipped([*others, (link, b"/etc/passwd")]))
    assert message == "The archive is not read: 'sources.toml' is a link, not a file."


def test_a_zip_bomb_is_refused_before_decompression():
    bomb = zipped([(f"frameworks/{i}.toml", b"#" * 2**20) for i in range(11)])
    assert len(bomb) < 100_000
    assert refusal(bomb) == "The archive is not read: unpacked it would be 11 MB; 10 MB is the most."


def test_a_zip_bomb_with_a_false_size_yields_no_more_than_that_size():
    bomb = zipped([("claims.toml", b"#" * 2**24)])
    size = struct.pack("<I", 2**24)
    assert bomb.count(size) >= 2
    lying = bomb.replace(size, struct.pack("<I", 100))
    assert refusal(lying) == "The archive is not read: it is damaged or was cut off on its way."


def test_too_many_files_are_refused():
    message = refusal(zipped([(f"frameworks/{i}.toml", b"") for i in range(2001)]))
    assert message == "The archive is not read: it holds 2001 files; 2000 is the most."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unbounded_compression_methods_are_refused(entries, method):
    assert "packed in a way that is not read here" in refusal(zipped(entries, method))


def test_an_encrypted_archive_is_refused(entries):
    data = bytearray(zipped(entries[:1]))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) == "The archive is not read: it is encrypted; save it without a password."


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", pack(SMALL)[:-30], pack(SMALL)[:200], pack(SMALL)[20:]])
def test_an_invalid_or_truncated_archive_is_refused(data):
    assert refusal(data) == "The archive is not read: it is damaged or was cut off on its way."


def test_damaged_content_is_refused():
    data = bytearray(pack(SMALL))
    data[200] ^= 0xFF
    assert refusal(bytes(data)) == "The archive is not read: it is damaged or was cut off on its way."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[claims]]".encode("utf-16"), "claims.toml: expected UTF-8 text; byte 0 is something else"),
        ("# é".encode("latin-1"), "claims.toml: expected UTF-8 text; byte 2 is something else"),
        (b"claims = []\nclaims = []", "claims.toml: not TOML: Cannot overwrite a value (at end of document)"),
        (b"[[claims]]\nslug = ", "claims.toml: not TOML: Invalid value (at end of document)"),
    ],
)
def test_an_invalid_file_in_an_archive_is_refused_as_in_a_directory(entries, content, message):
    others = [entry for entry in entries if entry[0] != "claims.toml"]
    assert refusal(zipped([*others, ("claims.toml", content)])) == message


def test_a_missing_file_is_named(entries):
    assert refusal(zipped(entries[1:])) == "claims.toml: the file is missing"


@pytest.mark.parametrize(
    "line",
    ["k{}.a.b.c = 1\n", "[k{}.a.b.c]\n", "k{} = {{ a.b.c = 1 }}\n", "k{}.'a.'.\"b\" . c = 1\n", "1.{}.1.5 = 1\n"],
)
def test_far_more_parts_of_keys_than_a_catalogue_has_are_refused_before_parsing(entries, line, monkeypatch):
    monkeypatch.setattr(tomllib, "loads", lambda text: pytest.fail("it was parsed"))
    text = "".join(line.format(n) for n in range(11_000))
    files = dict(entries) | {"claims.toml": text.encode()}
    assert refusal(zipped(files.items())) == EXCESS


@pytest.mark.parametrize("line", ["k{} = 1\n", "[[k]]\n", "k{} = [[],[]]\n", "k{} = {{}}\n"])
def test_far_more_keys_and_lists_than_a_catalogue_has_are_refused_before_parsing(entries, line, monkeypatch):
    monkeypatch.setattr(reading, "_MOST_SIGNS", 6_000)
    monkeypatch.setattr(tomllib, "loads", lambda text: pytest.fail("it was parsed"))
    text = "".join(line.format(n) for n in range(6_000))
    files = dict(entries) | {"claims.toml": text.encode()}
    assert refusal(zipped(files.items())) == EXCESS


def test_numbers_and_texts_with_dots_are_no_keys(entries):
    text = "".join(f"# {n}.1.2.3\n" for n in range(30_000))
    files = dict(entries)
    files["claims.toml"] += text.encode()
    assert unpack(zipped(files.items())) == SMALL
    values = "x = [" + "1.5, -2.5e3, " * 12_000 + "]"
    assert "'x' does not belong here" in refusal(zipped((files | {"claims.toml": values.encode()}).items()))


def test_of_very_many_problems_a_hundred_are_named(entries):
    claim = '[[claims]]\nslug = "c{}"\ntext = "A."\nmade_by = "no"\nwhere = "1"\nframeworks = []\nevidence = ""\n'
    files = dict(entries)
    files["claims.toml"] += "".join(claim.format(n) for n in range(300)).encode()
    lines = refusal(zipped(files.items())).splitlines()
    assert len(lines) == 101
    assert lines[-1].endswith(" more problems.")
