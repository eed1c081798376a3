"""The two faces of a knowledge type: what its base file may hold, and what a language folder may add.

Both are pydantic models made from the dataclass, so that one declaration gives validation of each file on its own
(mistakes name the right file), the merged frozen value, and the JSON Schemas for editors.
"""

import dataclasses
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from reinstate.knowledge.model.spoken import Mark

_STRICT = ConfigDict(extra="forbid", frozen=True, strict=False, coerce_numbers_to_str=False)


def spoken(annotation: Any) -> Any | None:
    """The type of one language's value where the field is spoken, else None."""
    if get_origin(annotation) is Annotated and any(isinstance(mark, Mark) for mark in annotation.__metadata__):
        return get_args(get_args(annotation)[0])[1]
    return None


def is_prose(annotation: Any) -> bool:
    """Whether a spoken field is prose to show, rather than words to match."""
    return any(isinstance(mark, Mark) and mark.prose for mark in getattr(annotation, "__metadata__", ()))


def nested(annotation: Any) -> type | None:
    """The dataclass of a mapping's values, where the field is a mapping of named parts."""
    if get_origin(annotation) in (dict, Mapping) and dataclasses.is_dataclass(part := get_args(annotation)[1]):
        return part if isinstance(part, type) else None
    return None


def spoken_map(annotation: Any) -> Any | None:
    """The type of one language's value where the field maps names to spoken texts."""
    if get_origin(annotation) in (dict, Mapping):
        return spoken(get_args(annotation)[1])
    return None


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return None
    return ...


@cache
def base_face(kind: type) -> type[BaseModel]:
    """The model of a base file: every field except the id, spoken fields in English."""
    fields: dict[str, Any] = {}
    for field, annotation in fields_of(kind):
        default = _default(field)
        if (inner := spoken(annotation)) is not None:
            plain = inner
        elif (part := nested(annotation)) is not None:
            plain = dict[str, base_face(part)]  # type: ignore[misc]
        elif (inner := spoken_map(annotation)) is not None:
            plain = dict[str, inner]  # type: ignore[valid-type]
        else:
            plain = annotation
        if default is None and not _allows_none(plain):
            plain = plain | None
        fields[field.name] = (plain, Field(default=default))
    return create_model(f"{kind.__name__}File", __config__=_STRICT, **fields)


@cache
def overlay_face(kind: type) -> type[BaseModel]:
    """The model of a language folder's file: the spoken fields only, each optional."""
    fields: dict[str, Any] = {}
    for field, annotation in fields_of(kind):
        if (inner := spoken(annotation)) is not None:
            plain = inner
        elif (part := nested(annotation)) is not None:
            plain = dict[str, overlay_face(part)]  # type: ignore[misc]
        elif (inner := spoken_map(annotation)) is not None:
            plain = dict[str, inner]  # type: ignore[valid-type]
        else:
            continue
        fields[field.name] = (plain | None, Field(default=None))
    return create_model(f"{kind.__name__}Words", __config__=_STRICT, **fields)


def fields_of(kind: type) -> list[tuple["dataclasses.Field[Any]", Any]]:
    """The fields of a knowledge type with their resolved annotations, without the id (that is the file's stem)."""
    hints = get_type_hints(kind, include_extras=True)
    return [(field, hints[field.name]) for field in dataclasses.fields(kind) if field.name != "id"]


def _allows_none(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return None in get_args(annotation)
    return get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation)
