"""Build the Word masters of templates/docx/ from this reviewed source, so that a change in a master can be read.

A master holds styles, page set-up, headers and footers, and docxtpl's tags; it holds no words of its own, because every
word of a document comes from its content tree. Run `python scripts/make_masters.py` after a change here; a test fails
where the masters in the repository are not what this source makes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

ROOT = Path(__file__).resolve().parent.parent

ACCENT = "1F5FA8"
TEXT = "1B1F24"
SECOND = "57606A"
LINE = "D0D7DE"
GROUND = "F2F5F9"

_FONT = "Arial"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What python-docx's own default brings along and no document of ours needs.
_NEEDLESS = ("stylesWithEffects", "customXml", "thumbnail", "webSettings")
_FIXED_TIME = (2026, 1, 1, 0, 0, 0)

# Lengths in twentieths of a point, sizes in half points; A4 with margins of 2.5 cm leaves 9071 twentieths.
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 11906, 16838, 1417
TEXT_WIDTH = _PAGE_WIDTH - 2 * _MARGIN


def _paragraph_style(
    style_id: str,
    name: str,
    *,
    based_on: str = "Normal",
    following: str = "",
    paragraph: str = "",
    run: str = "",
    quick: bool = True,
) -> str:
    default = ' w:default="1"' if style_id == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if style_id != "Normal" else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _run(
    *, size: int = 0, colour: str = "", bold: bool | None = None, italic: bool | None = None, caps_space: int = 0
) -> str:
    parts = []
    if bold is not None:
        value = "" if bold else ' w:val="0"'
        parts.append(f"<w:b{value}/><w:bCs{value}/>")
    if italic is not None:
        value = "" if italic else ' w:val="0"'
        parts.append(f"<w:i{value}/><w:iCs{value}/>")
    if colour:
        parts.append(f'<w:color w:val="{colour}"/>')
    if caps_space:
        parts.append(f'<w:spacing w:val="{caps_space}"/>')
    if size:
        parts.append(f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
    return "".join(parts)


def _spacing(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _heading(level: int, size: int, before: int, after: int, colour: str) -> str:
    return _paragraph_style(
        f"Heading{level}",
        f"heading {level}",
        following="Normal",
        paragraph=f'<w:keepNext/><w:keepLines/>{_spacing(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
        run=_run(size=size, colour=colour, bold=True),
    )


def _contents_style(level: int) -> str:
    return _paragraph_style(
        f"TOC{level}",
        f"toc {level}",
        following="Normal",
        # Where Word updates the contents it puts the number of the page behind this tab.
        paragraph=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
        f'{_spacing(60 if level == 1 else 0, 40)}<w:ind w:left="{(level - 1) * 284}"/>',
        run=_run(bold=level == 1),
        quick=False,
    )


def _styles() -> str:
    border = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = f'w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"'
    keep = "<w:keepNext/><w:keepLines/>"
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    return (
        f'<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
        f'<w:color w:val="{TEXT}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 160)}</w:pPr></w:pPrDefault></w:docDefaults>"
        + _paragraph_style("Normal", "Normal", paragraph="<w:widowControl/>")
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/>'
        "</w:style>"
        + _paragraph_style(
            "Title",
            "Title",
            following="Subtitle",
            paragraph=f"{keep}{_spacing(0, 80, 252)}",
            run=_run(size=48, colour=ACCENT, bold=True),
        )
        + _paragraph_style(
            "Subtitle",
            "Subtitle",
            following="Normal",
            paragraph=f"{keep}{_spacing(0, 240, 252)}",
            run=_run(size=28, colour=SECOND),
        )
        + _paragraph_style(
            "Status",
            "Status",
            following="Normal",
            paragraph='<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="36" w:space="8" '
            f'w:color="{ACCENT}"/></w:pBdr>{_spacing(0, 320)}<w:ind w:left="227"/>',
            run=_run(size=24, bold=True),
        )
        + _heading(1, 34, 400, 140, ACCENT)
        + _heading(2, 27, 300, 100, TEXT)
        + _heading(3, 23, 240, 80, SECOND)
        + _heading(4, 22, 200, 60, TEXT)
        + _paragraph_style(
            "ListBullet",
            "List Bullet",
            paragraph='<w:keepLines/><w:numPr><w:numId w:val="1"/></w:numPr>' + _spacing(0, 80),
        )
        + _paragraph_style(
            "Quote",
            "Quote",
            following="Normal",
            paragraph=f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{LINE}"/></w:pBdr>'
            f'{_spacing(40, 200)}<w:ind w:left="397" w:right="397"/>',
        )
        + _paragraph_style("Fact", "Fact", paragraph=f"<w:keepLines/>{_spacing(0, 80)}")
        + _paragraph_style("Account", "Account")
        + '<w:style w:type="character" w:styleId="FactLabel"><w:name w:val="Fact Label"/><w:qFormat/>'
        f"<w:rPr>{_run(bold=True)}</w:rPr></w:style>"
        + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>'
        + _paragraph_style(
            "Caption",
            "caption",
            following="Normal",
            paragraph=f"{keep}{_spacing(240, 100)}",
            run=_run(size=20, bold=True),
        )
        + _paragraph_style(
            "Figure", "Figure", following="Caption", paragraph=f"<w:keepNext/>{_spacing(240, 0, 240)}", quick=False
        )
        + _paragraph_style("TableText", "Table Text", paragraph=_spacing(0, 0, 264), run=_run(size=19))
        + _paragraph_style("TableNumber", "Table Number", based_on="TableText", paragraph='<w:jc w:val="right"/>')
        + _paragraph_style(
            "TableHeading",
            "Table Heading",
            based_on="TableText",
            paragraph="<w:keepNext/>",
            run=_run(bold=True),
        )
        + _paragraph_style(
            "TableHeadingNumber", "Table Heading Number", based_on="TableHeading", paragraph='<w:jc w:val="right"/>'
        )
        + "".join(
            _paragraph_style(f"{style}Small", f"{name} Small", based_on=style, run=_run(size=16), quick=False)
            for style, name in (
                ("TableText", "Table Text"),
                ("TableNumber", "Table Number"),
                ("TableHeading", "Table Heading"),
                ("TableHeadingNumber", "Table Heading Number"),
            )
        )
        + _paragraph_style("AfterTable", "After Table", paragraph=_spacing(0, 120, 240), run=_run(size=8), quick=False)
        + _paragraph_style(
            "ContentsHeading",
            "TOC Heading",
            following="Normal",
            paragraph=f"{keep}{_spacing(240, 100, 252)}",
            run=_run(size=28, colour=ACCENT, bold=True),
        )
        + "".join(_contents_style(level) for level in (1, 2))
        + _paragraph_style(
            "SignatureFirst", "Signature First", paragraph=f"{keep}{_spacing(560, 60)}", run=_run(bold=True)
        )
        + _paragraph_style("Signature", "Signature", paragraph=f"{keep}{_spacing(0, 60)}")
        + _paragraph_style(
            "SignatureLine",
            "Signature Line",
            based_on="Signature",
            paragraph='<w:tabs><w:tab w:val="left" w:pos="1701"/>'
            f'<w:tab w:val="left" w:leader="underscore" w:pos="6804"/></w:tabs>{_spacing(440, 0)}',
        )
        + _paragraph_style(
            "Marking",
            "Marking",
            paragraph=f'{_spacing(80, 0, 240)}<w:jc w:val="center"/>',
            run=_run(size=20, bold=True, caps_space=20),
        )
        + _paragraph_style("Header", "header", paragraph=_spacing(0, 0, 240), run=_run(size=18, colour=SECOND))
        + _paragraph_style(
            "Footer",
            "footer",
            paragraph=f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{LINE}"/></w:pBdr>'
            f"{tab}{_spacing(0, 0, 240)}",
            run=_run(size=18, colour=SECOND),
        )
        + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="StatementTable"><w:name w:val="Statement Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f"<w:top {strong}/><w:bottom {strong}/><w:insideH {border}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="70" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="70" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{GROUND}"/></w:tcPr></w:tblStylePr></w:style>'
        "</w:styles>"
    )


_NUMBERING = (
    f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
    '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr>'
    f'<w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/><w:color w:val="{ACCENT}"/></w:rPr>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)

_SETTINGS = (
    f'<w:settings xmlns:w="{_WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)

# Where Arial is missing, a reader takes the face of the same widths before any other.
_FONT_TABLE = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{_WORD}"><w:font w:name="{_FONT}">'
    '<w:altName w:val="Liberation Sans"/><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)


def _field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _text(words: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _paragraph(style: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _said(style: str, words: str) -> str:
    return _paragraph(style, _text(words))


def _figure() -> str:
    """A paragraph that waits for the picture, and its caption: numbered by a field, below the picture."""
    caption = (
        _text("{{ block.before }}")
        + _field("SEQ Figure \\* ARABIC", "{{ block.number }}")
        + _text("{{ block.after }}")
        + _text("{{ block.caption }}")
    )
    below = f'<w:pPr><w:pStyle w:val="Caption"/><w:keepNext w:val="0"/>{_spacing(100, 240)}</w:pPr>'
    return _paragraph("Figure") + f"<w:p>{below}{caption}</w:p>"


def _tag(tag: str) -> str:
    return _said("Normal", "{%p " + tag + " %}")


def _row(loop: str, cells: str, properties: str = "") -> str:
    """A row of which docxtpl repeats the cells; the cells that carry the loop's tags vanish."""
    begin, end = (_cell(_said("TableText", "{%tc " + tag + " %}")) for tag in (loop, "endfor"))
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{begin}{cells}{end}</w:tr>"


def _cell(*paragraphs: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def _set_by_kind(words: str, text_style: str, number_style: str) -> str:
    # One of the two always stays, so that no cell is left without a paragraph.
    return _cell(
        _tag("if cell.number"), _said(number_style, words), _tag("else"), _said(text_style, words), _tag("endif")
    )


def _table() -> str:
    loop_row = _cell(_said("TableText", "{%tr for row in block.rows %}"))
    end_row = _cell(_said("TableText", "{%tr endfor %}"))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="StatementTable"/>'
        f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{TEXT_WIDTH // 3}"/>' for _ in range(3))
        + "</w:tblGrid>"
        + _row(
            "for cell in block.columns",
            _set_by_kind("{{ cell.text }}", "TableHeading", "TableHeadingNumber"),
            "<w:tblHeader/>",
        )
        + f"<w:tr>{loop_row}</w:tr>"
        + _row("for cell in row", _set_by_kind("{{ cell.text }}", "TableText", "TableNumber"))
        + f"<w:tr>{end_row}</w:tr></w:tbl>"
    )


def _body() -> str:
    line = "<w:r><w:tab/></w:r><w:r><w:tab/></w:r>"
    kinds = (
        ("heading1", _said("Heading1", "{{ block.text }}")),
        ("heading2", _said("Heading2", "{{ block.text }}")),
        ("heading3", _said("Heading3", "{{ block.text }}")),
        ("heading4", _said("Heading4", "{{ block.text }}")),
        ("paragraph", _said("Normal", "{{ block.text }}")),
        ("quotation", _said("Quote", "{{ block.text }}")),
        ("bullets", _tag("for item in block.entries") + _said("ListBullet", "{{ item }}") + _tag("endfor")),
        *(
            (style.lower(), _paragraph(style, _text("{{ block.label }}", "FactLabel"), _text("{{ block.text }}")))
            for style in ("Fact", "Account")
        ),
        ("figure", _figure()),
        ("table", _said("Caption", "{{ block.caption }}") + _table() + _paragraph("AfterTable")),
        (
            "signature",
            _tag("for piece in block.pieces")
            + _tag("if loop.first")
            + _said("SignatureFirst", "{{ piece }}")
            + _tag("else")
            + _said("Signature", "{{ piece }}")
            + _tag("endif")
            + _tag("endfor")
            + _tag("for label in block.lines")
            + _paragraph("SignatureLine", _text("{{ label }}"), line)
            + _tag("endfor"),
        ),
    )
    return (
        _said("Title", "{{ title }}")
        + _tag("if subtitle")
        + _said("Subtitle", "{{ subtitle }}")
        + _tag("endif")
        + _tag("if status")
        + _said("Status", "{{ status }}")
        + _tag("endif")
        + _tag("if contents")
        + _said("ContentsHeading", "{{ contents_heading }}")
        + _tag("for entry in contents")
        + _tag("if entry.level == 1")
        + _said("TOC1", "{{ entry.text }}")
        + _tag("else")
        + _said("TOC2", "{{ entry.text }}")
        + _tag("endif")
        + _tag("endfor")
        + _tag("endif")
        + _tag("for block in blocks")
        + "".join(
            _tag(f"{'if' if at == 0 else 'elif'} block.kind == '{kind}'") + xml for at, (kind, xml) in enumerate(kinds)
        )
        + _tag("endif")
        + _tag("endfor")
        + _paragraph("AfterTable")
        + f'<w:sectPr><w:pgSz w:w="{_PAGE_WIDTH}" w:h="{_PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="680" '
        'w:footer="600" w:gutter="0"/></w:sectPr>'
    )


def _replace_children(element: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


_PROGRAM = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>SPR Assurance</Application><Company/></Properties>"
)
"""What made the file: it counts no words and no pages, which only a program that sets them knows."""


def statement() -> Document:
    """The master of every document made from a content tree."""
    import docx

    document = docx.Document()
    own = {"/word/fontTable.xml": _FONT_TABLE, "/docProps/app.xml": _PROGRAM}
    for part in document.part.package.iter_parts():
        if part.partname in own:
            part._blob = own[part.partname].encode()  # python-docx keeps parts that it does not model as bytes
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _NEEDLESS]:
            rels.pop(key)
    _replace_children(document.styles.element, _styles())
    _replace_children(document.part.numbering_part.element, _NUMBERING)
    _replace_children(document.settings.element, _SETTINGS)
    _replace_children(document.element.body, f'<w:body xmlns:w="{_WORD}">{_body()}</w:body>')
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False
    for furniture, paragraphs in (
        (section.header, _said("Marking", "{{ marking }}")),
        (
            section.footer,
            _paragraph(
                "Footer",
                _text("{{ footer }}"),
                "<w:r><w:tab/></w:r>",
                _text("{{ page_words[0] }}"),
                _field("PAGE", "1"),
                _text("{{ page_words[1] }}"),
                _field("NUMPAGES", "1"),
                _text("{{ page_words[2] }}"),
            )
            + _said("Marking", "{{ marking }}"),
        ),
    ):
        _replace_children(furniture._element, f'<w:body xmlns:w="{_WORD}">{paragraphs}</w:body>')
    properties = document.core_properties
    for name in ("title", "author", "subject", "comments", "keywords", "category", "last_modified_by"):
        setattr(properties, name, "")
    properties.language = "en-GB"
    return document


def built(document: Document) -> bytes:
    """The bytes of a master: the same for the same source, whenever and wherever it is built."""
    made = io.BytesIO()
    document.save(made)
    repacked = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _FIXED_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            target.writestr(member, source.read(name))
    return repacked.getvalue()


MASTERS = {"statement.docx": statement}


def main() -> None:
    """Write every master into templates/docx/, or into the folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates" / "docx"
    for name, make in MASTERS.items():
        (folder / name).write_bytes(built(make()))
        print(folder / name)


if __name__ == "__main__":
    main()
