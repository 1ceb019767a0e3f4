"""How a mend changes moto: visibly, and failing loudly when a newer moto no longer has what is changed."""

import functools
import inspect
from typing import Any, Callable


class MotoChanged(RuntimeError):
    """moto lacks what a mend replaces: another version than the mends were written for is installed."""


def replaces(owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Puts the decorated function in the place of `owner.name`; it receives the original as its first argument."""
    if not hasattr(owner, name):
        raise MotoChanged(f"{_label(owner)} has no '{name}' any more")

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        original = getattr(owner, name)

        @functools.wraps(original)
        def replacement(*args: Any, **kwargs: Any) -> Any:
            return function(original, *args, **kwargs)

        static = isinstance(inspect.getattr_static(owner, name), staticmethod)
        setattr(owner, name, staticmethod(replacement) if static else replacement)
        return function

    return decorate


def replaces_property(owner: type, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Like `replaces`, for a property: the decorated function receives the original getter and the object."""
    original = getattr(owner, name, None)
    if not isinstance(original, property) or original.fget is None:
        raise MotoChanged(f"{_label(owner)} has no property '{name}' any more")
    getter, setter = original.fget, original.fset

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        setattr(owner, name, property(lambda self: function(getter, self), setter))
        return function

    return decorate


def adds(owner: Any, name: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Gives `owner` a method that moto lacks, under the function's own name."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        setattr(owner, name or function.__name__, function)
        return function

    return decorate


def store(backend: Any, name: str) -> dict[Any, Any]:
    """A dictionary kept in the backend of one account and region: moto's reset empties it with everything else."""
    attribute = f"_vpc_lambda_{name}"
    if attribute not in backend.__dict__:
        setattr(backend, attribute, {})
    kept: dict[Any, Any] = getattr(backend, attribute)
    return kept


def _label(owner: Any) -> str:
    module = getattr(owner, "__module__", "")
    return f"{module}.{getattr(owner, '__name__', repr(owner))}"
