"""Words for people: every sentence a person reads passes through here, in whatever layer it is spoken.

The domain answers with codes; `sentences` and `labels` hold what the codes say. The catalogue is chosen once, at start,
by `speak`; without one the English of the source stands.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()

DOMAIN = "assurance"


def speak(language: str, translations: Path) -> None:
    """Choose the catalogue for `language` (such as `cy`) below `translations`; English where there is none."""
    global _catalogue
    _catalogue = _gettext.translation(DOMAIN, str(translations), languages=[language], fallback=True)


def _(message: str) -> str:
    """The message in the chosen language."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The singular or the plural of a message for `number`, in the chosen language."""
    return _catalogue.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The message in the chosen language, where one English word needs two translations."""
    return _catalogue.pgettext(context, message)


def later(message: str) -> str:
    """Mark a message for the catalogue where it stands in a table and is translated when it is shown."""
    return message
