"""Every place that names the version names the same."""

import re

import pytest

from advisor.version import VERSION

PLACES = {
    "CHANGELOG.md": r"^## (\d\S*) – \d{1,2} \w+ \d{4}$",
    "Dockerfile": r'image\.version="(.+)"',
    "compose.yaml": r"image: framework-advisor:(.+)$",
    "deploy/kustomization.yaml": r'newTag: "(.+)"',
}


@pytest.mark.parametrize(("file", "pattern"), PLACES.items(), ids=PLACES)
def test_each_place_names_the_version(project, file, pattern):
    assert re.findall(pattern, (project / file).read_text(), re.MULTILINE)[0] == VERSION


def test_every_release_in_the_changelog_has_a_lower_number_than_the_one_above(project):
    titles = re.findall(PLACES["CHANGELOG.md"], (project / "CHANGELOG.md").read_text(), re.MULTILINE)
    numbers = [tuple(map(int, title.split("."))) for title in titles]
    assert numbers == sorted(set(numbers), reverse=True)


def test_the_footer_names_the_version(client, published):
    assert f'<li class="site-version">Version {VERSION}</li>' in client.get("/").content.decode()
