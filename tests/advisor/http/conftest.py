from tests.pages.conftest import shop_window

__all__ = ["shop_window"]
