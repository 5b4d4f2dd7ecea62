"""Texts for people, always in both languages."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from pa_dataflow.source.scalars import Name

Language: TypeAlias = Literal["en", "es"]


class Words(BaseModel):
    """One text in English and Spanish."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    en: Name
    es: Name

    def __call__(self, lang: Language) -> str:
        """The text in that language."""
        return self.es if lang == "es" else self.en
