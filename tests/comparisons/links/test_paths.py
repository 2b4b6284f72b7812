"""Paths that programs and people have changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.links.paths import address_in, paths_in

PATHS = {
    "/advise/result/": ("/advise/result/", ""),
    "/advise/result/?build=api": ("/advise/result/", "build=api"),
    "/advise/result/%3Fbuild%3Dapi": ("/advise/result/", "build%3Dapi"),
    "/advise/result/%253Fbuild": ("/advise/result/", "build"),
    "/advise/result/&build=api&size=small": ("/advise/result/", "build=api&size=small"),
    "/advise/result/build=api": ("/advise/result/", "build=api"),
    "/advise/result/).": ("/advise/result/", ""),
    "/advise/result/>": ("/advise/result/", ""),
    "/advise/result/\u201d,": ("/advise/result/", ""),
    "/advise/ result/\u200b": ("/advise/result/", ""),
    "/#?build=api": ("/", "?build=api"),
    "/advise/result;jsessionid=A1B2?build=api": ("/advise/result", "build=api"),
    "/advise=2Fresult=2F": ("/advise/result/", ""),
    "/advise&sol;result&sol;": ("/advise/result/", ""),
    "": ("", ""),
}


@pytest.mark.parametrize(("path", "parts"), PATHS.items())
def test_a_query_in_a_path_is_found(path, parts):
    assert address_in(path) == parts


MEANT = {
    "/ADVISE/RESULT/": "/advise/result",
    "/Advise/result/": "/advise/result",
    "//advise//result//": "/advise/result",
    "/./advise/./result/": "/advise/result",
    "/x/../advise/result/": "/advise/result",
    "/advise/result/index.html": "/advise/result",
    "/advise/result.html": "/advise/result",
    "/amp/s/advice.example/advise/result/": "/advise/result",
    "/advise/result/amp/": "/advise/result",
    "/https://advice.example/advise/result/": "/advise/result",
    "/http:/advice.example:8000/advise/result/": "/advise/result",
    "/web/20261130im_/https://advice.example/advise/result/": "/advise/result",
    "/c/s/advice.example/advise/result/": "/advise/result",
    "/en/advise/result/": "/advise/result",
    "/pt-br/advise/result/": "/advise/result",
    "\\advise\\result\\": "/advise/result",
    "/(advise/result/": "/advise/result",
    "/advise%2Fresult%2F": "/advise/result",
    "/advise/result./": "/advise/result",
    "/advise/result/](/advise/result/": "/advise/result",
    "/advise/result//advise/result/": "/advise/result",
    '/compare/django-vs-flask/">here': "/compare/django-vs-flask",
    '/"/advise/result/': "/advise/result",
    "/</advise/result/": "/advise/result",
    "/index.php": "/",
    "/frameworks/web2py/": "/frameworks/web2py",
    "/api/v1/frameworks/": "/api/v1/frameworks",
}


@pytest.mark.parametrize(("path", "meant"), MEANT.items())
def test_what_stands_around_a_path_is_undone(path, meant):
    assert [*paths_in(path)][-1] == meant


@given(st.text(max_size=60))
def test_any_path_is_taken_first_as_it_stands(path):
    assert next(paths_in(path)) == path
    assert all(one.startswith("/") or one == path for one in paths_in(path))
