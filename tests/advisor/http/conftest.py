from tests.pages.conftest import shipped_edition

__all__ = ["shipped_edition"]
