import tempfile
from pathlib import Path

from aiohttp.test_utils import AioHTTPTestCase

from app import make_app
from store import Store


class NotesTest(AioHTTPTestCase):
    async def get_application(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.store = Store(Path(folder, "test.sqlite"))
        self.store.create_tables()
        return make_app(self.store, "only for the test")

    async def test_list_escapes(self):
        self.store.add_note("<b>Bold</b>", "Tea & cake")
        response = await self.client.get("/")
        page = await response.text()
        self.assertIn("<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>", page)
        self.assertNotIn("<b>", page)

    async def test_note_without_title_is_refused(self):
        response = await self.client.post("/notes", data={"title": "", "body": "Tea"})
        self.assertEqual(response.status, 400)
        self.assertIn("The title must have 1 to 100 characters.", await response.text())
        self.assertEqual(self.store.notes(), [])
