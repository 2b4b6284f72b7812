from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from advisor.corrections.views import correction, correction_sent
from advisor.decisions.views import decision_detail, decision_list
from advisor.markdown.views import page_as_markdown
from advisor.mcp.views import mcp
from advisor.pages.about import about
from advisor.pages.assistants import assistants
from advisor.pages.home import home
from advisor.pages.llms import llms
from advisor.pages.method import method
from advisor.pages.sitemap import robots, sitemap
from advisor.pages.styleguide import styleguide
from advisor.project_files.views import project_files
from advisor.together.views import together

handler400 = "advisor.http.errors.bad_request"
handler403 = "advisor.http.errors.forbidden"
handler404 = "advisor.http.errors.not_found"
handler500 = "advisor.http.errors.broken"

advisor: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    # The wizard's questions come last: their slugs stand where the other pages have names.
    path("advise/", include("advisor.result.urls")),
    path("advise/", include("advisor.watching.urls")),
    path("advise/together/", together, name="together"),
    path("advise/project-files/", project_files, name="project-files"),
    path("advise/", include("advisor.wizard.urls")),
    path("decisions/", decision_list, name="decisions"),
    path("decisions/<str:slug>/", decision_detail, name="decision"),
    path("method/", method, name="method"),
    path("about/", about, name="about"),
    path("corrections/sent/", correction_sent, name="correction-sent"),
    path("corrections/<path:name>/", correction, name="correction"),
    path("api/", include("advisor.api.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("assistants/", assistants, name="assistants"),
    path("mcp", mcp, name="mcp"),
    path("llms.txt", llms, name="llms"),
]
if settings.DEBUG:
    advisor.append(path("styleguide/", styleguide, name="styleguide"))
# Last, so that files with this ending come first.
advisor.append(path("<path:page>.md", page_as_markdown, name="markdown"))

urlpatterns = [
    path("", include("comparisons.urls")),
    path("", include((advisor, "advisor"))),
    path(settings.ADMIN_PATH, admin.site.urls),
]
