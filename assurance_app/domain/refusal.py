"""A refusal: something a person asked for cannot be done, and one clear sentence says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial


class Refused(Exception):
    """Raised where a request cannot be carried out and nothing was changed.

    `code` names the sentence in `assurance_app.words.sentences`; `params` fill its places. A refusal is expected: it is
    shown to the person (exit status 2 on the command line), and is not a fault of the program.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Callable[[], Refused], tuple[()]]:
        """Made again as it was where it comes from another process."""
        return partial(Refused, self.code, **self.params), ()

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"
