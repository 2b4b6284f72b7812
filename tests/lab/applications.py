"""Applications that are made for a test."""

APP_TOML = """
framework = "small"
release = "1.0"
specification = "web"
python = ["3.13", "3.11"]
source = ["app.py"]
serve = ["{python}", "app.py", "{port}"]
test = ["{bin}/pytest"]
server = "its own"

[cannot]
echo = "It has no WebSockets."
"""


def made(folder, app_toml=APP_TOML, slug="small", app="print('Hello')\n"):
    """Write an application, and return the folder that it lies in, as `read` takes it."""
    place = folder / slug
    place.mkdir(parents=True)
    for name, content in {"app.py": app, "requirements.in": "", "requirements.txt": "", "README.md": ""}.items():
        (place / name).write_text(content)
    (place / "app.toml").write_text(app_toml)
    return folder
