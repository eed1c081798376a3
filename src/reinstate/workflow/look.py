"""Reviewing letters, file by file, with or without their case."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reinstate import plan, review
from reinstate.case import Finding, Plan, Span
from reinstate.document import MarkedLetter, Remark
from reinstate.knowledge import Knowledge, say
from reinstate.language.detect import Profile, detect
from reinstate.workflow.confined import Worker
from reinstate.workflow.files import read_bytes
from reinstate.workflow.folder import CaseFolder, read_folder
from reinstate.workflow.reading import text_of
from reinstate.workflow.settings import Book


@dataclass(frozen=True, slots=True)
class Looked:
    """A letter and what the rules of a book say of it. `content` are the bytes it was read from."""

    letter: Plan
    review: review.Review
    book: Book
    file: str = ""
    content: bytes = field(default=b"", repr=False)

    def contract(self, reader_language: str) -> dict[str, Any]:
        """The findings as the JSON contract wants them, spoken in the reader's language."""
        return review.contract(self.review, self.letter, self.book.knowledge, reader_language)

    def questions(self, reader_language: str) -> list[dict[str, Any]]:
        """What each action of the letter leaves open of who, what, when, where, why and how."""
        asked = review.questions(self.letter, self.book.knowledge, reader_language)
        return review.questions_contract(asked, self.letter)

    def marked(self, reader_language: str) -> MarkedLetter:
        """The letter with its findings spoken, for everything that shows the place in the text."""
        return MarkedLetter(
            file=self.file,
            text=self.letter.text,
            language=self.letter.language,
            remarks=tuple(self._remark(each, reader_language) for each in self.review.findings),
            unchecked=self.review.unchecked,
        )

    def _remark(self, finding: Finding, reader_language: str) -> Remark:
        """A finding spoken; what a check without a rule says is its own title."""
        rule = self.book.knowledge.rules.get(finding.rule)
        message, advice = review.speak(finding, self.letter, self.book.knowledge, reader_language)
        return Remark(
            rule=finding.rule,
            label=finding.label,
            severity=finding.severity,
            confidence=finding.confidence,
            span=finding.span,
            place=self._place(finding),
            title=say(rule.title, reader_language).text if rule else message,
            why=say(rule.why, reader_language).text if rule else "",
            advice=advice,
        )

    def _place(self, finding: Finding) -> Span | None:
        """The words meant, or the sentence where a check names none; None for the letter as a whole."""
        whole = len(finding.span) >= len(self.letter.text.strip())
        return finding.span if finding.place is None and not whole else finding.place


@dataclass(frozen=True, slots=True)
class Aim:
    """What is known of a letter beside its words: what the notice alleges, the part that a fragment is of, its case."""

    violation: str | None = None
    role: str | None = None
    fragment: bool = False
    case_dir: Path | None = None


def look(path: Path, book: Book, aim: Aim, worker: Worker) -> Looked:
    """What the rules say of a letter in a file.

    Raises:
        Trouble: the file can't be read.
    """
    return look_at(read_bytes(path), str(path), book, aim, worker)


def look_at(content: bytes, file: str, book: Book, aim: Aim, worker: Worker) -> Looked:
    """What the rules say of a letter given as bytes: text, Markdown, Word, PDF or mail.

    Raises:
        Trouble: the bytes hold no readable text.
    """
    return replace(
        look_over(text_of(content, Path(file).name, worker), book, aim, worker=worker), file=file, content=content
    )


def look_over(
    text: str, book: Book, aim: Aim, memory: review.Memory | None = None, worker: Worker | None = None
) -> Looked:
    """What the rules say of a text, and where its case is known, what the case says against it.

    An editor keeps one memory for each open letter: sentences that stand as they stood are then not read again. A
    letter is held against its case only where a worker opens the case's files.

    Raises:
        Trouble: the case can't be read.
    """
    knowledge = book.knowledge
    letter = plan.parse(text, language_of(text, knowledge), knowledge, aim.role)
    if aim.case_dir is None or worker is None:
        seen = review.review(letter, knowledge, aim.violation, fragment=aim.fragment, memory=memory)
    else:
        seen = _against(letter, book, aim, read_folder(aim.case_dir), worker)
    return Looked(letter, replace(seen, findings=tuple(filter(book.shows, seen.findings))), book)


def _against(letter: Plan, book: Book, aim: Aim, folder: CaseFolder, worker: Worker) -> review.Review:
    """The letter held against rules and case; what the seller lets stand is left out."""
    from reinstate.workflow.findings import all_findings, let_stand  # noqa: PLC0415 - only letters with a case need it
    from reinstate.workflow.package import Choice, plan_languages, work_apart  # noqa: PLC0415

    knowledge = book.knowledge
    known = letter.language in plan_languages(knowledge)
    worked = work_apart(worker, folder, Choice(language=letter.language if known else None))
    dossier = review.Dossier(worked.answers, worked.reading, worked.exhibits, worked.plan if known else None)
    violation = aim.violation or next(iter(worked.reading.violations), None)
    seen = review.review(letter, knowledge, violation, fragment=aim.fragment)
    found = all_findings(letter, dossier, seen.findings, knowledge)
    waived = [finding for finding, _ in let_stand(found, worked.answers.waivers, letter)]
    return replace(seen, findings=tuple(each for each in found if each not in waived))


def language_of(text: str, knowledge: Knowledge) -> str:
    """The language that most of a text is in; English where nothing tells."""
    profiles = [Profile(each.id, each.letters, each.common) for each in knowledge.languages.values()]
    return detect(text, profiles, "en")
