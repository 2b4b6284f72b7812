"""The services of compose.yaml without containers: PostgreSQL, two replicas and the shipped proxy."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from audit.site import free_port
from tests.servers import Replica, as_in_production, manage, postgresql


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    with postgresql() as server:
        environment = as_in_production(tmp_path_factory.mktemp("replicas"), server.get_uri())
        manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
        manage(environment, "migrate", "--no-input", "--verbosity", "0")
        manage(environment, "createsuperuser", "--no-input", "--username", "editor", "--email", "", "--verbosity", "0")
        manage(environment, "first_start")
        yield environment


@pytest.fixture(scope="session")
def started_replicas(environment):
    replicas = [Replica(environment), Replica(environment)]
    yield replicas
    for replica in replicas:
        replica.kill()


@pytest.fixture
def replicas(started_replicas):
    """Both replicas, started again if a test has killed them."""
    for replica in started_replicas:
        if replica.process.poll() is not None:
            replica.start()
    return started_replicas


@dataclass
class Answer:
    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def __getitem__(self, name: str) -> str | None:
        return self.headers[name]


@dataclass
class Site:
    """A client for a replica or the proxy."""

    url: str

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection(self.url.removeprefix("http://"), timeout=20)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


class Editor:
    """A client logged in as an editor."""

    def __init__(self, site: Site, password: str) -> None:
        self.site = site
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))
        self.send("/admin/login/?next=/admin/", username="editor", password=password)

    def open(self, path: str) -> str:
        with self.opener.open(self.site.url + path, timeout=20) as page:
            return page.read().decode()

    def publish(self, note: str) -> str:
        """Publish all that is pending, as the page of changes shows it."""
        page = self.open("/admin/changes/")
        fields = dict(re.findall(r'name="(shown|elsewhere)"\s+value="([^"]*)"', page))
        ticks = re.findall(r'name="change"\s+value="([^"]*)"', page)
        fields["elsewhere"] = " ".join([fields["elsewhere"], *ticks])
        return self.send("/admin/publish/", note=note, **fields)

    def send(self, path: str, **fields: str) -> str:
        self.open("/admin/login/")
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        form = urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        with self.opener.open(self.site.url + path, form, timeout=20) as page:
            return page.read().decode()

    @property
    def cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)


@pytest.fixture(scope="session")
def proxy(started_replicas, tmp_path_factory, project):
    """The shipped configuration with another port and the addresses of both replicas."""
    if shutil.which("nginx") is None:
        pytest.skip("no nginx is installed (Debian's package is nginx-light)")
    place = tmp_path_factory.mktemp("nginx")
    port = free_port()
    configure(project / "deploy" / "nginx", place, port, [replica.port for replica in started_replicas])
    # If started by root, its workers would run as a user without access to this directory.
    user = "user root;" if os.geteuid() == 0 else ""
    command = ["nginx", "-p", f"{place}/", "-c", "nginx.conf", "-g", f"daemon off; {user}"]
    with (place / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as nginx:
        site = Site(f"http://127.0.0.1:{port}")
        wait_until(lambda: answers(site), for_seconds=10)
        yield site
        nginx.terminate()


def configure(shipped: Path, place: Path, port: int, replicas: list[int]) -> None:
    shutil.copytree(shipped, place, dirs_exist_ok=True)
    main = place / "nginx.conf"
    main.write_text(main.read_text().replace("/tmp/nginx", f"{place}/nginx"))  # noqa: S108
    (place / "listen.conf").write_text(f"listen 127.0.0.1:{port};\n")
    servers = [f"server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;" for port in replicas]
    (place / "replicas.conf").write_text("\n".join(servers))


def answers(site: Site) -> bool:
    try:
        return site.get("/proxy/healthz").status == 200
    except ConnectionRefusedError:
        return False


def wait_until(condition, for_seconds: float) -> None:
    end = time.monotonic() + for_seconds
    while not condition():
        assert time.monotonic() < end, "too late"
        time.sleep(0.02)


@pytest.fixture
def editor(replicas, environment):
    """An editor logged in at the first replica."""
    return Editor(Site(replicas[0].url), environment["DJANGO_SUPERUSER_PASSWORD"])


@pytest.fixture
def change(environment):
    """Return a function that changes a text in the working copy that many pages show."""

    def change(word: str) -> str:
        words = f"A {word} summary."
        code = "from comparisons.models import Framework; "
        code += f"Framework.objects.filter(slug='flask').update(summary='{words}')"
        manage(environment, "shell", "--verbosity", "0", "--command", code)
        return words

    return change
