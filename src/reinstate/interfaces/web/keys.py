"""Who may come in: the one-time token of the opening link, the session that it buys, and proof against forged forms."""

import hashlib
import hmac
import os
import secrets
import threading
from pathlib import Path

_SIZE = 32


class Keys:
    """Makes and checks what lets a browser in. The secret outlives the program, so that an open page can go on."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._tokens: set[str] = set()
        self._turn = threading.Lock()

    def token(self) -> str:
        """A new token for one opening link."""
        made = secrets.token_urlsafe(_SIZE)
        with self._turn:
            self._tokens.add(made)
        return made

    def redeem(self, token: str) -> str | None:
        """The session that a token buys, once; None for any other."""
        with self._turn:
            found = next((each for each in self._tokens if hmac.compare_digest(each.encode(), token.encode())), None)
            if found is None:
                return None
            self._tokens.discard(found)
        name = secrets.token_urlsafe(_SIZE)
        return f"{name}.{self._sign('session', name)}"

    def knows(self, session: str) -> bool:
        """Whether a session is one of ours."""
        name, _, signed = session.partition(".")
        return hmac.compare_digest(self._sign("session", name).encode(), signed.encode())

    def proof(self, session: str) -> str:
        """What a form of this session has to bear."""
        return self._sign("form", session)

    def proves(self, session: str, proof: str) -> bool:
        """Whether a form comes from a page of this session."""
        return hmac.compare_digest(self.proof(session).encode(), proof.encode())

    def _sign(self, use: str, name: str) -> str:
        return hmac.new(self._secret, f"{use}:{name}".encode(), hashlib.sha256).hexdigest()


def secret_in(folder: Path) -> bytes:
    """The secret kept in a folder that only this user can read; made where there is none.

    Raises:
        OSError: it can't be read or written.
    """
    file = folder / "web.key"
    if file.is_file() and len(kept := file.read_bytes()) == _SIZE:
        return kept
    made = secrets.token_bytes(_SIZE)
    aside = file.with_suffix(".part")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(made)
    aside.replace(file)
    return made
