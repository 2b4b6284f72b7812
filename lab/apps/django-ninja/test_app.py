from django.test import TestCase
from ninja.testing import TestClient

from notes.api import api
from notes.models import Note


class NotesTests(TestCase):
    def test_list_escapes(self):
        Note.objects.create(title="<b>Bold</b>", body="Tea & cake")
        response = self.client.get("/")
        self.assertContains(response, "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>", html=True)
        self.assertNotContains(response, "<b>Bold</b>")

    def test_note_without_title_is_refused(self):
        response = TestClient(api).post("/api/notes", json={"title": "", "body": "Tea"})
        self.assertEqual(response.status_code, 422)
        response = self.client.post("/notes", {"title": "", "body": "Tea"})
        self.assertContains(response, "This field is required.", status_code=400)
        self.assertFalse(Note.objects.exists())
