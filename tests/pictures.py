"""What is on a picture, read off its pixels."""

from io import BytesIO

from PIL import Image, ImageChops


def opened(png):
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def ink(picture, area=None):
    """Return the box (left, top, right, bottom) of all that differs from the background, or None if nothing does.

    The background is the colour of the last pixel; `area` is the box to look at.
    """
    paper = Image.new("RGB", picture.size, picture.getpixel((picture.width - 1, picture.height - 1)))
    difference = ImageChops.difference(picture, paper)
    if area is not None:
        difference = difference.crop(area)
    return difference.getbbox()
