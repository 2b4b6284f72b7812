"""Which roles may use which admin page. A page missing from the table fails a test."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.template.backends.django import Template as DjangoTemplate
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from advisor.editorial.corrections_feed import feed_address
from advisor.models import KeptDecision
from comparisons import models
from comparisons.catalogue.changes.diff import Subject, part_of
from comparisons.catalogue.changes.parts import encoded
from comparisons.working_copy import read_catalogue
from tests.catalogues import DAY
from tests.comparisons.corrections.sent import sent

ROLES = ["anonymous", "staff", "Editor", "Publisher", "Admin", "superuser"]
EVERYBODY, STAFF, EDITORS, PUBLISHERS, ADMINS, SUPERUSERS, NOBODY = (set(ROLES[n:]) for n in range(7))
GET, POST = "GET", "POST"

MODELS_OF_EDITORS = [
    "framework", "score", "extension", "group", "criterion", "source", "claim", "question", "choice", "scenario",
    "startingpoint", "move", "package",
]  # fmt: skip

# Page -> method -> roles that may use it.
TABLE = {
    "index": {GET: STAFF, POST: STAFF},
    "login": {GET: EVERYBODY, POST: EVERYBODY},
    "login_code": {GET: EVERYBODY, POST: EVERYBODY},  # who has not entered a password is sent to "login"
    "logout": {GET: NOBODY, POST: STAFF},  # GET: 405, as a link elsewhere could log editors out
    "password_change": {GET: STAFF, POST: STAFF},
    "password_change_done": {GET: STAFF, POST: NOBODY},
    "second_factor": {GET: STAFF, POST: STAFF},
    "autocomplete": {GET: EDITORS, POST: NOBODY},
    "jsi18n": {GET: STAFF, POST: NOBODY},
    "view_on_site": {GET: NOBODY, POST: NOBODY},  # 404: no row knows its public page
    "app_list comparisons": {GET: EDITORS, POST: EDITORS},
    "app_list advisor": {GET: EDITORS, POST: EDITORS},
    "app_list auth": {GET: ADMINS, POST: ADMINS},
    "app_list admin": {GET: EDITORS, POST: EDITORS},
    "changes": {GET: EDITORS, POST: EDITORS},
    "desk": {GET: EDITORS, POST: EDITORS},
    "corrections_feed": {GET: EVERYBODY, POST: NOBODY},  # a token in its address says whose it is
    "comparisons_correction_changelist": {GET: EDITORS, POST: EDITORS},
    "comparisons_correction_add": {GET: NOBODY, POST: NOBODY},  # visitors send them
    "comparisons_correction_change": {GET: EDITORS, POST: EDITORS},
    "comparisons_correction_delete": {GET: SUPERUSERS, POST: SUPERUSERS},
    "comparisons_correction_history": {GET: EDITORS, POST: EDITORS},
    "matrix": {GET: EDITORS, POST: EDITORS},
    "questions": {GET: EDITORS, POST: NOBODY},
    "files": {GET: EDITORS, POST: EDITORS},
    "files-download": {GET: EDITORS, POST: NOBODY},
    "comparisons_score_import": {GET: EDITORS, POST: EDITORS},
    "comparisons_score_export": {GET: EDITORS, POST: NOBODY},
    "help": {GET: STAFF, POST: NOBODY},
    "edit": {GET: EVERYBODY, POST: EVERYBODY},  # it only leads to "from-page", with the page that one comes from
    "from-page": {GET: EDITORS, POST: NOBODY},
    "sheet-framework": {GET: EDITORS, POST: EDITORS},
    "sheet-criterion": {GET: EDITORS, POST: EDITORS},
    "version": {GET: EDITORS, POST: EDITORS},
    "merge-source": {GET: EDITORS, POST: EDITORS},
    "move-score": {GET: EDITORS, POST: EDITORS},
    "duplicate-framework": {GET: EDITORS, POST: EDITORS},
    "comparisons_source_import": {GET: EDITORS, POST: EDITORS},
    "comparisons_source_export": {GET: EDITORS, POST: NOBODY},
    "comparisons_framework_import": {GET: EDITORS, POST: EDITORS},
    "comparisons_framework_export": {GET: EDITORS, POST: NOBODY},
    "discard": {GET: EDITORS, POST: EDITORS},
    "discard-all": {GET: PUBLISHERS, POST: PUBLISHERS},
    "review": {GET: EDITORS, POST: NOBODY},
    "review-change": {GET: EDITORS, POST: EDITORS},
    "preview": {GET: EDITORS, POST: NOBODY},
    "preview-ticked": {GET: NOBODY, POST: EDITORS},
    "updates": {GET: EDITORS, POST: EDITORS},
    "publish": {GET: NOBODY, POST: PUBLISHERS},
    "comparisons_edition_changelist": {GET: EDITORS, POST: EDITORS},
    "comparisons_edition_add": {GET: NOBODY, POST: NOBODY},
    "comparisons_edition_change": {GET: EDITORS, POST: NOBODY},
    "comparisons_edition_delete": {GET: NOBODY, POST: NOBODY},
    "comparisons_edition_history": {GET: EDITORS, POST: EDITORS},
    "comparisons_edition_restore": {GET: PUBLISHERS, POST: PUBLISHERS},
    "comparisons_edition_take": {GET: EDITORS, POST: PUBLISHERS},
    "comparisons_edition_download": {GET: EDITORS, POST: EDITORS},
    "comparisons_edition_files": {GET: EDITORS, POST: EDITORS},
    "auth_user_changelist": {GET: ADMINS, POST: ADMINS},
    "auth_user_add": {GET: ADMINS, POST: ADMINS},
    "auth_user_change": {GET: ADMINS, POST: ADMINS},
    "auth_user_delete": {GET: NOBODY, POST: NOBODY},
    "auth_user_history": {GET: ADMINS, POST: ADMINS},
    "auth_user_password_change": {GET: ADMINS, POST: ADMINS},
    "auth_group_changelist": {GET: ADMINS, POST: ADMINS},
    "auth_group_add": {GET: SUPERUSERS, POST: SUPERUSERS},
    "auth_group_change": {GET: ADMINS, POST: SUPERUSERS},
    "auth_group_delete": {GET: SUPERUSERS, POST: SUPERUSERS},
    "auth_group_history": {GET: ADMINS, POST: ADMINS},
    "admin_logentry_changelist": {GET: EDITORS, POST: EDITORS},
    "admin_logentry_add": {GET: NOBODY, POST: NOBODY},
    "admin_logentry_change": {GET: EDITORS, POST: NOBODY},
    "admin_logentry_delete": {GET: NOBODY, POST: NOBODY},
    "admin_logentry_history": {GET: EDITORS, POST: EDITORS},
    **{
        f"advisor_keptdecision_{page}": {GET: EDITORS, POST: EDITORS}
        for page in ("changelist", "add", "change", "delete", "history")
    },
    **{
        f"comparisons_{model}_{page}": {GET: EDITORS, POST: EDITORS}
        for model in MODELS_OF_EDITORS
        for page in ("changelist", "add", "change", "delete", "history")
    },
}
QUERIES = {"autocomplete": "?app_label=comparisons&model_name=score&field_name=sources"}


def names():
    """Return the names of all admin pages; `app_list` once for each app."""
    found = set()
    pending = [p for p in get_resolver().url_patterns if isinstance(p, URLResolver) and p.app_name == "admin"]
    for resolver in pending:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                pending.append(pattern)
            elif pattern.name == "app_list":
                found.update(f"app_list {model._meta.app_label}" for model in admin.site._registry)
            else:
                assert isinstance(pattern, URLPattern)
                assert pattern.name or is_catch_all_or_redirect(pattern), pattern
                found.add(pattern.name)
    return found - {None}


def is_catch_all_or_redirect(pattern):
    """Whether a pattern is Django's catch-all, or redirects from an old address."""
    return pattern.callback.__name__ in ("catch_all_view", "RedirectView", "view")


def test_the_table_lists_exactly_the_pages_of_the_admin():
    assert names() == set(TABLE)


@pytest.fixture
def address_of(published):
    another = User.objects.create_user("another", is_staff=True)
    alder = models.Framework.objects.get(slug="alder")
    entry = LogEntry.objects.log_actions(another.pk, [alder], 2, "Changed.", single_object=True)
    models.Package.objects.create(slug="celery", meaning="Celery runs jobs in the background.")
    models.StartingPoint.objects.create(slug="web-shop", name="Web shop", description="Pages that editors keep.")
    reader = User.objects.create_superuser("reader")
    sent()
    birch = models.Framework.objects.get(slug="birch")
    models.Move.objects.create(slug="move", origin=alder, target=birch, summary="It is little.", reviewed_on=DAY)
    rows = {"auth_user": another, "auth_group": Group.objects.create(name="Others"), "admin_logentry": entry}
    rows["advisor_keptdecision"] = KeptDecision.objects.create(name="Shop", link="/advise/result/?edition=1&build=site")
    rows |= {f"comparisons_{m._meta.model_name}": m.objects.first() for m in admin.site._registry
             if m._meta.app_label == "comparisons"}  # fmt: skip

    part = encoded(part_of(read_catalogue(), Subject("framework", ("alder",))))
    models.Version.objects.create(entry=entry, subject="framework/alder", after=part)
    rows |= {"sheet-framework": alder, "duplicate-framework": alder, "version": entry}
    rows |= {"sheet-criterion": models.Criterion.objects.first(), "merge-source": models.Source.objects.first()}
    rows |= {"move-score": models.Score.objects.first()}

    def find(name):
        page, _, label = name.partition(" ")
        if label:
            return reverse("admin:app_list", args=[label])
        if page == "view_on_site":
            framework = ContentType.objects.get_for_model(models.Framework)
            return reverse("admin:view_on_site", args=[framework.pk, alder.pk])
        if page in ("discard", "review-change"):
            return reverse(f"admin:{page}", args=["frameworks/alder"])
        if page == "preview":
            return reverse("admin:preview", args=["working-copy"])
        if page == "corrections_feed":
            return feed_address(reader)
        if page.endswith("_export"):
            return reverse(f"admin:{page}", args=["csv"])
        model = "_".join(page.split("_")[:2])
        takes_no_row = model not in rows or page.endswith(("_changelist", "_add", "_import"))
        args = [] if takes_no_row else [rows[model].pk]
        return reverse(f"admin:{page}", args=args) + QUERIES.get(page, "")

    return find


def outcome(response):
    """Return 'log in', 'refused' or 'answered'. A form with errors counts as answered."""
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return "log in"
    return {403: "refused", 404: "refused", 405: "refused"}.get(response.status_code, "answered")


# A superuser's requests reach all pages; refusing other users is the same on every database.
@pytest.mark.django_db
@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=[pytest.mark.any_database] if role != "superuser" else []) for role in ROLES]
)
def test_each_role_may_use_the_pages_in_the_table_and_no_others(role, method, address_of, browser_of, monkeypatch):
    if role != "superuser":  # whether a page may be used is decided before it is written
        monkeypatch.setattr(DjangoTemplate, "render", lambda self, context=None, request=None: "")
    wrong, browser = {}, browser_of(role)
    user = browser.session.get("_auth_user_id")
    for name, page in TABLE.items():
        if name in ("logout", "login_code", "corrections_feed"):  # they have tests of their own
            continue
        found = outcome(browser.generic(method, address_of(name)))
        expected = "answered" if role in page[method] else "log in" if role == "anonymous" else "refused"
        if found != expected:
            wrong[name] = (found, expected)
        assert browser.session.get("_auth_user_id") == user, name
    assert wrong == {}


@pytest.mark.django_db
def test_logging_out_requires_a_post(browser_of):
    browser = browser_of("staff")
    assert browser.get("/admin/logout/").status_code == 405
    assert browser.post("/admin/logout/").status_code == 200
    assert browser.get("/admin/").status_code == 302
