import pytest

from lab.application import Unreadable, filled_in, read, slugs
from tests.lab.applications import APP_TOML, made


def refusal(folder, app_toml):
    with pytest.raises(Unreadable) as refused:
        read("small", made(folder, app_toml))
    return str(refused.value)


def test_an_application_is_what_its_app_toml_says(tmp_path):
    application = read("small", made(tmp_path))
    assert (application.slug, application.release, application.interface) == ("small", "1.0", "asgi")
    assert application.cannot == {"echo": "It has no WebSockets."}
    assert application.prepare == ()


@pytest.mark.parametrize("slug", slugs())
def test_every_application_can_be_read(slug):
    assert read(slug).framework == slug


def test_an_unknown_application_is_told_with_those_that_there_are():
    with pytest.raises(Unreadable, match=r"There is no .*zope.app\.toml\. Applications: .*bottle.*flask"):
        read("zope")


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ('server = "its own"', 'sever = "its own"', "unknown field `sever`"),
        ('server = "its own"', "", "missing required field `server`"),
        ('release = "1.0"', "release = 1.0", "Expected `str`, got `float` - at `$.release`"),
        ('release = "1.0"', 'release = " "', "release is empty"),
        ('"web"', '"desktop"', "Invalid enum value 'desktop' - at `$.specification`"),
        ('server = "its own"', 'server = "its own"\nfolder = "/"', "unknown field `folder`"),
        ('framework = "small"', 'framework = "large"', "framework is 'large', but the folder is called 'small'"),
        ('"3.13"', '"three"', "python: 'three' is not like 3.13"),
        ('["3.13", "3.11"]', "[]", "python names no version"),
        ('["app.py"]', '["app.py", "views.py"]', "there is no views.py"),
        ('["app.py"]', '["../small/../../secret"]', "lies outside the folder"),
        ('"{port}"', '"8000"', "serve does not say {port}"),
        ('"{bin}/pytest"', '"{home}/pytest"', "test: {home} is unknown"),
        ('test = ["{bin}/pytest"]', "", "test is missing"),
        ("echo =", "ecco =", "cannot.ecco is unknown; known: api, csrf, echo"),
        ('"It has no WebSockets."', '""', "cannot.echo gives no reason"),
        ("[cannot]", "[cannot", "app.toml: "),
    ],
)
def test_what_is_wrong_in_an_app_toml_is_named(tmp_path, line, instead, told):
    assert line in APP_TOML
    assert told in refusal(tmp_path, APP_TOML.replace(line, instead))


def test_all_faults_are_told_at_once(tmp_path):
    told = refusal(tmp_path, APP_TOML.replace('"1.0"', '""').replace("echo =", "ecco ="))
    assert "release is empty" in told
    assert "cannot.ecco is unknown" in told


def test_a_missing_file_is_named(tmp_path):
    (made(tmp_path) / "small" / "requirements.txt").unlink()
    with pytest.raises(Unreadable, match=r"there is no requirements\.txt"):
        read("small", tmp_path)


def test_places_in_commands_are_filled_in_and_nothing_else_is():
    assert filled_in(["{bin}/run", "--port={port}", "{other}"], bin="/b", port=8000) == [
        "/b/run",
        "--port=8000",
        "{other}",
    ]


@pytest.mark.parametrize(
    ("serve", "interface"),
    [
        ('["{bin}/gunicorn", "--bind", "127.0.0.1:{port}", "app:app"]', "wsgi"),
        ('["{bin}/gunicorn", "-k", "aiohttp.GunicornWebWorker", "--bind", "127.0.0.1:{port}", "app:app"]', "asgi"),
        ('["{bin}/uvicorn", "--port", "{port}", "app:app"]', "asgi"),
    ],
)
def test_the_bare_program_to_compare_with_follows_from_the_server(tmp_path, serve, interface):
    app_toml = APP_TOML.replace('["{python}", "app.py", "{port}"]', serve)
    assert read("small", made(tmp_path, app_toml)).interface == interface
