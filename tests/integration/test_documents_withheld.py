"""The proof of redaction: a writer that leaks, wherever in the file, is caught, the place named and no file left."""

from __future__ import annotations

import base64
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl
import pypdf
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from assurance_app.application import outputs, recording
from assurance_app.application.kept_back import kept_back
from assurance_app.documents import excel, formats
from assurance_app.documents.excel import write_workbook
from assurance_app.documents.formats import WRITERS, write_document
from assurance_app.domain.content import ContentTree, Paragraph
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.projection import for_audience
from assurance_app.domain.refusal import Refused
from assurance_app.domain.statement import annual_statement
from assurance_app.domain.summary import apcc_summary_workbook
from assurance_app.domain.withheld import NOTHING, Withheld
from assurance_app.domain.workbook import Workbook
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.sentences import sentence
from tests import factories as make

SECRET = "Two of the nine vans cannot leave the yard before noon"
NAME = "wyvern-seventeen.xlsx"
PUBLIC = "I read the regional review in January and changed my second objective."

Leak = Callable[[Path], object]
build = partial(annual_statement, audience=Audience.PUBLIC, signed=None)


@pytest.fixture(scope="module")
def made() -> tuple[ContentTree, Withheld]:
    answer = make.answer("terrorism.arv", rests_on=PUBLIC)
    office = make.answer("cyber.unit", rests_on=SECRET, disclosure=Disclosure.OFFICE)
    paper = make.evidence("paper", attachment_name=NAME, attachment="a" * 64, disclosure=Disclosure.OFFICE)
    record = make.record(
        answers=(answer, office),
        threat_statements=(make.statement("terrorism", regard=PUBLIC),),
        evidence=(paper,),
        links=(make.link(paper, office),),
    )
    return build(for_audience(record, Audience.PUBLIC)), kept_back([record], Audience.PUBLIC, build)


def _rewritten(path: Path, changes: dict[str, Callable[[bytes], bytes]], more: dict[str, str] | None = None) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part, change in changes.items():
        before = parts[part]
        parts[part] = change(before)
        assert parts[part] != before
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, **{name: text.encode() for name, text in (more or {}).items()}}.items():
            archive.writestr(name, content)


def _before(mark: str, words: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(mark.encode(), words.encode() + mark.encode(), 1)


def _in_body(words: str) -> Leak:
    return lambda path: _rewritten(path, {"word/document.xml": _before("<w:sectPr", words)})


def _part(name: str, text: str) -> Leak:
    return lambda path: _rewritten(path, {}, {name: text})


def _run(text: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t>{text}</w:t></w:r>"


def _embedded(path: Path) -> None:
    inner = path.with_name("inner.zip")
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("word/document.xml", f"<d><p><t>{SECRET}</t></p></d>")
    content = inner.read_bytes()
    inner.unlink()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/inner.docx", content)


WHITE = '<w:color w:val="FFFFFF"/>'
_HALF = len(SECRET) // 2
WORD: dict[str, Leak] = {
    "a paragraph": _in_body(f"<w:p>{_run(SECRET)}</w:p>"),
    "a paragraph cut into runs": _in_body(f"<w:p>{_run(SECRET[:_HALF])}{_run(SECRET[_HALF:])}</w:p>"),
    "capitals": _in_body(f"<w:p>{_run(SECRET.upper())}</w:p>"),
    "five words of it": _in_body(f"<w:p>{_run('what cannot leave the yard before dawn')}</w:p>"),
    "hidden text": _in_body(f"<w:p>{_run(SECRET, '<w:vanish/>')}</w:p>"),
    "white text": _in_body(f"<w:p>{_run(SECRET, WHITE)}</w:p>"),
    "a tracked change": _in_body(
        f'<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>'
    ),
    "an alternative text": _in_body(f'<w:p><w:r><w:drawing><a descr="{SECRET}"/></w:drawing></w:r></w:p>'),
    "a bookmark named like an attachment": _in_body(f'<w:p><w:bookmarkStart w:id="9" w:name="{NAME}"/></w:p>'),
    "a comment": _part("word/comments.xml", f"<comments><comment><p><t>{SECRET}</t></p></comment></comments>"),
    "a property": lambda path: _rewritten(
        path,
        {
            "docProps/core.xml": lambda core: core.replace(
                b"<cp:keywords/>", f"<cp:keywords>{NAME}</cp:keywords>".encode()
            )
        },
    ),
    "the company": lambda path: _rewritten(
        path, {"docProps/app.xml": lambda app: app.replace(b"<Company/>", f"<Company>{SECRET}</Company>".encode())}
    ),
    "a property of one's own": _part("docProps/custom.xml", f"<Properties><lpwstr>{SECRET}</lpwstr></Properties>"),
    "data beside the text": _part("customXml/item1.xml", f"<data>{SECRET}</data>"),
    "a file within": _embedded,
    "a variable": lambda path: _rewritten(
        path, {"word/settings.xml": _before("</w:settings>", f'<w:docVar w:name="x" w:val="{SECRET}"/>')}
    ),
}


def _pdf(change: Callable[[pypdf.PdfWriter], object]) -> Leak:
    def leak(path: Path) -> None:
        writer = pypdf.PdfWriter(clone_from=path)
        change(writer)
        writer.write(path)

    return leak


def _layer(writer: pypdf.PdfWriter) -> None:
    group = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject(SECRET)})
    )
    off = DictionaryObject({NameObject("/OFF"): ArrayObject([group])})
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([group]), NameObject("/D"): off}
    )


def _hidden_words(writer: pypdf.PdfWriter) -> None:
    """Words drawn without ink in a font of the reader's own."""
    page = writer.pages[0]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page["/Resources"]["/Font"][NameObject("/Leak")] = font  # type: ignore[index]
    stream = StreamObject()
    stream.set_data(f"BT /Leak 9 Tf 3 Tr 72 72 Td ({SECRET}) Tj ET".encode())
    contents = page["/Contents"]
    kept = contents if isinstance(contents, ArrayObject) else ArrayObject([page.raw_get("/Contents")])
    page[NameObject("/Contents")] = ArrayObject([*kept, writer._add_object(stream)])


def _metadata(writer: pypdf.PdfWriter) -> None:
    stream = StreamObject()
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream.set_data(f"<x:xmpmeta><note>{SECRET}</note></x:xmpmeta>".encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())


PDF: dict[str, Leak] = {
    "the subject": _pdf(lambda writer: writer.add_metadata({"/Subject": SECRET})),
    "a property of one's own": _pdf(lambda writer: writer.add_metadata({"/Note": NAME})),
    "the metadata": _pdf(_metadata),
    "a note": _pdf(lambda writer: writer.add_annotation(0, FreeText(text=SECRET, rect=(10, 10, 90, 40)))),
    "a file within": _pdf(lambda writer: writer.add_attachment("numbers.txt", SECRET.encode())),
    "the name of a file within": _pdf(lambda writer: writer.add_attachment(NAME, b"1")),
    "a layer that is off": _pdf(_layer),
    "words without ink": _pdf(_hidden_words),
    "a bookmark": _pdf(lambda writer: writer.add_outline_item(title=SECRET, page_number=0)),
    "a line that readers pass over": lambda path: path.write_bytes(
        path.read_bytes().replace(b"%%EOF", b"%" + SECRET.encode() + b"\n%%EOF")
    ),
    "what lies behind its end": lambda path: path.write_bytes(path.read_bytes() + SECRET.encode()),
}


def _kept_by_a_program(writer: pypdf.PdfWriter) -> None:
    stream = StreamObject()
    stream.set_data(zlib.compress(b"1"))
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    own = DictionaryObject({NameObject("/Own"): writer._add_object(stream)})
    writer.pages[0][NameObject("/PieceInfo")] = own


def _html(mark: str, words: str) -> Leak:
    def leak(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert mark in text
        path.write_text(text.replace(mark, words + mark, 1), encoding="utf-8")

    return leak


_DATA = base64.b64encode(f"<p>{SECRET}</p>".encode()).decode()
HTML: dict[str, Leak] = {
    "a paragraph": _html("</main>", f"<p>{SECRET}</p>"),
    "a comment": _html("</main>", f"<!-- {SECRET} -->"),
    "a hidden part": _html("</main>", f"<p hidden>{SECRET}</p>"),
    "a keyword": _html("<title>", f'<meta name="keywords" content="{SECRET}">'),
    "a name of something": _html("</main>", f'<p title="{SECRET}"></p>'),
    "a link that holds data": _html("</main>", f'<a href="data:text/html;base64,{_DATA}"></a>'),
    "a script": _html("</main>", f'<script type="application/json">"{SECRET}"</script>'),
}
ALL = {
    f"{fmt}: {name}": (fmt, leak)
    for fmt, leaks in (("docx", WORD), ("pdf", PDF), ("html", HTML))
    for name, leak in leaks.items()
}


@pytest.fixture
def leaking(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Leak], None]:
    def patch(fmt: str, leak: Leak) -> None:
        writer = WRITERS[fmt]

        def write(tree: ContentTree, path: Path) -> None:
            writer(tree, path)
            leak(path)

        monkeypatch.setitem(formats.WRITERS, fmt, write)

    return patch


@pytest.mark.parametrize("case", ALL)
def test_a_leak_is_caught_wherever_it_stands(
    made: tuple[ContentTree, Withheld], leaking: Callable[[str, Leak], None], tmp_path: Path, case: str
) -> None:
    tree, kept = made
    fmt, leak = ALL[case]
    leaking(fmt, leak)
    with pytest.raises(Refused) as refused:
        write_document(tree, fmt, tmp_path, "statement", kept)
    assert refused.value.code == "document.withheld"
    # The words are those of the answer, or the name of the paper that it rests on.
    assert refused.value.params["place"] in ("cyber.unit", "evidence_revision:paper@1")
    told = sentence(refused.value.code, refused.value.params)
    assert "40.4.b Unit" in told
    assert SECRET[:12] not in told
    assert NAME not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fmt", sorted(WRITERS))
def test_what_leaks_nothing_is_written(made: tuple[ContentTree, Withheld], tmp_path: Path, fmt: str) -> None:
    tree, kept = made
    assert kept.runs
    assert write_document(tree, fmt, tmp_path, "statement", kept).is_file()


HARMLESS: dict[str, tuple[str, Leak]] = {
    "a comment": ("docx", _part("word/comments.xml", "<comments><comment><p><t>fine</t></p></comment></comments>")),
    "a property of one's own": ("docx", _part("docProps/custom.xml", "<Properties><lpwstr>x</lpwstr></Properties>")),
    "white text": ("docx", _in_body(f"<w:p>{_run(' ', WHITE)}</w:p>")),
    "a note": ("pdf", _pdf(lambda writer: writer.add_annotation(0, FreeText(text="x", rect=(1, 1, 9, 9))))),
    "a file within": ("pdf", _pdf(lambda writer: writer.add_attachment("a.txt", b"x"))),
    "a layer": (
        "pdf",
        _pdf(lambda writer: writer._root_object.update({NameObject("/OCProperties"): DictionaryObject()})),
    ),
    "a property of ours": ("pdf", _pdf(lambda writer: writer.add_metadata({"/Note": "x"}))),
    "what a program keeps for itself": ("pdf", _pdf(_kept_by_a_program)),
    "a hidden part of a page": ("html", _html("</main>", "<p hidden>x</p>")),
    "a keyword": ("html", _html("<title>", '<meta name="keywords" content="x">')),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_hidden_parts_are_refused_whatever_they_say(
    made: tuple[ContentTree, Withheld], leaking: Callable[[str, Leak], None], tmp_path: Path, case: str
) -> None:
    fmt, leak = HARMLESS[case]
    leaking(fmt, leak)
    with pytest.raises(Refused, match=r"document\.differs"):
        write_document(made[0], fmt, tmp_path, "statement", NOTHING)
    assert list(tmp_path.iterdir()) == []


# Workbooks.


def _xlsx(change: Callable[[openpyxl.Workbook], object]) -> Leak:
    def leak(path: Path) -> None:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file)
        change(book)
        with path.open("wb") as file:
            book.save(file)

    return leak


def _sheet(words: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Beside")
        sheet["A1"] = words
        sheet.sheet_state = "veryHidden"

    return change


def _comment(words: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["A1"].comment = Comment(words, "x")

    return change


def _hidden_cells(words: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["ZZ1"] = words
        book.worksheets[0].column_dimensions["ZZ"].hidden = True

    return change


def _defined(words: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: book.defined_names.add(DefinedName("kept", attr_text=f'"{words}"'))


def _keywords(words: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: setattr(book.properties, "keywords", words)


def _foot(words: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        foot = book.worksheets[0].oddFooter
        assert foot is not None
        foot.right.text = words

    return change


EXCEL = {
    "a hidden sheet": _sheet,
    "a comment": _comment,
    "a hidden column": _hidden_cells,
    "a name": _defined,
    "a property": _keywords,
    "the foot of a page": _foot,
}


@pytest.fixture(scope="module")
def book() -> tuple[Workbook, Withheld]:
    office = make.answer("cyber.unit", rests_on=SECRET, disclosure=Disclosure.OFFICE)
    shared = make.answer("terrorism.arv", rests_on=PUBLIC, disclosure=Disclosure.PARTNERS)
    record = make.record(answers=(office, shared))
    summary = partial(apcc_summary_workbook, signed=None)
    return summary(for_audience(record, Audience.APCC)), kept_back([record], Audience.APCC, summary)


@pytest.mark.parametrize("case", EXCEL)
@pytest.mark.parametrize(("words", "code"), [(SECRET, "document.withheld"), ("x", "document.differs")])
def test_a_workbook_is_looked_through_too(
    book: tuple[Workbook, Withheld],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    words: str,
    code: str,
) -> None:
    if case == "the foot of a page" and words == "x":
        words = SECRET  # the words of the foot are the program's own: only what is withheld is looked for there
        code = "document.withheld"
    write, leak = excel._write, _xlsx(EXCEL[case](words))

    def leaking(made: Workbook, path: Path) -> None:
        write(made, path)
        leak(path)

    monkeypatch.setattr(excel, "_write", leaking)
    with pytest.raises(Refused) as refused:
        write_workbook(book[0], tmp_path / "summary.xlsx", book[1])
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_leaks_nothing_is_written(book: tuple[Workbook, Withheld], tmp_path: Path) -> None:
    write_workbook(book[0], tmp_path / "summary.xlsx", book[1])
    assert (tmp_path / "summary.xlsx").is_file()


def _pieces(tree: ContentTree) -> Iterator[str]:
    yield from (block.text for block in tree.blocks if hasattr(block, "text"))


def test_a_builder_that_leaks_is_caught_as_a_writer_is(made: tuple[ContentTree, Withheld], tmp_path: Path) -> None:
    """What should have been filtered stands in the content tree itself: the file says what the tree says, and yet."""
    tree, kept = made
    assert SECRET not in " ".join(_pieces(tree))
    leaking = replace(tree, blocks=(*tree.blocks, Paragraph(SECRET)))
    for fmt in sorted(WRITERS):
        with pytest.raises(Refused, match=r"document\.withheld"):
            write_document(leaking, fmt, tmp_path, "statement", kept)
    assert list(tmp_path.iterdir()) == []


# The whole way.


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make.office(tmp_path / "office.assurance") as opened:
        answer = make.answer("terrorism.prepare.armed-response", rests_on=SECRET, disclosure=Disclosure.OFFICE)
        recording.save(opened, answer, 0)
        recording.save(opened, make.statement("terrorism", regard=PUBLIC), 0)
        yield opened


@pytest.mark.parametrize("what", ["statement", "return"])
def test_an_export_that_would_leak_in_one_file_leaves_none(
    workspace: Workspace, leaking: Callable[[str, Leak], None], tmp_path: Path, what: str
) -> None:
    out = tmp_path / "out"
    if what == "statement":
        leaking("pdf", PDF["the subject"])
        with pytest.raises(Refused) as refused:
            outputs.make_statement(workspace, make.CYCLE, Audience.PUBLIC, ("docx", "pdf", "html"), out)
    else:
        leaking("docx", WORD["a comment"])
        with pytest.raises(Refused) as refused:
            outputs.make_return(workspace, make.CYCLE, out, draft=True)
    assert refused.value.code == "document.withheld"
    assert refused.value.params["place"] == "terrorism.prepare.armed-response"
    path = refused.value.params["path"]
    assert isinstance(path, Path)
    assert path.parent == out, "the person is told of the file that was asked for, not of where it was being made"
    assert list(out.iterdir()) == []
