from django.shortcuts import get_object_or_404
from ninja import Field, NinjaAPI, Schema, Status

from .models import Note

api = NinjaAPI()


class NoteIn(Schema):
    title: str = Field(min_length=1, max_length=100)
    body: str = ""


class NoteOut(Schema):
    id: int
    title: str
    body: str


@api.get("/hello")
def hello(request):
    return {"message": "Hello, world"}


@api.get("/api/notes", response=list[NoteOut])
def list_notes(request):
    return Note.objects.all()


@api.get("/api/notes/{int:note_id}", response=NoteOut)
def get_note(request, note_id: int):
    return get_object_or_404(Note, id=note_id)


@api.post("/api/notes", response={201: NoteOut})
def create_note(request, payload: NoteIn):
    return Status(201, Note.objects.create(**payload.dict()))
