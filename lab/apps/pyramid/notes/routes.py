def includeme(config):
    config.add_route("hello", "/hello")
    config.add_route("index", "/")
    config.add_route("add", "/notes")
    config.add_route("api_notes", "/api/notes")
    # SQLite has no longer numbers
    config.add_route("api_note", r"/api/notes/{note_id:\d{1,18}}")
    config.add_route("rows", "/rows")
    config.add_route("login", "/login")
    config.add_route("private", "/private")
    config.add_route("stream", "/stream")
    config.add_route("error", "/error")
