"""The WSGI application that gunicorn serves: the request log and the response cache around Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")

django = get_wsgi_application()

from django.conf import settings  # noqa: E402, these need Django's settings

from advisor.http.codings import ContentType, forget_unknown_codings  # noqa: E402
from advisor.http.request_log import RequestLog  # noqa: E402
from advisor.http.response_cache import ResponseCache  # noqa: E402

forget_unknown_codings()
application = RequestLog(ContentType(django if settings.DEBUG else ResponseCache(django)))
