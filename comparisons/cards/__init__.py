"""Social cards: pictures of 1200 by 630 that stand for a page where its link is shared.

Values say what stands where (`facts`), templates/cards/*.svg draw them, `picture` makes the PNG. Pure.
"""
