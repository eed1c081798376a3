"""An answer taken into the case, or the kind word that says why it can't be.

Nothing that was said before is lost: statements no longer chosen are set aside, and answers that rested on what changed
are marked to be looked at again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reinstate.root_cause.progress import NONE, SKIPPED, Progress
from reinstate.root_cause.stages import (
    account,
    causes,
    chain,
    closing,
    contrast,
    fields,
    measures,
    papers,
    problem,
    sales,
)
from reinstate.root_cause.step import Ground, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.values import Refusal, clean, too_long
from reinstate.root_cause.way import prepare

Taker = Callable[[Taking, str], Progress | Refusal]

TAKERS: Mapping[str, Taker] = {
    "account": account.take_line,
    "signatory": account.take_signatory,
    "problem": problem.take,
    "contrast": contrast.take,
    "causes": causes.take,
    "examined": causes.take_examined,
    "ruled-out": causes.take_ruled_out,
    "same": fields.take_same,
    "why": chain.take,
    "chain-papers": chain.take_papers,
    "measures": measures.take,
    "own-corrective": measures.take_own,
    "own-preventive": measures.take_own,
    "exhibits": papers.take,
    "demand": papers.take_demand,
    "exhibit-kind": papers.take_kind,
    "sold": sales.take,
    "role": closing.take_role,
    "latin": closing.take_latin,
    "people": closing.take_team,
    "dated": closing.take_date,
}
"""How an answer is taken, by the step's shape; any other shape is a kind of field."""

UNKNOWN_WORDS = "unknown-words"
"""Message that holds the words with which people say that they don't know, parted by `|`."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The case after an answer, or as it was before one that was refused. `notes` are remarks that stop nothing."""

    progress: Progress
    refused: Refusal | None = None
    notes: tuple[Refusal, ...] = ()


def take(ground: Ground, progress: Progress, step: Step, text: str, *, sure: bool = False) -> Taken:
    """Read an answer and put it in its place; a doubtful one is taken if the person is `sure`."""
    typed = clean(text)
    if not typed:
        return Taken(progress, Refusal("empty"))
    if step.shape != "names" and (refused := too_long(typed)):
        return Taken(progress, refused)
    taking = Taking(ground, progress, step, sure=sure)
    if taking.is_nothing(typed):
        return Taken(prepare(ground, progress.marked(step.id, NONE)))
    if taking.means(typed, UNKNOWN_WORDS):
        return Taken(skip(ground, progress, step), notes=(Refusal("not-known"),))
    made = TAKERS.get(step.shape, fields.take)(taking, typed)
    if isinstance(made, Refusal):
        return Taken(progress, made)
    return Taken(prepare(ground, made.marked(step.id, taking.mark)), notes=tuple(taking.notes))


def skip(ground: Ground, progress: Progress, step: Step) -> Progress:
    """Pass a step over for now; an answer that it already has stays."""
    return prepare(ground, progress.marked(step.id, None if step.now else SKIPPED))
