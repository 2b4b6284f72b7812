"""Social cards: images of 1200 by 630 pixels that represent a page where its link is shared. Pure.

The modules compute the layout, templates/cards/*.svg draw it, and `text_layout.as_png` converts it to PNG.
"""
