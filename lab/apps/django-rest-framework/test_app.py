from rest_framework.test import APITestCase

from notes.models import Note


class NotesTests(APITestCase):
    def test_list_escapes(self):
        Note.objects.create(title="<b>Bold</b>", body="Tea & cake")
        response = self.client.get("/")
        self.assertContains(response, "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>", html=True)
        self.assertNotContains(response, "<b>Bold</b>")

    def test_note_without_title_is_refused(self):
        response = self.client.post("/api/notes", {"title": "", "body": "Tea"}, format="json")
        self.assertEqual(response.status_code, 400)
        response = self.client.post("/notes", {"title": "", "body": "Tea"})
        self.assertContains(response, "This field is required.", status_code=400)
        self.assertFalse(Note.objects.exists())
