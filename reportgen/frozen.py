"""Value classes that cost little to define: `@frozen` is `@dataclass(frozen=True, slots=True)`.

The standard decorator compiles six methods for each class, half a millisecond in all; with three
hundred classes that was a fifth of a small build. Here one method is compiled, `__init__`, and not
before a value is made; equality, hash, repr and the guard against assignment are shared functions.
The rest stays the standard library's: `fields`, `replace`, `asdict`, `field(...)`, `match` and
`__post_init__` work as they do there (docs/adr/0027-value-classes.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)
_UNSET = object()
_LATE: list[Callable[[], None]] = []     # what compiles the method of each class


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: _Class) -> _Class:
    """`cls` as an immutable value with slots, equal and hashed by its fields.

    Fields with `compare=False` do not count. A method that the class states itself stays.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    parts = fields(made)
    shared = {
        "__init__": _when_called(made, parts),
        "__repr__": _repr,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__getstate__": _state,
        "__setstate__": _restore,
        **_equality(parts),
    }
    for name, method in shared.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _when_called(made: Any, parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    """What compiles the class's own `__init__` when the first value is made: many have none."""
    def compiled() -> None:
        if made.__init__ is first:
            made.__init__ = _init(made, parts)

    def first(self: object, *given: object, **named: object) -> None:
        compiled()
        made.__init__(self, *given, **named)

    _LATE.append(compiled)
    return first


def compile_all() -> None:
    """Now: in a process whose copies use the classes, which else would each compile its own."""
    for compiled in _LATE:
        compiled()


def _init(cls: type, parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    """The one compiled method: it sets each field past the guard."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_unset": _UNSET}
    heads, body = ["self"], [" pass"]
    for part in sorted(parts, key=lambda one: one.kw_only is True):
        name, default = part.name, f"_{part.name}"
        value = name
        if not part.init:  # __post_init__ sets it
            continue
        if part.kw_only is True and "*" not in heads:
            heads.append("*")
        if part.default_factory is not MISSING:
            known[default] = part.default_factory
            heads.append(f"{name}=_unset")
            value = f"{default}() if {name} is _unset else {name}"
        elif part.default is not MISSING:
            known[default] = part.default
            heads.append(f"{name}={default}")
        else:
            heads.append(name)
        body.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(heads)}):\n" + "\n".join(body), known)  # noqa: S102 - names are the class's own
    made: Callable[..., None] = known["__init__"]
    return made


def _equality(parts: tuple[Field[Any], ...]) -> dict[str, Callable[..., Any]]:
    names = [part.name for part in parts if part.compare]
    values: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return {"__eq__": equal, "__hash__": lambda self: hash(values(self))}


def _repr(self: Any) -> str:
    shown = (f"{part.name}={getattr(self, part.name)!r}" for part in fields(self) if part.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(_: object, name: str, *__: object) -> NoReturn:
    raise FrozenInstanceError(f"{name}: a frozen value does not change; make another by replace()")


def _state(self: Any) -> list[object]:
    return [getattr(self, part.name) for part in fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for part, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, part.name, value)
