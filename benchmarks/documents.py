"""A document of 250 requirements, all text, as Word and as PDF, against docxtpl and typst used bare on the words."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from assurance_app.documents.pdf import write_pdf
from assurance_app.documents.typesetting import FONTS, fonts
from assurance_app.documents.word import write_word
from assurance_app.domain.content import Block, ContentTree, Fact, Heading, Paragraph
from assurance_app.domain.disclosure import Audience
from benchmarks.measure import Figure, pairwise_ratio

_REQUIREMENTS = 250
_PAIRS = 15
_BARE_TYPST = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: data.font, size: 11pt, lang: "en", region: "GB")
#title()
#for (style, words) in data.texts {
  if style == "Normal" { par(words) } else { heading(level: int(style.last()), words) }
}
"""


def run() -> list[Figure]:
    """The ratios; each run has words of its own, so that nothing kept from the run before is used again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trees = map(_tree, count())
        bare_word, bare_pdf = _bare_word(folder), _bare_pdf(folder)
        word = pairwise_ratio(
            lambda: write_word(next(trees), folder / "ours.docx"), lambda: bare_word(next(trees)), _PAIRS
        )
        pdf = pairwise_ratio(lambda: write_pdf(next(trees), folder / "ours.pdf"), lambda: bare_pdf(next(trees)), _PAIRS)
    return [
        Figure("statement as Word, to docxtpl bare", word[0], "x", 2, word[1]),
        Figure("statement as PDF/UA, to typst bare", pdf[0], "x", 1.5, pdf[1]),
    ]


def _tree(run: int) -> ContentTree:
    return ContentTree(
        title="Full record",
        subtitle=f"Run {run}",
        author="An invented body",
        audience=Audience.OFFICE,
        marking="OFFICIAL",
        date="2026-05-12",
        blocks=tuple(_blocks(run)),
    )


def _blocks(run: int) -> Iterator[Block]:
    for number in range(1, _REQUIREMENTS + 1):
        if number % 25 == 1:
            yield Heading(1, f"Section {number // 25 + 1} of run {run}")
        yield Heading(2, f"Requirement {run}.{number}: units that can be sent at once")
        yield Fact("View", f"Partly satisfied, as in run {run}")
        yield Paragraph(
            f"In run {run} the force met requirement {number} from its own people in most months. Where it could not, "
            "the region sent what was asked for within the time agreed, and the log of each call was shown to us."
        )
        yield Paragraph(
            f"The view {run} rests on the exercise in October, on what we returned, and on two visits. A gap "
            "remains at night, which the plan for the coming year closes with a shared rota & a fifth vehicle."
        )


def _texts(tree: ContentTree) -> Iterator[tuple[str, str]]:
    for block in tree.blocks:
        match block:
            case Heading(level=level, text=text):
                yield f"Heading {level}", text
            case Fact(label=label, text=text):
                yield "Normal", f"{label}: {text}"
            case Paragraph(text=text):
                yield "Normal", text


def _bare_word(folder: Path) -> Callable[[ContentTree], None]:
    """Docxtpl as its own documentation shows it, autoescaping switched on."""
    import docx
    from docxtpl import DocxTemplate

    source, target = folder / "master.docx", folder / "bare.docx"
    master = docx.Document()
    master.add_paragraph("{{ title }}", "Title")
    master.add_paragraph("{%p for style, text in texts %}")
    for at, style in enumerate(("Heading 1", "Heading 2", "Normal")):
        master.add_paragraph("{%p " + ("elif" if at else "if") + f" style == '{style}' %}}")
        master.add_paragraph("{{ text }}", style)
    master.add_paragraph("{%p endif %}")
    master.add_paragraph("{%p endfor %}")
    master.save(str(source))

    def write(tree: ContentTree) -> None:
        template = DocxTemplate(source)
        template.render({"title": tree.title, "texts": list(_texts(tree))}, autoescape=True)
        template.save(target)

    return write


def _bare_pdf(folder: Path) -> Callable[[ContentTree], None]:
    """Typst with the same face and standard, no layout beyond its own, and the words as data."""
    import typst

    source, target = folder / "bare.typ", folder / "bare.pdf"
    source.write_text(_BARE_TYPST, encoding="utf-8")
    compiler = typst.Compiler(source, root=folder, font_paths=fonts(), ignore_system_fonts=True)

    def write(tree: ContentTree) -> None:
        data = json.dumps({"title": tree.title, "font": FONTS[0], "texts": list(_texts(tree))})
        compiler.compile(output=target, format="pdf", sys_inputs={"data": data}, pdf_standards="ua-1")

    return write
