"""Writing the JSON Schemas of the shelves."""

import json
from pathlib import Path

from reinstate.knowledge import schemas
from reinstate.workflow.write import write_folder


def write_schemas(out: Path) -> int:
    """Write one schema a kind of file to a folder and return how many.

    Raises:
        Trouble: the folder holds files already or can't be written.
    """
    made = schemas()
    write_folder(out, {name: (json.dumps(each, indent=2) + "\n").encode() for name, each in made.items()})
    return len(made)
