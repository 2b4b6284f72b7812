class Note:
    id: int
    title: str
    body: str


class User:
    username: str
    password: bytes


class Job:
    id: int
