from msgspec.structs import replace

from comparisons.catalogue.value import Verdict
from comparisons.content.claims import claims_about
from tests.catalogues import CLAIMS, small_catalogue


def catalogue(**frameworks_by_slug):
    """Return claims with these slugs about these frameworks."""
    return small_catalogue(
        claims=tuple(replace(CLAIMS[0], slug=slug, frameworks=about) for slug, about in frameworks_by_slug.items())
    )


def here(known, *slugs):
    found = claims_about(known, [known.framework_by_slug[slug] for slug in slugs])
    return (
        [claim.slug for claim in found.shared],
        {one.framework.slug: [claim.slug for claim in one.claims] for one in found.alone},
    )


def test_claims_about_several_of_the_compared_come_first_and_each_comes_once():
    known = catalogue(one=("alder",), two=("alder", "birch"), three=("birch", "cedar"), none=(), other=("cedar",))
    assert here(known, "alder", "birch") == (["two"], {"alder": ["one"], "birch": ["three"]})
    assert here(known, "alder", "dogwood") == ([], {"alder": ["one", "two"]})


def test_verdicts_are_counted():
    verdicts = [None, Verdict.WRONG, Verdict.SUPPORTED, Verdict.SUPPORTED]
    known = small_catalogue(
        claims=tuple(replace(CLAIMS[0], slug=f"claim-{n}", verdict=verdict) for n, verdict in enumerate(verdicts))
    )
    (alder,) = claims_about(known, [known.framework_by_slug["alder"]]).alone
    assert alder.summary == "2 supported, 1 wrong, 1 not checked"


def test_wrong_claims_about_several_come_first():
    verdicts = {"yes": Verdict.SUPPORTED, "open": None, "no": Verdict.WRONG, "perhaps": Verdict.DISPUTED}
    known = small_catalogue(
        claims=tuple(
            replace(CLAIMS[0], slug=slug, frameworks=("alder", "birch"), verdict=verdict)
            for slug, verdict in verdicts.items()
        )
    )
    assert here(known, "alder", "birch")[0] == ["no", "perhaps", "open", "yes"]
