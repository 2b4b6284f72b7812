from urllib.parse import urlencode

import cherrypy
from cherrypy.test import helper

from app import Root, config


class NotesTest(helper.CPWebCase):
    @staticmethod
    def setup_server():
        cherrypy.tree.mount(Root(), "/", config)

    def test_the_list_escapes_titles(self):
        self.getPage("/")
        self.assertInBody("<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>")

    def test_a_note_without_a_title_is_refused(self):
        form = urlencode({"title": "", "body": "Nothing"})
        headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", str(len(form)))]
        self.getPage("/notes", method="POST", headers=headers, body=form)
        self.assertStatus(400)
