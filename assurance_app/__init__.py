"""SPR Assurance: an annual account of regard to the Strategic Policing Requirement."""

from __future__ import annotations

__version__ = "0.1.0"
