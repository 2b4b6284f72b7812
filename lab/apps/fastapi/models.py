from sqlmodel import Field, SQLModel


class NoteBase(SQLModel):
    title: str = Field(min_length=1, max_length=100)
    body: str = ""


class Note(NoteBase, table=True):
    id: int | None = Field(default=None, primary_key=True)


class NotePublic(NoteBase):
    id: int


class NoteCreate(NoteBase):
    pass


class User(SQLModel, table=True):
    username: str = Field(primary_key=True)
    hashed_password: str


class Job(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
