from connexion.problem import problem

import store


async def hello():
    return {"message": "Hello, world"}


def list_notes():
    return store.all_notes()


def show_note(note_id):
    return store.find_note(note_id) or problem(status=404, title="Not Found", detail="There is no such note.")


def create_note(body):
    return store.add_note(body["title"], body["body"]), 201


async def error():
    raise RuntimeError("the secret of the lab")
