"""Findings as SARIF 2.1.0, the exchange format of code review tools (OASIS Standard, 2020-03-27).

Columns count code points from 1 and end one past the last; lines end in CR LF, LF or CR.
"""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from reinstate.case import Span
from reinstate.document.letter import MarkedLetter, Remark

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(
    letters: Sequence[MarkedLetter], version: str, language: str, unread: Sequence[tuple[str, str]] = ()
) -> bytes:
    """One run over the letters, as UTF-8 JSON.

    Args:
        letters: with their remarks.
        version: of this program.
        language: tag of the language that the remarks are spoken in.
        unread: files that couldn't be read, each with the message.
    """
    rules = {remark.rule: remark for letter in letters for remark in letter.remarks}
    places = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "reinstate", "version": version, "rules": list(map(_rule, rules.values()))}},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": list(map(_note, unread))}],
        "artifacts": [_artifact(letter) for letter in letters],
        "results": [
            _result(remark, letter, number, places)
            for number, letter in enumerate(letters)
            for remark in letter.remarks
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _rule(remark: Remark) -> dict[str, Any]:
    return {
        "id": remark.rule,
        "shortDescription": {"text": remark.title},
        "fullDescription": {"text": remark.why or remark.title},
        "help": {"text": remark.advice or remark.why or remark.title},
        "defaultConfiguration": {"level": remark.severity},
        "properties": {"tags": [remark.label]} if remark.label else {},
    }


def _note(unread: tuple[str, str]) -> dict[str, Any]:
    file, message = unread
    return {
        "level": "error",
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": _address(file)}}],
    }


def _artifact(letter: MarkedLetter) -> dict[str, Any]:
    """The file; places count in the text given here, which for a Word file or PDF is the text taken from it."""
    return {"location": _address(letter.file), "contents": {"text": letter.text}}


def _result(remark: Remark, letter: MarkedLetter, number: int, places: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": remark.rule,
        "ruleIndex": places[remark.rule],
        "level": remark.severity,
        "message": {"text": " ".join(part for part in (remark.why or remark.title, remark.advice) if part)},
        "rank": round(remark.confidence * 100, 1),
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _address(letter.file) | {"index": number},
                    "region": _region(letter, remark.shown),
                }
            }
        ],
    }


def _region(letter: MarkedLetter, span: Span) -> dict[str, Any]:
    (first, start), (last, end) = letter.line_of(span.start), letter.line_of(span.end)
    return {
        "startLine": first + 1,
        "startColumn": start + 1,
        "endLine": last + 1,
        "endColumn": end + 1,
        "charOffset": span.start,
        "charLength": len(span),
    }


def _address(file: str) -> dict[str, Any]:
    path = PurePath(file)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}
