"""From what a drawing shows to the block of a document."""

from reinstate.document.course import Gauges, Timeline, gauges_svg, timeline_svg
from reinstate.document.figures import Chain, Fishbone, chain_svg, fishbone_svg
from reinstate.document.tree import FigureSvg


def draw(shown: Chain | Fishbone | Timeline | Gauges) -> FigureSvg:
    """The drawing with its title beneath, and all of it in words for those who can't see it."""
    match shown:
        case Chain():
            svg = chain_svg(shown)
        case Fishbone():
            svg = fishbone_svg(shown)
        case Timeline():
            svg = timeline_svg(shown)
        case Gauges():
            svg = gauges_svg(shown)
    return FigureSvg(svg, shown.title, shown.told)
