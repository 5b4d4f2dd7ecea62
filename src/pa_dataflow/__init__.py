"""May this firm send these personal data to that country, today, and if not, what makes it lawful?

The names of `pa_dataflow.library` are loaded when they are first used, so that importing the package costs little.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pa_dataflow.library import (
        Assessment,
        EngineError,
        InputError,
        Outcome,
        PaDataflowError,
        Rulebook,
        RulebookError,
        Transfer,
        TransferError,
        Verdict,
    )

__all__ = [
    "Assessment",
    "EngineError",
    "InputError",
    "Outcome",
    "PaDataflowError",
    "Rulebook",
    "RulebookError",
    "Transfer",
    "TransferError",
    "Verdict",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("pa_dataflow.library"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
