"""One file a kind of check; a rule names its kind, and the table says who looks."""

from collections.abc import Callable, Iterator, Mapping

from reinstate.knowledge.model.review import Rule
from reinstate.review.checks import absent, aside, cause, long, placeholder, question, repeated, words
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid

Look = Callable[[Laid, Rule], Iterator[Remark]]

CHECKS: Mapping[str, Look] = {
    "words": words.look,
    "cause": cause.look,
    "question": question.look,
    "repeated": repeated.look,
    "long": long.look,
    "aside": aside.look,
    "placeholder": placeholder.look,
    "absent": absent.look,
}

__all__ = ["CHECKS", "Look"]
