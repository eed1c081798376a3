"""Facts of the firm that hold in every case: whose account it is, people, outside parties, papers."""

from dataclasses import replace

from reinstate.case import Account, Answers
from reinstate.root_cause.progress import Progress


def merge(progress: Progress, other: Answers, files: frozenset[str]) -> Progress:
    """Take over what another case knows of the firm; what this case already says stays as it is.

    Papers come along where their file is among `files` of this case.
    """
    answers = progress.answers
    people = {each.id for each in answers.people} | {each.name for each in answers.people}
    parties = {each.id for each in answers.parties} | {each.name for each in answers.parties}
    papers = {each.id for each in answers.attachments} | {each.file for each in answers.attachments}
    merged = replace(
        answers,
        people=(*answers.people, *(each for each in other.people if not {each.id, each.name} & people)),
        parties=(*answers.parties, *(each for each in other.parties if not {each.id, each.name} & parties)),
        attachments=(
            *answers.attachments,
            *(each for each in other.attachments if each.file in files and not {each.id, each.file} & papers),
        ),
    )
    known = {each.id for each in merged.people}
    return replace(progress, answers=replace(merged, account=_account(answers.account, other.account, known)))


def _account(mine: Account, theirs: Account, known: set[str]) -> Account:
    signatory = mine.signatory or (theirs.signatory if theirs.signatory in known else None)
    return Account(
        mine.legal_name or theirs.legal_name,
        mine.store_name or theirs.store_name,
        mine.address or theirs.address,
        signatory,
    )
