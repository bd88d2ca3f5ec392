"""Words in every place of two years, written as real files: no withheld one is anywhere in what is published."""

from __future__ import annotations

import random
import re
import zipfile
from functools import partial
from pathlib import Path

import pytest

from assurance_app.application.kept_back import kept_back
from assurance_app.documents.formats import WRITERS, write_document, write_fragment
from assurance_app.domain.content import ContentTree, spoken_text
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.since_last_year import last_year_for
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.files.pdf import pdf_text
from tests.fixtures.placing import Words, two_years

WORD = re.compile(r"w\d+w")
SEEDS = (11, 12, 13)


def _years(seed: int) -> tuple[Record, Record, Words]:
    words = Words()
    before, now = two_years(random.Random(seed), words)
    return before, now, words


def _tree(before: Record, now: Record, audience: Audience, length: Length) -> ContentTree:
    seen = for_audience(now, audience)
    return annual_statement(seen, audience, signed=None, length=length, before=last_year_for(before, now, audience))


def _all_words(path: Path) -> set[str]:
    """Every placed word in the file: in its bytes, in what is packed in it and in the text that can be taken out."""
    found = [path.read_bytes().decode("latin-1"), path.name]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            found += [name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    if path.suffix == ".pdf":
        found += pdf_text(path)
    # A word may be cut in two where a line of the file ends, or by the marks of a run of text.
    texts = [re.sub(r"<[^>]*>|[\s\u00ad]", "", text) for text in found]
    return {word for text in (*found, *texts) for word in WORD.findall(text)}


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL, Audience.APCC])
@pytest.mark.parametrize("length", [Length.SHORT, Length.STANDARD])
def test_no_withheld_word_is_in_any_file(tmp_path: Path, audience: Audience, length: Length) -> None:
    for seed in SEEDS:
        before, now, words = _years(seed)
        tree = _tree(before, now, audience, length)
        build = partial(annual_statement, audience=audience, signed=None, length=length)
        kept = kept_back((now, before), audience, lambda seen, last, build=build: build(seen, before=last))
        files = [write_document(tree, fmt, tmp_path, f"statement-{seed}", kept) for fmt in WRITERS]
        files.append(write_fragment(tree, tmp_path, f"statement-{seed}", kept))
        permitted = {word for text in spoken_text(tree) for word in WORD.findall(text)}
        for path in files:
            found = _all_words(path)
            assert found & words.withheld[audience] == set(), path.name
            assert found >= permitted, f"{path.name}: the search would not find a word that is there"


def test_what_the_office_reads_is_found_by_the_same_search(tmp_path: Path) -> None:
    """The search is no proof unless it finds words where they may stand."""
    before, now, words = _years(SEEDS[0])
    tree = _tree(before, now, Audience.OFFICE, Length.FULL)
    for fmt in ("docx", "pdf"):
        found = _all_words(write_document(tree, fmt, tmp_path, "record"))
        assert len(found & words.withheld[Audience.PUBLIC]) > 30
