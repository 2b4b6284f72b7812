import tomllib

from msgspec.structs import replace

from comparisons.files import write_directory
from comparisons.files.writing import COLLECTIONS, file_of
from tests.catalogues import BIRCH, changed, small_catalogue, with_score, without


def test_there_is_a_file_for_each_framework_and_each_kind_of_thing(tmp_path):
    write_directory(small_catalogue(), tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.toml")) == [
        "claims.toml",
        "criteria.toml",
        "frameworks/alder.toml",
        "frameworks/birch.toml",
        "frameworks/cedar.toml",
        "frameworks/dogwood.toml",
        "moves.toml",
        "packages.toml",
        "questions.toml",
        "scenarios.toml",
        "sources.toml",
    ]


def test_a_file_has_the_layout_of_one_written_by_hand(tmp_path):
    write_directory(small_catalogue(frameworks=(replace(BIRCH, scores=BIRCH.scores[:1]),)), tmp_path)
    assert (tmp_path / "frameworks" / "birch.toml").read_text() == (
        'slug = "birch"\n'
        'name = "Birch"\n'
        'status = "published"\n'
        'summary = "Birch serves pages."\n'
        'licence = "MIT"\n'
        'home_page = "https://birch.example/"\n'
        'documentation = "https://docs.birch.example/"\n'
        'repository = "https://code.example/birch"\n'
        'first_release = "2005-07"\n'
        'latest_version = "1.0"\n'
        'latest_release = "2026-02"\n'
        'interface = "asgi"\n'
        "alternatives = [\n"
        '    "alder",\n'
        "]\n"
        "\n"
        "[[scores]]\n"
        'criterion = "packages"\n'
        "value = 1\n"
        'confidence = "high"\n'
        'reason = "The manual says 1.0."\n'
        "reviewed_on = 2026-11-22\n"
        'version = "1.0"\n'
        "sources = [\n"
        '    "manual",\n'
        "]\n"
    )


def test_writing_twice_gives_the_same_bytes(tmp_path):
    write_directory(small_catalogue(), tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.toml")}
    write_directory(small_catalogue(frameworks=small_catalogue().frameworks[::-1]), tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.toml")} == before


def test_one_score_changes_one_line(tmp_path):
    write_directory(small_catalogue(), tmp_path)
    before = (tmp_path / "frameworks" / "alder.toml").read_text().splitlines()
    write_directory(with_score(small_catalogue(), "alder", "admin", value=8.5), tmp_path)
    after = (tmp_path / "frameworks" / "alder.toml").read_text().splitlines()
    assert set(before) ^ set(after) == {"value = 9", "value = 8.5"}


def test_the_file_of_a_removed_framework_is_deleted(tmp_path):
    write_directory(small_catalogue(), tmp_path)
    write_directory(without(small_catalogue(), "frameworks", "cedar"), tmp_path)
    assert not (tmp_path / "frameworks" / "cedar.toml").exists()


def test_empty_collections_leave_empty_files(tmp_path):
    write_directory(small_catalogue(claims=()), tmp_path)
    assert (tmp_path / "claims.toml").read_text() == ""


def test_awkward_texts_are_read_back_unchanged(tmp_path):
    text = 'a "quote", a \\ backslash,\n\ta tab,\x7f and # no comment'
    write_directory(changed(small_catalogue(), "frameworks", "alder", summary=text), tmp_path)
    assert tomllib.loads((tmp_path / "frameworks" / "alder.toml").read_text())["summary"] == text


def test_each_problem_is_assigned_to_a_file():
    places = {
        "framework alder, score admin": "frameworks/alder.toml",
        "framework alder": "frameworks/alder.toml",
        "group parts": "criteria.toml",
        "criterion type, kind full": "criteria.toml",
        "question build, choice site": "questions.toml",
        "source manual": "sources.toml",
        "claim quick": "claims.toml",
        "scenario shop": "scenarios.toml",
        "starting point web-shop": "questions.toml",
        "move alder-to-birch, routes": "moves.toml",
        "package alder": "packages.toml",
    }
    assert {where: file_of(where) for where in places} == places
    assert set(COLLECTIONS) == {name for name in places.values() if "/" not in name}
