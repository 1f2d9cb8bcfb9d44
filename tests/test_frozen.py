"""`@frozen` against the standard decorator: whatever can be seen of a value is the same."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from reportgen.frozen import compile_all, frozen


def _made(decorate: Callable[[type], type]) -> type[Any]:
    class Value:
        name: str
        amount: int = 3
        tags: tuple[str, ...] = field(default=(), kw_only=True)
        items: list[int] = field(default_factory=list, compare=False)
        span: object = field(default=None, compare=False, repr=False)

    Value.__qualname__ = "Value"
    return decorate(Value)


OURS: Any = _made(frozen)
THEIRS: Any = _made(dataclass(frozen=True, slots=True))
CALLS: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    (("甲",), {}),
    (("甲", 4), {"tags": ("乙",)}),
    ((), {"name": "甲", "amount": 4, "span": 7, "tags": ("乙",)}),
    (("甲", 3, [1]), {}),
)


@frozen
class Kept:
    """A value at the top level of a module, as pickle wants it."""

    name: str
    size: int = 0


@pytest.mark.parametrize(("args", "named"), CALLS)
def test_a_value_shows_itself_as_the_standard_one_does(args: Any, named: Any) -> None:
    ours, theirs = OURS(*args, **named), THEIRS(*args, **named)
    assert repr(ours) == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert [one.name for one in fields(ours)] == [one.name for one in fields(theirs)]


def test_the_signatures_agree() -> None:
    ours, theirs = (list(inspect.signature(one).parameters.values()) for one in (OURS, THEIRS))
    assert [(one.name, one.kind) for one in ours] == [(one.name, one.kind) for one in theirs]
    assert OURS.__match_args__ == THEIRS.__match_args__
    assert OURS.__slots__ == THEIRS.__slots__


def test_equal_by_what_is_compared_and_by_class() -> None:
    for kind in (OURS, THEIRS):
        assert kind("甲", 3, [1], span=1) == kind("甲", 3, [2], span=2)
        assert hash(kind("甲", 3, [1])) == hash(kind("甲", 3, [2]))
        assert kind("甲") != kind("乙")
        assert kind("甲") != kind("甲", tags=("乙",))
    assert OURS("甲") != THEIRS("甲")
    assert Kept("甲").__eq__(("甲", 0)) is NotImplemented


def test_a_factory_makes_one_for_each() -> None:
    assert OURS("甲").items is not OURS("甲").items
    assert OURS("甲", items=None).items is None


@pytest.mark.parametrize("change", [
    lambda one: setattr(one, "name", "乙"),
    lambda one: setattr(one, "other", "乙"),
    lambda one: delattr(one, "name"),
])
def test_nothing_changes_a_value(change: Callable[[Any], None]) -> None:
    value = OURS("甲")
    with pytest.raises(FrozenInstanceError):
        change(value)
    assert value == OURS("甲")


def test_missing_and_unknown_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        OURS()
    with pytest.raises(TypeError, match="other"):
        OURS("甲", other=1)


def test_another_one_by_replace_and_by_copying() -> None:
    value = Kept("甲", 2)
    assert replace(value, size=3) == Kept("甲", 3)
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    match value:
        case Kept(name, size):
            assert (name, size) == ("甲", 2)


def test_what_the_class_says_itself_stays() -> None:
    @frozen
    class Sum:
        low: int
        total: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "total", self.low + 1)

        def __repr__(self) -> str:
            return f"<{self.total}>"

    @frozen
    class Nothing:
        pass

    assert repr(Sum(1)) == "<2>"
    assert Nothing() == Nothing()


def test_a_derived_value_has_the_fields_of_both() -> None:
    @frozen
    class Base:
        name: str

    @frozen
    class Derived(Base):
        size: int = 1

    assert repr(Derived("甲")).endswith("Derived(name='甲', size=1)")
    assert Derived("甲") != Base("甲")


def test_all_methods_can_be_compiled_at_once() -> None:
    @frozen
    class Late:
        name: str = "甲"

    @frozen
    class Own:
        name: str

        def __init__(self, name: str) -> None:
            object.__setattr__(self, "name", name * 2)

    before = Late.__init__, Own.__init__
    compile_all()
    assert (Late.__init__ is before[0], Own.__init__ is before[1]) == (False, True)
    assert (Late().name, Own("甲").name) == ("甲", "甲甲")
