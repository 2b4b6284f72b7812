import bcrypt
import zope.sqlalchemy
from sqlalchemy import engine_from_config
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]

    def __json__(self, request):
        return {"id": self.id, "title": self.title, "body": self.body}


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[bytes]

    # bcrypt refuses passwords of more than 72 bytes

    def set_password(self, password):
        self.password_hash = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt())

    def check_password(self, password):
        return bcrypt.checkpw(password.encode()[:72], self.password_hash)


def includeme(config):
    settings = config.get_settings()
    settings["tm.manager_hook"] = "pyramid_tm.explicit_manager"
    config.include("pyramid_tm")
    session_factory = sessionmaker(bind=engine_from_config(settings))

    def dbsession(request):
        session = session_factory()
        zope.sqlalchemy.register(session, transaction_manager=request.tm)
        return session

    config.add_request_method(dbsession, reify=True)
