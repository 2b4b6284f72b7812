"""Three frameworks and four people, simple enough for results to be checked by hand.

Values in 0..1: Alder has 0.9 on Admin, 0.5 on Packages, 0.4 on Speed; Birch unknown, 1.0 and 0.8; Elm 0.7, 1.0, 0.4.
Ada gives all weight to Admin. Linus gives all weight to Packages and requires at most 50 (all meet it). Guido gives
all weight to Speed and requires at least 500 (only Birch meets it). Eve gives all weight to Packages and requires
an Admin of 8 (only Alder certainly meets it).
"""

from advisor.answers.query import Answers
from advisor.together.group import group_of
from advisor.together.query import Person
from tests.catalogues import ALDER, BIRCH, framework, score, small_catalogue

ELM = framework("elm", score("admin", 7.0), score("packages", 1.0), score("speed", 400.0), score("type", "micro"))
TREES = small_catalogue(frameworks=(ALDER, BIRCH, ELM))

ADA = Person(name="Ada", answers=Answers(choices={"build": ("site",)}))
LINUS = Person(name="Linus", answers=Answers(choices={"parts": ("lean",)}))
GUIDO = Person(name="Guido", answers=Answers(choices={"build": ("api",)}))
EVE = Person(name="Eve", answers=Answers(choices={"parts": ("lean",)}, requirements={"admin": 8.0}))


def group(*people, catalogue=TREES):
    return group_of(catalogue, people)


def named(name, **answers):
    return Person(name=name, answers=Answers(**answers))


def order(ranked):
    return [(placed.rank, placed.framework) for placed in ranked.ranking]
