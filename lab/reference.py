"""The bare programs that applications are compared with: the same answers without a framework."""

from pathlib import Path

from lab.application import Application, Interface
from lab.environment import Environment, installed, newest_python

FOLDER = Path(__file__).resolve().parent / "bare"
_GUNICORN = ("{bin}/gunicorn", "--workers", "{processes}", "--bind", "127.0.0.1:{port}", "--no-control-socket")
# On a busy machine a worker may take longer to start than the five seconds after which Uvicorn replaces it.
_PATIENT = ("--timeout-worker-healthcheck", "60")
_UVICORN = ("{bin}/uvicorn", "--workers", "{processes}", "--port", "{port}", "--no-access-log", *_PATIENT)


def bare(interface: Interface, python: tuple[str, ...]) -> Application:
    """Return the bare program, under gunicorn or Uvicorn."""
    serve = (*_GUNICORN, "app:wsgi") if interface == "wsgi" else (*_UVICORN, "app:asgi")
    return Application(
        framework=f"bare {interface}",
        release="",
        specification="web",
        python=python,
        source=("app.py",),
        prepare=("{python}", "app.py"),
        serve=serve,
        server=serve[0].rpartition("/")[2],
        folder=FOLDER,
    )


def bare_environment(version: str) -> Environment:
    """Return the environment of both bare programs, for a Python such as 3.13.0. Raises NotInstalled."""
    return installed(FOLDER / "requirements.txt", "bare", newest_python([version.rpartition(".")[0]]))
