"""May this firm send these personal data to that country, today, and if not, what makes it lawful?"""

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
