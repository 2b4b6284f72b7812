import os

from .app import create_app
from .store import Store

app = create_app(Store(os.environ["LAB_DATABASE"]))
