"""Requests of editors: every kind of page of the admin, and forms. Pure.

Rows in braces, such as {Framework slug=flask}, are replaced by their primary key.
"""

from typing import Any

from benches.same_pages.addresses import Ask

_MODELS = (
    "framework",
    "score",
    "extension",
    "group",
    "criterion",
    "source",
    "claim",
    "question",
    "choice",
    "scenario",
    "startingpoint",
    "move",
    "package",
    "edition",
)


def editors() -> list[Ask]:
    """Return the requests of editors. Forms change the responses to later requests."""
    return [*_admin_pages(), *_admin_forms(), *_after_forms()]


def _as_editor(*paths: str) -> list[Ask]:
    return [{"path": f"/admin/{path}", "as": "editor"} for path in paths]


def _admin_pages() -> list[Ask]:
    asks: list[Ask] = [{"path": "/admin/"}, {"path": "/admin/login/"}, {"path": "/admin/login/?next=/admin/desk/"}]
    asks += _as_editor("", "changes/", "changes/?note=A+note&page=2", "matrix/", "questions/", "files/", "desk/")
    asks += _as_editor("files/download/", "changes/discard/", "second-factor/", "password_change/", "jsi18n/")
    asks += _as_editor("nothing/", "comparisons/", "auth/", "changes/discard/framework/django/", "logout/", "publish/")
    asks += _as_editor(*(f"matrix/?group={group}" for group in ("built-in", "future", "nothing")))
    asks += _as_editor("matrix/?group=built-in&group=future&framework=flask&framework=django&page=2")
    kinds = ("no-source", "unchecked", "review-due", "old-version", "alike", "draft", "unknown")
    asks += _as_editor(
        *(f"desk/?kind={kind}" for kind in kinds), "desk/?framework=flask&page=2", "desk/?criterion=admin"
    )
    for name in _MODELS:
        listed = f"comparisons/{name}/"
        asks += _as_editor(listed, f"{listed}?q=django", f"{listed}?o=2&p=1", f"{listed}?x=1", f"{listed}add/")
    asks += _as_editor(*(f"comparisons/{listed}" for listed in _FILTERED))
    for row in _ROWS:
        asks += _as_editor(*(f"{row}{rest}" for rest in ("change/", "history/", "delete/", "")))
    for number in (1, 3):
        row = f"comparisons/edition/{{Edition number={number}}}/"
        asks += _as_editor(*(f"{row}{rest}" for rest in ("change/", "restore/", "take/", "download/", "files/")))
    asks += _as_editor("auth/user/", "auth/user/add/", "auth/user/{User username=editor}/change/", "auth/group/")
    asks += _as_editor("auth/user/{User username=writer}/password/", "auth/group/{Group name=Publisher}/change/")
    asks += _as_editor(
        *(f"comparisons/{name}/export/{form}/" for name in ("score", "framework") for form in ("csv", "xlsx"))
    )
    asks += _as_editor(
        "comparisons/score/export/csv/?q=flask", "comparisons/score/import/", "comparisons/framework/import/"
    )
    fields = "app_label=comparisons&model_name=score&field_name=sources"
    asks += _as_editor(f"autocomplete/?term=django&{fields}", f"autocomplete/?term=&page=2&{fields}")
    writer = ("", "changes/", "matrix/", "desk/", "files/", "comparisons/edition/", "auth/user/", "second-factor/")
    return asks + [{"path": f"/admin/{path}", "as": "writer"} for path in writer]


_FILTERED = (
    "score/?framework__id__exact={Framework slug=flask}",
    "score/?confidence__exact=low&unsourced=yes",
    "score/?due=yes",
    "framework/?lacks=any",
    "framework/?unsourced=yes&due=yes",
    "framework/?status__exact=retired",
    "source/?unused=yes",
    "claim/?unchecked=yes",
    "claim/?verdict__exact=wrong",
    "criterion/?scale_type__exact=measured",
    "choice/?question__id__exact={Question slug=build}",
    "scenario/?strength__exact=strong",
)
_ROWS = (
    "comparisons/framework/{Framework slug=flask}/",
    "comparisons/framework/{Framework slug=django}/",
    "comparisons/score/{Score framework__slug=flask&criterion__slug=admin}/",
    "comparisons/score/{Score framework__slug=flask&criterion__slug=framework-type}/",
    "comparisons/criterion/{Criterion slug=admin}/",
    "comparisons/criterion/{Criterion slug=framework-type}/",
    "comparisons/criterion/{Criterion slug=benchmark}/",
    "comparisons/group/{CriteriaGroup slug=built-in}/",
    "comparisons/source/{Source slug=django-1-0-release-notes}/",
    "comparisons/claim/{Claim slug=python-ecosystem}/",
    "comparisons/question/{Question slug=build}/",
    "comparisons/choice/{Choice question__slug=build&slug=api}/",
    "comparisons/scenario/{Scenario slug=case-01}/",
)
_FLASK_ADMIN = "/admin/comparisons/score/{Score framework__slug=flask&criterion__slug=admin}/"
_OUTDATED = {"seen_revision": "1", "initial-value": "3", "value": "6", "initial-reason": "Old.", "reason": "Mine."}
_CELL = "{Framework slug=flask}-{Criterion slug=admin}"
_SCORES = "framework,criterion,value,relative_error,confidence,reason,sources,reviewed_on,version\r\n"
_NEW_SCORE = "flask,admin,4.5,,medium,From a file.,,2026-11-20,3.1\r\n"


def _form(path: str, name: str = "", **more: Any) -> Ask:
    return {"path": f"/admin/{path}", "as": "editor", "name": name, **{"fields": {}, **more}}


def _admin_forms() -> list[Ask]:
    login = {"username": "editor", "password": "wrong"}
    asks: list[Ask] = [{"path": "/admin/login/", "as": "", "fields": login, "name": "wrong password"}]
    for row in _ROWS:
        asks.append(_form(f"{row}change/", "unchanged", fields={"_continue": "1"}))
    score = f"{_FLASK_ADMIN.removeprefix('/admin/')}change/"
    asks += [_form(score, "wrong", fields={"value": "12", "reason": "", "reviewed_on": "soon"})]
    asks += [_form(score, "changed", fields={"value": "5", "reason": "Because of “this” & that.", "_save": "1"})]
    asks += [_form(score, "outdated", fields=_OUTDATED)]
    django = "comparisons/framework/{Framework slug=django}/"
    asks += [_form(f"{django}change/", "wrong", fields={"name": "", "slug": "Not a slug", "home_page": "x"})]
    asks += [_form(f"{django}change/", "renamed", fields={"summary": "Another summary.", "_continue": "1"})]
    source = {"slug": "new-source", "title": "New", "publisher": "Nobody", "published": "undated"}
    asks += [_form("comparisons/source/add/", "wrong", fields=source), _form("comparisons/source/add/", "empty")]
    asks += [_form("comparisons/source/add/", "right", fields={**source, "accessed": "2026-11-20", "_save": "1"})]
    asks += [_form("comparisons/source/{Source slug=new-source}/delete/", fields={"post": "yes"})]
    asks += [_form("comparisons/source/{Source slug=django-1-0-release-notes}/delete/", fields={"post": "yes"})]
    asks += [_form("matrix/", "unchanged"), *_matrix_forms(), _form("desk/", "nothing ticked")]
    for name, text in (("right", _SCORES + _NEW_SCORE), ("broken", "a,b\r\n1,2\r\n"), ("wrong", _SCORES + "x,y,z\r\n")):
        files = {"file": ["scores.csv", text]}
        asks.append(_form("comparisons/score/import/", name, files=files, confirm="confirmation"))
    asks.append(_form("files/", "broken", files={"file": ["catalogue.zip", "no archive"]}))
    asks.append(_form("comparisons/score/", "still true", fields=_action("still_true"), form="changelist-form"))
    asks.append(_form("comparisons/score/", "as CSV", fields=_action("export_csv"), form="changelist-form"))
    asks.append(_form("changes/discard/question/build/"))
    return asks


def _matrix_forms() -> list[Ask]:
    path = "matrix/?group=built-in&framework=flask"
    changes = {
        "changed": {f"value-{_CELL}": "7"},
        "wrong": {f"value-{_CELL}": "x"},
        "outdated": {f"seen-{_CELL}": "1|4|high"},
    }
    changes["outdated"] |= {f"value-{_CELL}": "8"}
    return [_form(path, name, fields=fields, form="matrix_form") for name, fields in changes.items()]


def _action(name: str) -> dict[str, Any]:
    return {"action": name, "_selected_action": "{Score framework__slug=flask&criterion__slug=admin}", "index": "0"}


def _after_forms() -> list[Ask]:
    edition = "comparisons/edition/{Edition number=1}/"
    asks: list[Ask] = [{**ask, "name": "after forms"} for ask in _as_editor("", "changes/", "admin/logentry/")]
    asks += [{**ask, "name": "after forms"} for ask in _as_editor(*(f"{row}history/" for row in _ROWS))]
    asks += [_form("changes/", "publish", fields={"note": "By a form"}, to="/admin/publish/")]
    asks += [{**ask, "name": "published"} for ask in _as_editor("", "changes/", "comparisons/edition/")]
    asks += [{"path": path, "name": "published"} for path in ("/", "/editions/", "/editions/4/", "/frameworks/flask/")]
    asks += [_form(f"{edition}take/", "taken"), _form(f"{edition}restore/", "restored", fields={"note": "Back"})]
    asks += [{**ask, "name": "restored"} for ask in _as_editor("", "changes/", "comparisons/edition/")]
    asks += [{"path": path, "name": "restored"} for path in ("/", "/editions/5/", "/editions/feed.atom")]
    return asks
