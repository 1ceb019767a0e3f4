"""The mends: importing a module installs it. `install` imports all of them, in the order of their names."""

import importlib
import pkgutil


def install() -> list[str]:
    """Installs every mend; gives their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    for name in names:
        importlib.import_module(f"{__name__}.{name}")
    return names
