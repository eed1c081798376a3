"""The engine that reads pictures as jobs use it: it says that it is at work, and remembers what it has read."""

from reinstate import assist
from reinstate.case.sight import Raster, Recogniser, SeenLine
from reinstate.knowledge import Knowledge
from reinstate.workflow import confined
from reinstate.workflow.confined import alive
from reinstate.workflow.recollection import Recollection


def eyes(knowledge: Knowledge, *, remember: bool = True) -> Recogniser | None:
    """The engine, with a sign of life at each picture, for pages of a scan take seconds each; None where none is there.

    What it read is remembered only inside a worker that has a cache folder, and never of locked files (`remember`).
    """
    engine = assist.recogniser(knowledge)
    if engine is None:
        return None
    cache = confined.cache_here()
    known = Recollection(cache, f"{knowledge.version}\0{assist.reads(engine)}") if cache and remember else None

    def recognised(raster: Raster, *, form: bool = False) -> tuple[SeenLine, ...]:
        alive(page=raster.page)
        if known is None:
            return engine(raster, form=form)
        key = known.key(raster, form=form)
        if (lines := known.recall(key)) is None:
            lines = engine(raster, form=form)
            known.keep(key, lines)
        return lines

    return recognised
