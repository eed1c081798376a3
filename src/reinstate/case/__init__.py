"""The nouns of the field and the journal. This room imports nothing of ours and nothing of others.

A noun's module is loaded when the noun is first asked for: to declare them all takes longer than most commands need
for their work. `__init__.pyi` says the same to type checkers.
"""

from importlib import import_module

_MODULES = {
    "answers": "LEFT_OUT Account Answer Answers Attachment Counted Issue Party Person Statement Waived Why Words",
    "causes": "BRANCHES CauseFound Causes IssueCauses Other Reason",
    "checklist": "Checklist Claim DemandMet Exhibited IssueMet Proof Traded",
    "exhibit": "Exhibit Locked Page Passage Redaction",
    "finding": "Finding Gap",
    "inspection": "Context Inspection ListedItem Problem",
    "journal": (
        "CASE_KINDS KINDS ORIGIN Case Entry KeptFile Submission Waiver canonical entry_after entry_from entry_hash "
        "files_of fold journal_line parse_journal phase upgraded verify"
    ),
    "meaning": "Clock Meaning",
    "notice": "Fact Notice Reading Value",
    "paper": "Found Item Paper PaperParty PaperSign Spot Sum",
    "place": "Span",
    "plan": "Plan Section Sentence",
    "readiness": "Judged Lack ProductStanding Readiness Reminder",
    "trouble": "Mistake Mistakes Trouble",
    "vault": "KeptDocument Told Vault fold_vault is_asin opens_vault products_body told_body",
}
"""Module → the names that it gives to the room."""

_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [*_HOMES]  # noqa: PLE0604 - strings, all of them


def __getattr__(name: str) -> object:
    """The noun or verb of that name, which stays at hand (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
