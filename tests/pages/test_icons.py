"""Icons and other files that browsers request besides pages."""

import re
import struct
from contextlib import closing

import pytest


@pytest.mark.parametrize(
    ("address", "content_type"),
    [("/favicon.ico", "image/x-icon"), ("/apple-touch-icon.png", "image/png")],
)
def test_icons_are_served_at_their_conventional_paths(client, db, address, content_type, django_assert_num_queries):
    with django_assert_num_queries(0), closing(client.get(address)) as response:
        assert response.status_code == 200
        assert response["Content-Type"] == content_type
        assert "max-age=86400" in response["Cache-Control"]


def test_the_icon_has_the_sizes_of_windows_and_tabs(project):
    data = (project / "static/root/favicon.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    assert [data[6 + 16 * n] for n in range(count)] == [16, 32, 48]


def test_every_file_that_a_page_loads_exists(client, shipped_edition, project):
    body = client.get("/").content.decode()
    files = re.findall(r'"/static/([^"]+)"', body)
    assert {"site/favicon.svg", "root/apple-touch-icon.png", "vendor/fonts/sans.woff2"} <= set(files)
    assert [name for name in files if not (project / "static" / name).is_file()] == []


def test_the_theme_colour_is_that_of_the_background_in_light_and_dark_mode(client, shipped_edition, project):
    body = client.get("/").content.decode()
    colours = re.findall(r'<meta name="theme-color"\s+content="([^"]+)"', body)
    css = (project / "static/site/site.css").read_text(encoding="utf-8")
    assert colours == re.findall(r"--paper: ([^;]+);", css)
