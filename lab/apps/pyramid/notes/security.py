from pyramid.authentication import SessionAuthenticationHelper
from pyramid.security import Allowed, Denied
from pyramid.session import SignedCookieSessionFactory

from .models import User


class SessionSecurityPolicy:
    def __init__(self):
        self.helper = SessionAuthenticationHelper()

    def identity(self, request):
        user_id = self.helper.authenticated_userid(request)
        return None if user_id is None else request.dbsession.get(User, user_id)

    def authenticated_userid(self, request):
        user = self.identity(request)
        return None if user is None else user.id

    def permits(self, request, context, permission):
        if self.identity(request) is None:
            return Denied("User is not signed in.")
        return Allowed("User is signed in.")

    def remember(self, request, userid, **kw):
        return self.helper.remember(request, userid, **kw)

    def forget(self, request, **kw):
        return self.helper.forget(request, **kw)


def includeme(config):
    secret = config.get_settings()["session.secret"]
    config.set_session_factory(SignedCookieSessionFactory(secret, httponly=True))
    config.set_default_csrf_options(require_csrf=True)
    config.set_security_policy(SessionSecurityPolicy())
