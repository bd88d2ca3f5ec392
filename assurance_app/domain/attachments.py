"""Files that belong to evidence: how large they may be, which kinds run when they are opened, and their names."""

from __future__ import annotations

import unicodedata

LIMIT_BYTES = 50 * 1024 * 1024
"""Longer reports with pictures fit; recordings do not belong into a file that is copied about."""

_RUNS = frozenset(
    "app appimage apk bat bin cmd com command cpl csh deb desktop dll dmg docm dotm exe gadget hta htm html img inf "
    "iso jar js jse ksh lnk mht mhtml msc msi msix msp pif pkg potm ppam ppsm pptm ps1 psm1 py pyc pyw reg rpm run scf "
    "scpt scr sh shtml sldm svg sys url vb vbe vbs vhd vhdx wasm ws wsc wsf wsh xhtml xla xlam xll xlsm xltm "
    "xpi".split()
)
_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_LONGEST = 120


def runs(name: str) -> bool:
    """Whether a file of that name may run something when it is opened: programs, scripts, macros, pages."""
    last = name.rstrip(" .").rpartition(".")
    return bool(last[1]) and last[2].strip().casefold() in _RUNS


def safe_name(name: str) -> str:
    """The name without folders and without what a system does not allow in one; "attachment" where nothing is left.

    Marks that turn the direction of writing are taken out: with them a program can look like a document.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        "_" if letter in _FORBIDDEN else letter for letter in last if unicodedata.category(letter) not in ("Cc", "Cf")
    ).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > _LONGEST:
        kept = f"{stem[: _LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) < 16 else kept[:_LONGEST]
    if kept.partition(".")[0].casefold() in _DEVICES:
        kept = f"_{kept}"
    return kept or "attachment"
