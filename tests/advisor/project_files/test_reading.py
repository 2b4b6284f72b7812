"""What is read from each kind of project file, and what is said of the rest."""

import pytest

from advisor.project_files.project import Dependency, Unread
from advisor.project_files.reading import LARGEST, MOST_FILES, read_project


def read(text, name=""):
    return read_project([(name, text if isinstance(text, bytes) else text.encode())])


def dependency(name, file="your text", *, optional=False, direct=True):
    return Dependency(name, file, optional, direct)


NAMES = {
    "requirements": (
        "requirements.txt",
        "# comment\nFlask_Login==1.0  # why\nDjango[argon2]>=5,<6 ; python_version > '3.9'\n"
        "gunicorn==23.0 \\\n    --hash=sha256:0a1b\n-i https://index/\n-c limits.txt\n-e .\n.[dev]\n",
        ["django", "flask-login", "gunicorn"],
    ),
    "addresses that name a package": (
        "requirements.txt",
        "-e git+https://host/x.git@abc#egg=Flask-Admin\nbottle @ https://host/bottle.zip\n"
        "https://host/files/falcon-4.0-py3-none-any.whl\nhttps://host/files/sanic-24.6.tar.gz#sha256=0a\n",
        ["bottle", "falcon", "flask-admin", "sanic"],
    ),
    "pip freeze": (
        "",
        "# Editable install with no version control (shop==1.0)\n" + "".join(f"p{n}==1\n" for n in range(9)),
        ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "shop"],
    ),
    "pip list": ("", "Package    Version\n---------- -------\nFlask      3.1.0\n", ["flask"]),
    "PEP 621": (
        "pyproject.toml",
        '[project]\nname = "shop"\ndependencies = ["fastapi>=1"]\n'
        '[project.optional-dependencies]\nredis = ["redis"]\nall = ["shop[redis]"]\n'
        '[dependency-groups]\nbase = ["celery"]\ntest = ["pytest", {include-group = "base"}]\n',
        ["celery", "fastapi", "pytest", "redis"],
    ),
    "Poetry": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\npython = "^3.12"\nquart = "*"\nown = { path = "lib" }\n'
        '[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
        ["own", "pytest", "quart"],
    ),
    "PDM, uv, Hatch and Flit": (
        "pyproject.toml",
        '[tool.pdm.dev-dependencies]\nlint = ["ruff", "-e file:///${PROJECT_ROOT}/lib#egg=lib"]\n'
        '[tool.uv]\ndev-dependencies = ["mypy"]\n[tool.hatch.envs.default]\ndependencies = ["tox"]\n'
        '[tool.flit.metadata]\nrequires = ["falcon"]\n',
        ["falcon", "mypy", "ruff", "tox"],
    ),
    "setup.cfg": (
        "setup.cfg",
        "[metadata]\nname = shop\n[options]\ninstall_requires =\n    pyramid>=2\n    waitress; python_version > '3'\n"
        "[options.extras_require]\ntests = pytest\n",
        ["pyramid", "pytest", "waitress"],
    ),
    "Pipfile": (
        "Pipfile",
        '[[source]]\nurl = "https://user:secret@host/simple"\nname = "own"\n[packages]\nDjango = "*"\n'
        'lib = {path = "."}\n[dev-packages]\npytest = "*"\n[requires]\npython_version = "3.12"\n',
        ["django", "lib", "pytest"],
    ),
    "Pipfile.lock": (
        "Pipfile.lock",
        '{"_meta": {}, "default": {"django": {"version": "==5"}}, "develop": {"pytest": {}}}',
        ["django", "pytest"],
    ),
    "uv.lock": (
        "uv.lock",
        'version = 1\n[[package]]\nname = "shop"\nsource = { virtual = "." }\n'
        'dependencies = [{ name = "fastapi" }]\n[package.dev-dependencies]\ndev = [{ name = "pytest" }]\n'
        '[[package]]\nname = "fastapi"\ndependencies = [{ name = "starlette" }]\n'
        '[[package]]\nname = "starlette"\n[[package]]\nname = "pytest"\n',
        ["fastapi", "pytest", "starlette"],
    ),
    "poetry.lock": (
        "poetry.lock",
        '[[package]]\nname = "flask"\n[package.dependencies]\nWerkzeug = ">=3"\n[[package]]\nname = "werkzeug"\n'
        '[[package]]\nname = "pytest"\ngroups = ["dev"]\n',
        ["flask", "pytest", "werkzeug"],
    ),
    "pylock.toml": (
        "pylock.toml",
        'lock-version = "1.0"\n[[packages]]\nname = "flask"\n[[packages]]\nname = "werkzeug"\n',
        ["flask", "werkzeug"],
    ),
    "conda": (
        "environment.yml",
        "name: shop\nchannels:\n  - defaults\ndependencies:\n  - python=3.12\n"
        "  - conda-forge::numpy>=1.2\n  - _libgcc_mutex=0.1"
        "\n  - pip\n  - pip:\n    - streamlit==1.50\n    - -r more.txt\nprefix: /home/me\n",
        ["numpy", "streamlit"],
    ),
    "UTF-16, as PowerShell writes it": ("requirements.txt", "Flask==3\r\n".encode("utf-16"), ["flask"]),
}


@pytest.mark.parametrize("case", NAMES)
def test_packages_are_read_from_every_kind_of_file(case):
    name, text, names = NAMES[case]
    project = read(text, name)
    assert list(project.names) == names
    assert project.unread == ()


def test_an_exported_environment_does_not_say_what_was_chosen():
    text = "dependencies:\n  - sqlite=3.50.2=hda9a_0\n  - tk=8.6.15=hf19_0\n  - pip:\n"
    text += "".join(f"      - {name}==1\n" for name in ("alder", *(f"other{number}" for number in range(8))))
    found = read_project([("environment.yml", text.encode())])
    assert {one.is_direct for one in found.dependencies} == {None}


@pytest.mark.parametrize("case", [case for case, (name, _, _) in NAMES.items() if name])
def test_a_pasted_text_is_recognised_without_its_name(case):
    _, text, names = NAMES[case]
    assert list(read(text).names) == names


def test_what_was_chosen_is_told_from_what_came_along():
    text = (
        "flask==3\n    # via -r requirements.in\nwerkzeug==3\n    # via flask\nredis==5  # via shop (pyproject.toml)\n"
    )
    assert read(text).dependencies == (dependency("flask"), dependency("werkzeug", direct=False), dependency("redis"))


def test_the_export_of_uv_names_the_project_as_a_parent():
    text = "flask==3\n    # via\n    #   flask-login\n    #   shop\nflask-login==1\n    # via shop\n"
    assert read(text).dependencies == (dependency("flask"), dependency("flask-login"))


def test_extras_and_tools_for_developers_are_optional():
    extras = '[project.optional-dependencies]\nx = ["b"]\n[dependency-groups]\ndev = ["c"]\n'
    text = f'[project]\ndependencies = ["a"]\n{extras}'
    assert [(one.name, one.is_optional) for one in read(text).dependencies] == [("a", False), ("b", True), ("c", True)]
    assert read("pytest\n", "requirements-dev.txt").dependencies[0].is_optional


def test_a_uv_lock_says_what_the_project_chose():
    name, text, _ = NAMES["uv.lock"]
    assert read(text, name).dependencies == (
        dependency("fastapi", "uv.lock"),
        dependency("starlette", "uv.lock", direct=False),
        dependency("pytest", "uv.lock", optional=True),
    )


UNREAD = {
    "words": ("requirements.txt", "flask\nno such line\n", Unread("requirements.txt", "line 2", "no such line")),
    "a variable for a name": ("requirements.txt", "${NAME}==1\n", Unread("requirements.txt", "line 1", "${NAME}==1")),
    "a folder": ("requirements.txt", "./lib\n", Unread("requirements.txt", "line 1", "./lib")),
    "an unknown option": ("requirements.txt", "--odd\n", Unread("requirements.txt", "line 1", "--odd")),
    "an address without a name": (
        "requirements.txt",
        "https://user:hunter2@private.host/x\n",
        Unread("requirements.txt", "line 1"),
    ),
    "a password": ("requirements.txt", "flask password=hunter2\n", Unread("requirements.txt", "line 1")),
    "a key": ("requirements.txt", "!AKIAx7EXAMPLE9kQ\n", Unread("requirements.txt", "line 1")),
    "no requirement": (
        "pyproject.toml",
        '[project]\ndependencies = ["a b"]\n',
        Unread("pyproject.toml", "project.dependencies", "a b"),
    ),
    "no name": (
        "Pipfile",
        '[packages]\n"a b" = "*"\n',
        Unread("Pipfile", "packages", "a b"),
    ),
    "a list in conda's brackets": (
        "environment.yml",
        "dependencies: [flask]\n",
        Unread("environment.yml", "line 1", "dependencies: [flask]"),
    ),
}


@pytest.mark.parametrize("case", UNREAD)
def test_every_line_that_is_not_understood_is_told_and_secrets_are_not(case):
    name, text, unread = UNREAD[case]
    project = read(text, name)
    assert project.unread == (unread,)
    assert "hunter2" not in str(project)


NOTES = {
    "too large": ("big.txt", b"a" * (LARGEST + 1), "big.txt was not read: it is larger than 1 MB."),
    "empty": ("requirements.txt", b" \n", "requirements.txt is empty."),
    "a picture": ("logo.png", b"\x89PNG\r\n\x1a\n\x00", "logo.png was not read: it is a picture."),
    "no text": ("x.txt", b"\xff\x00\xfe\x01", "x.txt was not read: it is not a text."),
    "a program": (
        "setup.py",
        b"print(1)",
        "setup.py was not read: it is a program, and no program is run here. Add setup.cfg, pyproject.toml or a list.",
    ),
    "of another language": ("package.json", b"{}", "package.json was not read: it is not a file of a Python project."),
    "not TOML": (
        "pyproject.toml",
        b'[project]\nsecret = "hunter2\n',
        "pyproject.toml is not valid TOML: line 2 does not fit.",
    ),
    "deep TOML": (
        "pyproject.toml",
        b"a = " + b"[" * 50_000,
        "pyproject.toml is not read: lists or tables in it lie too deep in each other.",
    ),
    "a key of many parts": (
        "pyproject.toml",
        b"a" + b".a" * 50_000 + b" = 1",
        "pyproject.toml is not valid TOML: line 1 does not fit.",
    ),
    "deep JSON": (
        "Pipfile.lock",
        b"[" * 100_000,
        "Pipfile.lock is not read: lists or objects in it lie too deep in each other.",
    ),
    "not JSON": ("Pipfile.lock", b'{"a": hunter2}', "Pipfile.lock is not valid JSON: line 1 does not fit."),
    "another JSON": ("Pipfile.lock", b"[]", "Pipfile.lock is JSON, but not a lock file of Pipenv."),
    "another YAML": (
        "compose.yaml",
        b"services:\n",
        "compose.yaml was not read: it lists no dependencies as files of conda do.",
    ),
    "an included file": (
        "requirements.txt",
        b"-r base.txt\n",
        "requirements.txt includes base.txt, which you did not add.",
    ),
    "groups in a circle": (
        "pyproject.toml",
        b'[dependency-groups]\na = [{include-group = "b"}]\nb = [{include-group = "a"}]\n',
        "Dependency groups of pyproject.toml include each other in a circle: each was read once.",
    ),
    "dependencies elsewhere": (
        "pyproject.toml",
        b'[project]\nname = "shop"\ndynamic = ["dependencies"]\n',
        "pyproject.toml says that its dependencies are set elsewhere, such as in setup.py or setup.cfg: "
        "add setup.cfg or a list of requirements.",
    ),
}


@pytest.mark.parametrize("case", NOTES)
def test_what_cannot_be_read_is_said_in_a_sentence(case):
    name, content, note = NOTES[case]
    project = read(content, name)
    assert project.notes == (note,)
    assert "hunter2" not in str(project)


def test_files_that_include_each_other_are_read_once():
    project = read_project([("a.txt", b"-r b.txt\nflask\n"), ("b.txt", b"-r a.txt\nredis\n")])
    assert project.names == ("flask", "redis")
    assert project.notes == ("Some of your files include each other in a circle: each was read once.",)


def test_only_so_many_files_are_read():
    project = read_project([(f"{number}.txt", b"flask\n") for number in range(MOST_FILES + 1)])
    assert len(project.files) == MOST_FILES
    assert project.notes == (f"Only the first {MOST_FILES} files were read.",)


def test_only_so_many_lines_are_shown():
    project = read("no name\n" * 130)
    assert (len(project.unread), project.more_unread) == (100, 30)


@pytest.mark.parametrize("name", ["requirements.txt", "setup.cfg", "environment.yml"])
def test_only_so_many_lines_are_read(name):
    starts = {"setup.cfg": "[options]\ninstall_requires =\n", "environment.yml": "dependencies:\n"}
    items = {"setup.cfg": "  flask\n", "environment.yml": "  - flask\n"}
    project = read(starts.get(name, "") + items.get(name, "flask\n") * 25_000, name)
    assert f"Only the first 20,000 lines of {name} were read." in project.notes
    assert project.names == ("flask",)


def test_only_so_many_packages_are_looked_at():
    project = read("[project]\ndependencies = [" + '"a b",' * 6000 + "]", "pyproject.toml")
    assert project.notes == ("Only the first 5,000 packages were looked at.",)
    assert len(project.unread) + project.more_unread == 5000


def test_a_requirement_with_deeply_nested_conditions_is_not_understood():
    assert len(read(f"a ; {'(' * 900}\n").unread) == 1
