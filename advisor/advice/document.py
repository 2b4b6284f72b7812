"""A recommendation for programs: plain data, with everything that it rests on."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from advisor.advice.doubts import VERDICTS
from advisor.advice.flips import flips
from advisor.advice.recommendation import Placed, Recommendation, SetAside
from advisor.advice.robustness import RERUNS, deciding_unknowns, robustness, weaknesses
from advisor.advice.sensitivity import deciding_score, sensitivity
from advisor.advice.words import answer_sentence, requirement_words
from advisor.answers.flow import applicable_answers
from advisor.answers.priorities import Level, Need
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.ranking.stability import Stable

if TYPE_CHECKING:
    from comparisons.editions import Edition

__all__ = ["as_document"]


def as_document(
    edition: "Edition", answers: Answers, dropped: list[str], recommendation: Recommendation
) -> dict[str, Any]:
    """Return the recommendation as JSON-ready data. Values and weights are between 0 and 1, points of 100."""
    catalogue = edition.catalogue
    return {
        "edition": {
            "number": edition.number,
            "published_at": edition.published_at.isoformat(),
            "digest": edition.digest,
        },
        "answers": {q: list(choices) for q, choices in applicable_answers(catalogue, answers).items()},
        "among": list(answers.among) or None,
        "dropped": dropped,
        "summary": answer_sentence(catalogue, recommendation),
        "equal_weights": recommendation.no_priorities,
        "levels": [_level(level) for level in recommendation.priorities],
        "not_considered": [level.criterion for level in recommendation.not_considered],
        "requirements": [_need(catalogue, need) for need in recommendation.needs],
        "ranking": [{"rank": placed.rank, **_placed(placed)} for placed in recommendation.ranking],
        "unconfirmed": [_set_aside(catalogue, one, "open") for one in recommendation.unconfirmed],
        "robustness": _robustness(catalogue, recommendation),
        "sensitivity": _sensitivity(catalogue, answers, recommendation),
        "excluded": [_set_aside(catalogue, one, "failed") for one in recommendation.excluded],
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "criterion": level.criterion,
        "importance": level.importance.value,
        "points": level.points,
        "weight": level.weight,
        "set_by": [{"question": origin.question, "choice": origin.choice} for origin in level.set_by],
        "by_hand": level.by_hand,
    }


def _need(catalogue: Catalogue, need: Need) -> dict[str, Any]:
    requirement, origin = need.requirement, need.set_by
    return {
        "criterion": requirement.criterion,
        "at_least": requirement.at_least,
        "at_most": requirement.at_most,
        "one_of": list(requirement.one_of) or None,
        "words": requirement_words(catalogue, requirement),
        "set_by": {"question": origin.question, "choice": origin.choice} if origin else None,
    }


def _placed(placed: Placed) -> dict[str, Any]:
    return {
        "framework": placed.framework,
        "total": placed.total,
        "lowest": placed.lowest,
        "highest": placed.highest,
        "known_share": placed.known_share,
        "points": placed.points,
        "contributions": [
            {
                "criterion": part.criterion,
                "contribution": part.contribution,
                "points": part.points,
                "known": part.known,
            }
            for part in placed.parts
        ],
    }


def _set_aside(catalogue: Catalogue, one: SetAside, why: str) -> dict[str, Any]:
    framework = catalogue.framework_by_slug[one.framework]
    return {**_placed(one.placed), why: [_missed(catalogue, framework, need) for need in one.needs]}


def _missed(catalogue: Catalogue, framework: Framework, need: Need) -> dict[str, Any]:
    score = framework.score_by_criterion.get(need.requirement.criterion)
    return {
        **_need(catalogue, need),
        "found": score.value if score else None,
        "reason": score.reason if score else None,
        "sources": list(score.sources) if score else [],
    }


def _robustness(catalogue: Catalogue, recommendation: Recommendation) -> dict[str, Any] | None:
    found = robustness(catalogue, recommendation)
    if found is None:
        return None
    return {
        "verdict": VERDICTS[found.band],
        "first_in_percent": found.percent,
        "reruns": RERUNS,
        "shortlist": list(found.shortlist),
        "too_close": list(found.too_close),
        "very_weak": [{"framework": w.framework, "criterion": w.criterion} for w in weaknesses(recommendation)],
        "deciding_unknowns": [
            {"framework": u.framework, "criterion": u.criterion} for u in deciding_unknowns(recommendation)
        ],
    }


def _sensitivity(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> dict[str, Any] | None:
    found = sensitivity(catalogue, recommendation)
    if found is None:
        return None
    change = deciding_score(catalogue, recommendation)
    return {
        "weights": [_interval(interval) for interval in found.intervals],
        "least_shift": asdict(found.shift) if found.shift else None,
        "least_score_change": asdict(change) if change else None,
        "answers": [
            {
                "first": flip.first,
                "lead": flip.lead,
                "changes": [{"question": c.question, "choices": list(c.choices)} for c in flip.changes],
            }
            for flip in flips(catalogue, answers)
        ],
    }


def _interval(interval: Stable) -> dict[str, Any]:
    return {
        "criterion": interval.criteria[0],
        "weight": interval.weight,
        "stays_first_from": interval.low,
        "stays_first_to": interval.high,
        "first_below": interval.below,
        "first_above": interval.above,
    }
