"""Checks: small rules over a year's record. Each points at a place and says why; none ever stops anybody's writing."""

from __future__ import annotations

from assurance_app.domain.checks.finding import Earlier, Finding, Lexicon, lexicon_from_plain
from assurance_app.domain.checks.rules import CODES, findings

__all__ = ["CODES", "Earlier", "Finding", "Lexicon", "findings", "lexicon_from_plain"]
