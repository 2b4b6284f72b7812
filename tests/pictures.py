"""Reading images in tests."""

from io import BytesIO

from PIL import Image, ImageChops


def opened(png):
    """Return a PNG as an RGB image."""
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def ink(picture, area=None):
    """Return the bounding box (left, top, right, bottom) of what differs from the background, or None if empty.

    The background is the colour of the last pixel. `area` limits the box that is looked at.
    """
    background = Image.new("RGB", picture.size, picture.getpixel((picture.width - 1, picture.height - 1)))
    difference = ImageChops.difference(picture, background)
    if area is not None:
        difference = difference.crop(area)
    return difference.getbbox()
