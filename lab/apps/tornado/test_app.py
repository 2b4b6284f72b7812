import tempfile
from pathlib import Path

from tornado.testing import AsyncHTTPTestCase

from app import make_app
from store import Store


class NotesTest(AsyncHTTPTestCase):
    def get_app(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.store = Store(Path(folder, "test.sqlite"))
        self.store.create_tables()
        return make_app(self.store, "only for the test")

    def test_list_escapes(self):
        self.store.add_note("<b>Bold</b>", "Tea & cake")
        page = self.fetch("/").body.decode()
        self.assertIn("<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>", page)
        self.assertNotIn("<b>", page)

    def test_note_without_title_is_refused(self):
        # The value of the cookie is also good as the token in the form
        cookie = self.fetch("/").headers["Set-Cookie"].split(";")[0]
        response = self.fetch("/notes", method="POST", headers={"Cookie": cookie}, body=f"{cookie}&title=&body=Tea")
        self.assertEqual(response.code, 400)
        self.assertIn("The title must have 1 to 100 characters.", response.body.decode())
        self.assertEqual(self.store.notes(), [])
