"""The form with which visitors say that something on a page is wrong."""
