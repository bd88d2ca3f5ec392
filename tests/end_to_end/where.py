"""Where the typist types: told apart so that a test can know it without importing Qt."""

from __future__ import annotations

SECTION = "terrorism"
REQUIREMENT = "terrorism.prepare.armed-response"
