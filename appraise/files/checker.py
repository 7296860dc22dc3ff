"""Checker: holds plain data against a shape, gives its value, and stops once enough is found wrong.

Shapes are written down with `pydantic_core.core_schema`. Its own validator collects every error before it tells of one,
which takes a thousand times the memory of a large file; so what these shapes use of it is checked here.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic_core import CoreSchema, PydanticCustomError

from appraise.files.refusals import TEXT_LIMIT

Check = Callable[[Any, "Faults"], Any]
"""Gives the value that data has, or adds to the faults."""


class Fault(NamedTuple):
    """One thing that is not as a shape wants it.

    code: `missing`, `unknown`, `mapping`, `list`, or that of a check of ours.
    path: the keys and positions that lead there. key: whether the last key itself is at fault.
    said: what our check says of it.
    """

    code: str
    found: Any
    path: tuple[Any, ...] = ()
    key: bool = False
    said: Mapping[str, Any] | None = None


class Faults(list[Fault]):
    """Faults up to a number, and what a check may remember from one part of the data to the next."""

    def __init__(self, most: int, known: Any = None) -> None:
        self.most = most
        self.known = known

    @property
    def full(self) -> bool:
        """Whether nothing more is looked for."""
        return len(self) >= self.most

    def inside(self, step: Any, check: Check, found: Any, key: bool = False) -> Any:
        """What a check makes of what stands at a step, or of the step itself."""
        before = len(self)
        value = check(found, self)
        if len(self) > before:
            self[before:] = [each._replace(path=(step, *each.path), key=each.key or key) for each in self[before:]]
        return value


def checker(schema: CoreSchema, *named: CoreSchema) -> Check:
    """What checks data of a shape. named: shapes that others refer to."""
    known: dict[str, Check] = {}
    for each in named:
        known[each["ref"]] = _check(each, known)
    return _check(schema, known)


def _check(schema: Any, known: Mapping[str, Check]) -> Check:
    def of(name: str) -> Check:
        return _check(schema[name], known)

    match schema["type"]:
        case "any":
            return lambda found, _: found
        case "definition-ref":
            return lambda found, faults: known[schema["schema_ref"]](found, faults)
        case "typed-dict":
            return _fields(schema["fields"], known)
        case "dict":
            return _mapping(of("keys_schema"), of("values_schema"))
        case "list":
            return _list(of("items_schema"))
        case "tuple":
            return _tuple([_check(each, known) for each in schema["items_schema"]])
        case "nullable":
            inner = of("schema")
            return lambda found, faults: None if found is None else inner(found, faults)
        case "union":
            return _union([_check(each, known) for each in schema["choices"]])
        case "literal":
            return _where(lambda found: isinstance(found, str) and found in schema["expected"])
        case "str":
            return _where(lambda found: isinstance(found, str) and len(found) <= TEXT_LIMIT)
        case "bool":
            return _where(lambda found: isinstance(found, bool))
    ours = schema["function"]["function"]
    if schema["type"] == "function-plain":
        return _told(ours)
    if schema["type"] == "function-before":
        return _after(_told(ours), of("schema"))
    if schema["type"] == "function-wrap":
        inner = of("schema")
        return lambda found, faults: ours(found, lambda each: inner(each, faults), faults.known)
    return _after(of("schema"), _told(ours))


def _where(fits: Callable[[Any], bool]) -> Check:
    def check(found: Any, faults: Faults) -> Any:
        if not fits(found):
            faults.append(Fault("value", found))
        return found

    return check


def _told(ours: Callable[[Any], Any]) -> Check:
    """A check of our own, which raises what is wrong."""

    def check(found: Any, faults: Faults) -> Any:
        try:
            return ours(found)
        except PydanticCustomError as error:
            faults.append(Fault(error.type, found, said=error.context))

    return check


def _after(first: Check, then: Check) -> Check:
    def check(found: Any, faults: Faults) -> Any:
        before = len(faults)
        value = first(found, faults)
        return then(value, faults) if len(faults) == before else None

    return check


def _union(choices: list[Check]) -> Check:
    def check(found: Any, faults: Faults) -> Any:
        for choice in choices:
            tried = Faults(1)
            value = choice(found, tried)
            if not tried:
                return value
        faults.append(Fault("value", found))
        return None

    return check


def _fields(fields: Mapping[str, Any], known: Mapping[str, Check]) -> Check:
    """Exactly these keys: first what is wrong with them or missing, then what else is there."""
    wanted = {
        each.get("validation_alias") or name: (name, each.get("required", True), _check(each["schema"], known))
        for name, each in fields.items()
    }

    def check(found: Any, faults: Faults) -> Any:
        if not isinstance(found, dict):
            faults.append(Fault("mapping", found))
            return None
        value = {}
        for step, (name, required, each) in wanted.items():
            if step in found:
                value[name] = faults.inside(step, each, found[step])
            elif required:
                faults.append(Fault("missing", found, (step,)))
            if faults.full:
                return None
        if len(value) < len(found):
            for step in found:
                if step not in wanted:
                    faults.append(Fault("unknown", found[step], (step,), key=True))
                    if faults.full:
                        return None
        return value

    return check


def _mapping(keys: Check, values: Check) -> Check:
    def check(found: Any, faults: Faults) -> Any:
        if not isinstance(found, dict):
            faults.append(Fault("mapping", found))
            return None
        value = {}
        for step, each in found.items():
            name = faults.inside(step, keys, step, key=True)
            if not faults.full:
                value[name] = faults.inside(step, values, each)
            if faults.full:
                return None
        return value

    return check


def _list(items: Check) -> Check:
    def check(found: Any, faults: Faults) -> Any:
        if not isinstance(found, list):
            faults.append(Fault("list", found))
            return None
        value = []
        for step, each in enumerate(found):
            value.append(faults.inside(step, items, each))
            if faults.full:
                return None
        return value

    return check


def _tuple(items: list[Check]) -> Check:
    def check(found: Any, faults: Faults) -> Any:
        if not isinstance(found, list) or len(found) != len(items):
            faults.append(Fault("list", found))
            return None
        return tuple(
            faults.inside(step, each, found[step]) if not faults.full else None for step, each in enumerate(items)
        )

    return check
