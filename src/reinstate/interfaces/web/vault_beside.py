"""A vault beside a case: what it offers for the notice, what is taken from it, and what is kept in it."""

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from reinstate.interfaces.cli import vault_words
from reinstate.interfaces.web.pages import Visit, go, step
from reinstate.workflow import desk, desk_evidence, desk_vault, vaults


def beside(visit: Visit, legal_name: str = "") -> dict[str, Any]:
    """What the page of the evidence shows of the vaults."""
    held = desk_vault.chosen(visit.bench, visit.request.query_params.get("vault", ""), legal_name)
    known = [each.vault for each in vaults.list_vaults(visit.bench.store)]
    if held is None:
        return {"vault": None, "vaults": known}
    found = desk_vault.offered(visit.bench, visit.case, held)
    return {
        "vault": held.vault,
        "vaults": known,
        "fitting": [each for each in found if each.fits],
        "others": [each for each in found if not each.fits],
        "reasons": lambda offer: list(vault_words.reasons(visit.reader, offer)),
        "in_vault": frozenset(each.sha256 for each in held.vault.active),
    }


def take(visit: Visit) -> Response:
    """Put a document of the vault forward in the case.

    Raises:
        Trouble: `vault.unknown`, `vault.no-such-document`, `store.conflict`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    held = desk_vault.look_up(visit.bench, visit.text("vault"))
    opened = desk_vault.take(visit.bench, opened, held, visit.text("number"), visit.language)
    return go(visit.url("evidence", opened))


def keep(visit: Visit) -> Response:
    """Keep a document of the case in the vault.

    Raises:
        Trouble: `vault.unknown`, `desk.no-such-exhibit`, `vault.conflict`.
    """
    held = desk_vault.look_up(visit.bench, visit.text("vault"))
    exhibit = desk_evidence.exhibit_of(visit.bench.worked(visit.case), visit.text("id"))
    desk_vault.keep(visit.bench, held, exhibit, visit.case)
    return go(f"{visit.url('evidence')}#{exhibit.id}")


ROUTES = (
    Route("/case/{case}/vault/take", step(take), methods=["POST"]),
    Route("/case/{case}/vault/keep", step(keep), methods=["POST"]),
)
