"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")

django = get_wsgi_application()

from advisor.door import Door  # noqa: E402, it needs Django's settings

application = Door(django)
