"""One URL for every kind of page. tests/audit/test_pages.py fails if a kind is missing."""

from dataclasses import dataclass

ANSWERS = "build=site&interface=pages&size=small&back-office=admin&sign-in=accounts"
OWN_WISHES = f"{ANSWERS}&level.api=decisive&level.seo=not-at-all&need.documentation=6"
NOBODY = "build=site&need.admin=10&need.realtime=9"
THREE_PEOPLE = "edition=1&1=Ada&1.build=site&1.size=small&2=Linus&2.build=api&3=Guido&3.build=helper"
SIX = "django-vs-fastapi-vs-flask-vs-litestar-vs-quart-vs-starlette"


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    status: int = 200
    staff: bool = False  # requires a login


PAGES = [
    Page("home", "/"),
    Page("frameworks", "/frameworks/"),
    Page("frameworks-filtered", "/frameworks/?q=async&kind=api"),
    Page("frameworks-by-criterion", "/frameworks/?interface=asgi&licence=MIT&best=flexibility"),
    Page("frameworks-none-found", "/frameworks/?q=zebra"),
    Page("frameworks-error", "/frameworks/?kind=zebra", status=400),
    Page("find", "/find/"),
    Page("find-found", "/find/?q=django"),
    Page("find-only", "/find/?q=django&only=sources"),
    Page("find-pair", "/find/?q=django+vs+flask"),
    Page("find-nearest", "/find/?q=djnago"),
    Page("framework", "/frameworks/django/"),
    Page("framework-with-unknowns", "/frameworks/quart/"),
    Page("framework-retired", "/frameworks/robyn/"),
    Page("criteria", "/criteria/"),
    Page("criterion-editorial", "/criteria/admin/"),
    Page("criterion-measured", "/criteria/age/"),
    Page("criterion-logarithmic", "/criteria/packages/"),
    Page("criterion-kinds", "/criteria/framework-type/"),
    Page("pick", "/compare/"),
    Page("pick-one-given", "/compare/?with=django"),
    Page("pick-error", "/compare/?f=django", status=400),
    Page("comparison", "/compare/django-vs-flask/"),
    Page("comparison-differences", "/compare/django-vs-flask/?rows=differences"),
    Page("comparison-swapped", "/compare/django-vs-flask/?axes=swapped"),
    Page("comparison-with-reasons", "/compare/django-vs-flask/?reasons=shown"),
    Page("comparison-of-3", "/compare/django-vs-fastapi-vs-flask/"),
    Page("comparison-of-6", f"/compare/{SIX}/"),
    Page("comparison-of-6-swapped", f"/compare/{SIX}/?axes=swapped"),
    Page("embed", "/compare/django-vs-flask/embed/"),
    Page("embed-of-6", f"/compare/{SIX}/embed/"),
    Page("editions", "/editions/"),
    Page("edition-first", "/editions/1/"),
    Page("edition", "/editions/2/"),
    Page("sources", "/sources/"),
    Page("sources-filtered", "/sources/?framework=django"),
    Page("claims", "/claims/"),
    Page("claims-filtered", "/claims/?verdict=wrong"),
    Page("method", "/method/"),
    Page("api", "/api/"),
    Page("api-types", "/api/types/"),
    Page("start", "/advise/"),
    Page("start-with-answers", f"/advise/?{ANSWERS}"),
    Page("question-radio", "/advise/build/"),
    Page("question-checkbox", f"/advise/public/?{ANSWERS}"),
    Page("question-from-result", f"/advise/live/?among=django&among=flask&{ANSWERS}&from=result"),
    Page("question-error", "/advise/size/?build=site&to=next", status=400),
    Page("review", f"/advise/review/?{ANSWERS}"),
    Page("review-corrected", f"/advise/review/?{ANSWERS}&dropped=parts"),
    Page("result", f"/advise/result/?{ANSWERS}"),
    Page("result-own-wishes", f"/advise/result/?{OWN_WISHES}"),
    Page("result-nobody", f"/advise/result/?{NOBODY}"),
    Page("result-no-answers", "/advise/result/"),
    Page("result-pinned", f"/advise/result/?edition=1&{ANSWERS}"),
    Page("result-among-two", f"/advise/result/?among=django&among=flask&{ANSWERS}"),
    Page("result-levels", f"/advise/result/levels/?{OWN_WISHES}"),
    Page("result-side-by-side", f"/advise/result/side-by-side/?{ANSWERS}"),
    Page("result-difference", f"/advise/result/difference/?{ANSWERS}&versus=flask&versus=quart"),
    Page("result-left-out", f"/advise/result/left-out/?{OWN_WISHES}"),
    Page("result-answers", f"/advise/result/answers/?{ANSWERS}"),
    Page("result-share", f"/advise/result/share/?{ANSWERS}"),
    Page("together-empty", "/advise/together/"),
    Page("together-one", "/advise/together/?1=Ada&1.build=site"),
    Page("together", f"/advise/together/?{THREE_PEOPLE}"),
    Page("not-found", "/nowhere/", status=404),
    Page("not-found-named", "/frameworks/djagno/", status=404),
    Page("bad-request", "/advise/result/?edition=abc", status=400),
    Page("login", "/admin/login/"),
    Page("admin", "/admin/", staff=True),
    Page("admin-list", "/admin/comparisons/framework/", staff=True),
    Page("admin-framework", "/admin/comparisons/framework/1/change/", staff=True),
    Page("admin-criterion", "/admin/comparisons/criterion/2/change/", staff=True),
    Page("admin-question", "/admin/comparisons/question/1/change/", staff=True),
    Page("admin-matrix", "/admin/matrix/?group=character&group=built-in", staff=True),
    Page("admin-questions", "/admin/questions/", staff=True),
    Page("admin-import", "/admin/comparisons/score/import/", staff=True),
    Page("admin-files", "/admin/files/", staff=True),
    Page("admin-changes", "/admin/changes/", staff=True),
    Page("admin-discard", "/admin/changes/discard/", staff=True),
    Page("admin-desk", "/admin/desk/", staff=True),
    Page("admin-restore", "/admin/comparisons/edition/1/restore/", staff=True),
    Page("admin-take", "/admin/comparisons/edition/1/take/", staff=True),
    Page("admin-edition", "/admin/comparisons/edition/1/change/", staff=True),
    Page("admin-second-factor", "/admin/second-factor/", staff=True),
]
