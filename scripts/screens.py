"""Draw every screen as PNG, light and dark, in two sizes (the larger at 150 %), and every page of the demo's documents.

    python scripts/screens.py [OUT]

Each look and size is drawn by a process of its own, because Qt reads the scaling when it starts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from assurance_app.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Size:
    """A size of the window: pixels of the picture, and the scaling."""

    name: str
    width: int
    height: int
    scale: float


SIZES = (Size("1280x800", 1280, 800, 1.0), Size("1920x1080-150", 1920, 1080, 1.5))
THEMES = ("light", "dark")
OVERFULL = "overfull.assurance"
"""Ten full years: what every screen must bear."""
NATIONAL = "national-43"
"""A folder with the returns of 43 bodies, and the workspace that received them."""
BEDFORDSHIRE = "bedfordshire"
"""A body that is expected to return and has not: nothing is said of it but that."""


def main(arguments: list[str]) -> int:
    """Draw everything; answers with the exit status."""
    if len(arguments) == 4 and arguments[0] == "--one":
        _one_look(arguments[1], SIZES[int(arguments[2])], Path(arguments[3]))
        return 0
    out = Path(arguments[0] if arguments else ROOT / "screens").resolve()
    out.mkdir(parents=True, exist_ok=True)
    status = 0
    with tempfile.TemporaryDirectory() as home:
        _build_overfull(Path(home) / OVERFULL)
        _build_national(Path(home) / NATIONAL)
        for number, size in enumerate(SIZES):
            for theme in THEMES:
                environment = {
                    **os.environ,
                    "QT_QPA_PLATFORM": "offscreen",
                    "QT_SCALE_FACTOR": str(size.scale),
                    "ASSURANCE_APP_HOME": home,
                }
                command = [sys.executable, __file__, "--one", theme, str(number), str(out)]
                status |= subprocess.run(command, env=environment, check=False).returncode
        if not status:
            _documents(out, Path(home))
    print(f"{len(list(out.glob('**/*.png')))} pictures in {out}")
    return status


def _one_look(theme: str, size: Size, out: Path) -> None:
    from assurance_app.settings import Settings
    from assurance_app.ui.application import make_application
    from assurance_app.ui.main_window import MainWindow

    application = make_application()
    folder = out / f"{theme}-{size.name}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        window = MainWindow(Settings(theme=theme), lambda _settings: None, "A. Officer")
        problems: list[str] = []
        window.tasks.failed.connect(lambda problem: problems.append(problem.details or problem.sentence))
        window.resize(round(size.width / size.scale), round(size.height / size.scale))
        window.show()
        for name in _tour(window, application, Path(place)):
            _settle(window, application)
            window.grab().save(str(folder / f"{name}.png"))
        window.close()
    if problems:
        raise SystemExit("\n".join(problems))


def _build_overfull(path: Path) -> None:
    # The benchmarks' own workspace; they stand beside this folder.
    sys.path.insert(0, str(ROOT))
    from benchmarks.ten_years import build

    build(path)


def _settle(window: MainWindow, application: QApplication) -> None:
    for _turn in range(4):
        window.tasks.wait()
        application.processEvents()


def _tour(window: MainWindow, application: QApplication, place: Path) -> Iterator[str]:
    """Go from screen to screen; yields the name of each once it is asked for."""
    from assurance_app.application.samples import create_sample
    from assurance_app.application.workspaces import create_office_for
    from assurance_app.domain.entities import Body
    from assurance_app.domain.values import BodyKind

    window.begin()
    yield "01-start-empty"
    window.doors.new_workspace()
    yield "02-new-workspace"
    body = Body(
        id="invented-vale",
        legal_name="Police and Crime Commissioner for Invented Vale",
        name_as_used="Invented Vale Police and Crime Commissioner",
        kind=BodyKind.PCC,
        police_area="Invented Vale",
        force="Invented Vale Police",
        invented=True,
    )
    create_office_for(body, place / "empty.assurance", "2025-26", author="A. Officer").close()
    create_sample(place / "sample.assurance", author="A. Officer").close()
    shutil.copy(Path(os.environ["ASSURANCE_APP_HOME"]) / OVERFULL, place / OVERFULL)
    for name, path in (
        ("overfull", place / OVERFULL),
        ("empty", place / "empty.assurance"),
        ("filled", place / "sample.assurance"),
    ):
        window.doors.open_path(path)
        _settle(window, application)
        yield from _office(window, application, name)
    yield from _approved(window, application)
    yield from _examination(window, application, place)
    window.doors.close_workspace()
    yield "40-start-recent"
    yield from _national(window, application, place)
    yield from _national_picture(window, application)


def _office(window: MainWindow, application: QApplication, name: str) -> Iterator[str]:
    from assurance_app.application.places import Place
    from assurance_app.ui.widgets.basics import Page

    capacity = "public-disorder.capacity.psu"
    people = "public-disorder.consistency.psu-composition"
    for number, (what, place) in enumerate(
        (
            ("overview", Place("overview")),
            ("own-duties", Place("section", "own-duties")),
            ("question-position", Place("question", "own-duties", "", "own-duties.plan.regard")),
            ("threat-terrorism", Place("threat", "terrorism")),
            ("threat-public-disorder", Place("threat", "public-disorder")),
            ("pillar", Place("pillar", "terrorism", "capabilities")),
            ("question-view", Place("question", "public-disorder", "capacity", capacity)),
            ("question-people", Place("question", "public-disorder", "consistency", people)),
            ("examination", Place("examination")),
            ("evidence", Place("evidence")),
            ("statement", Place("statement")),
            ("sign-off", Place("sign-off")),
            ("checks", Place("checks")),
            ("overview-needs-you", Place("overview", item_id="needs-you")),
            ("overview-due", Place("overview", item_id="due")),
            ("handover", Place("handover")),
            ("row-duties", Place("in-a-row", "own-duties")),
            ("row-threat", Place("in-a-row", "public-disorder")),
            ("our-body", Place("office")),
        ),
        start=10,
    ):
        window.go(place)
        yield f"{number}-{what}-{name}"
        screen = window.current_screen
        pages = screen.findChildren(Page) if screen is not None else []
        page = next((page for page in pages if page.isVisible() and page.verticalScrollBar().maximum() > 0), None)
        if page is not None and what not in ("statement", "sign-off"):
            page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
            yield f"{number}-{what}-{name}-end"
    window.go(Place("threat", "terrorism"))
    _settle(window, application)
    yield from _beside(window, name)
    yield from _entries(window, application, name)
    yield from _holding_to_account(window, application, name)
    yield from _searching(window, application, name)


def _beside(window: MainWindow, name: str) -> Iterator[str]:
    from assurance_app.ui.shell.side_pane import SidePane

    pane = window.findChild(SidePane)
    assert pane is not None
    pane.tabs.setCurrentWidget(pane.evidence)
    yield f"22-evidence-beside-{name}"
    pane.evidence.add.click()
    yield f"23-evidence-new-{name}"
    pane.tabs.setCurrentWidget(pane.history)
    yield f"24-history-{name}"
    pane.tabs.setCurrentWidget(pane.notes)
    yield f"24-notes-{name}"
    pane.tabs.setCurrentIndex(0)
    table_rows = _library_rows(window)
    if table_rows:
        yield "25-evidence-item"


def _entries(window: MainWindow, application: QApplication, name: str) -> Iterator[str]:
    """The plan, capacity and inspections: their tables, and the first entry of each table."""
    from assurance_app.application.places import Place
    from assurance_app.ui.screens.entry_view import EntryScreen
    from assurance_app.ui.widgets.basics import Page

    for number, what in enumerate(("plan", "capacity", "inspections"), start=26):
        window.go(Place(what))
        yield f"{number}-{what}-{name}"
        screen = window.current_screen
        assert isinstance(screen, EntryScreen)
        page = next(page for page in screen.findChildren(Page) if page.isVisible())
        if page.verticalScrollBar().maximum() > 0:
            page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
            yield f"{number}-{what}-{name}-end"
        for kind, block in tuple(screen.blocks.items()):
            opens = next((row.key for row in block.table.rows if row.key is not None), None)
            if opens is not None:
                block.table.opened.emit(opens)
                yield f"{number}-{what}-{kind}-{name}"
                window.go(Place(what))
                _settle(window, application)


def _searching(window: MainWindow, application: QApplication, name: str) -> Iterator[str]:
    """The search of everything, and an invented official text beside a question: cited, its report, its search."""
    from PySide6.QtTest import QTest

    from assurance_app.application.places import Place
    from assurance_app.application.workspaces import DEFAULT_FRAMEWORK
    from assurance_app.catalogue.loader import framework_folder, load_framework
    from assurance_app.ui.shell.official_pane import OfficialPane

    sys.path.insert(0, str(ROOT))
    from tests.fixtures.official import shaped_like

    window.go(Place("overview"))
    _settle(window, application)
    for number, words in ((50, "armed"), (51, "no such words")):
        window.search_everything()
        window.header.search.clear()
        QTest.keyClicks(window.header.search, words)
        yield f"{number}-search-{'nothing-' if number == 51 else ''}{name}"
    window.header.search.clear()
    window.go(Place("question", "terrorism", "capabilities", "terrorism.prepare.armed-response"))
    _settle(window, application)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "an-invented-text.md"
        text.write_text(shaped_like(load_framework(framework_folder(DEFAULT_FRAMEWORK))), encoding="utf-8")
        window.commands.import_official(text)
        _settle(window, application)
    window.message.hide()
    pane = window.findChild(OfficialPane)
    assert pane is not None
    yield f"52-official-report-{name}"
    pane.presenter.back()
    yield f"53-official-cited-{name}"
    pane.words.setText("boat harbour")
    yield f"54-official-search-{name}"
    pane.words.clear()


def _library_rows(window: MainWindow) -> int:
    from assurance_app.application.places import Place
    from assurance_app.ui.widgets.table import Table

    window.go(Place("evidence"))
    window.tasks.wait()
    screen = window.current_screen
    table = screen.findChild(Table) if screen is not None else None
    rows = table.rows if table is not None else ()
    if rows:
        window.go(Place("evidence", item_id=rows[0].key))
    return len(rows)


def _holding_to_account(window: MainWindow, application: QApplication, name: str) -> Iterator[str]:
    """The scrutiny sessions and one of them; departures, gaps and actions, and one of each."""
    from assurance_app.application.places import Place
    from assurance_app.ui.screens.actions.view import ActionsScreen
    from assurance_app.ui.screens.scrutiny.view import ScrutinyScreen

    window.go(Place("scrutiny"))
    yield f"50-scrutiny-{name}"
    screen = window.screen_of("scrutiny")
    assert isinstance(screen, ScrutinyScreen)
    if screen.table.rows:
        window.go(Place("scrutiny", item_id=screen.table.rows[0].key))
        yield f"51-session-{name}"
        _settle(window, application)
        screen.questions.add.setFocus()
        yield f"51-session-{name}-opinions"
    window.go(Place("actions"))
    yield f"52-departures-{name}"
    lists = window.screen_of("actions")
    assert isinstance(lists, ActionsScreen)
    for place, what in ((1, "gaps"), (2, "actions")):
        lists.tabs.setCurrentIndex(place)
        yield f"52-{what}-{name}"
    lists.tabs.setCurrentIndex(0)
    if lists.tables["departures"].rows:
        window.go(Place("actions", requirement_id=lists.tables["departures"].rows[0].key))
        yield f"53-departure-{name}"
        window.go(Place("actions", item_id=lists.tables["actions"].rows[0].key))
        yield f"54-action-{name}"


def _approved(window: MainWindow, application: QApplication) -> Iterator[str]:
    from assurance_app.application import signing
    from assurance_app.application.places import Place

    window.session.run(signing.approve, window.session.cycle_id, "A. Commissioner", "Police and Crime Commissioner")
    window.go(Place("sign-off"))
    yield "30-sign-off-approved"
    window.message.tell("The disk that holds the workspace is full. What was saved before is safe.", "error")
    yield "31-message"
    window.message.hide()


def _three_years(path: Path) -> None:
    """A temporary workspace whose third year is being planned: risks, choices and reasons, two years before it."""
    from dataclasses import replace

    from assurance_app.application import examining, recording
    from assurance_app.application.samples import create_sample
    from assurance_app.application.workspaces import begin_year, describe
    from assurance_app.domain.values import Risk, View

    with create_sample(path, author="A. Officer") as workspace:
        before = describe(workspace).cycles[0]
        views = (View.SATISFIED, View.PARTLY_SATISFIED, View.SATISFIED, View.NOT_SATISFIED, View.SATISFIED)
        second = begin_year(workspace, "2026-27")
        page = examining.load_examination(workspace, second.id)
        seen = [row.requirement_id for row in page.rows if not row.last][::3]
        for number, requirement_id in enumerate(seen):
            stored = recording.load_question(workspace, second.id, requirement_id).answer
            recording.save(workspace, replace(stored.entity, view=views[number % len(views)]), 0)
        others = [row.requirement_id for row in page.rows if row.requirement_id not in seen]
        examining.set_aside(workspace, second.id, others[:90], "Examined in the year before, and nothing has changed.")
        third = begin_year(workspace, "2027-28")
        ids = [row.requirement_id for row in page.rows]
        for risk, start, step in ((Risk.HIGH, 1, 11), (Risk.MEDIUM, 3, 7), (Risk.LOW, 5, 6)):
            examining.rate(workspace, third.id, ids[start::step], risk)
        examining.choose(workspace, third.id, ids[2:60:4], examine=True)
        examining.set_aside(workspace, third.id, ids[4:40:9], "A regional review reports in May 2028; due again then.")
        assert before.year == "2025-26"


def _examination(window: MainWindow, application: QApplication, place: Path) -> Iterator[str]:
    from PySide6.QtCore import Qt

    from assurance_app.application.places import Place
    from assurance_app.ui.screens.examination.lines import FIRST_YEAR
    from assurance_app.ui.screens.examination.view import ExaminationScreen

    _three_years(place / "years.assurance")
    window.message.hide()
    window.doors.open_path(place / "years.assurance")
    _settle(window, application)
    window.go(Place("examination"))
    _settle(window, application)
    screen = window.current_screen
    assert isinstance(screen, ExaminationScreen)
    screen.focus_first()
    yield "32-examination-years"
    screen.table.sortByColumn(FIRST_YEAR + 1, Qt.SortOrder.AscendingOrder)
    screen.table.selectAll()
    screen.act("because")
    screen.reason.setText("A regional review reports in May 2028.")
    yield "33-examination-because"
    screen.close_panels()
    screen.act("propose")
    yield "34-examination-proposed"
    screen.presenter.end_proposal()
    screen.presenter.sift(words="no such words")
    yield "35-examination-nothing"


def _national(window: MainWindow, application: QApplication, place: Path) -> Iterator[str]:
    from assurance_app.application import entering, outputs, receiving, workspaces
    from assurance_app.application.places import Place
    from assurance_app.ui.screens.national_summary.view import NationalSummaryScreen

    workspaces.create_national(place / "national.assurance", "2025-26", author="A. Officer").close()
    with workspaces.open_workspace(place / "sample.assurance", author="A. Officer", write=False) as workspace:
        cycle = workspaces.describe(workspace).cycles[0]
        files = outputs.make_return(workspace, cycle.id, place / "returns")
    window.doors.open_path(place / "national.assurance")
    yield "41-returns-empty"
    returns: Callable[..., object] = receiving.receive_returns
    window.session.run(returns, [path for path in files if path.suffix == ".sprreturn"])
    yield "42-returns-filled"
    body = cycle.body_id
    for number, (what, where) in enumerate(
        (
            ("returns-chase", Place("returns", item_id="chase")),
            ("commission", Place("commission")),
            ("commission-body", Place("commission", item_id=f"expected:{BEDFORDSHIRE}")),
            ("body-returned", Place("body", item_id=body)),
            ("body-missing", Place("body", item_id=BEDFORDSHIRE)),
        ),
        start=43,
    ):
        window.go(where)
        yield f"{number}-{what}"
    window.session.run(entering.begin_entered, "", BEDFORDSHIRE)
    window.go(Place("entered", item_id=BEDFORDSHIRE))
    yield "48-entered"
    _settle(window, application)
    window.go_on()
    yield "48-entered-threat"
    window.go(Place("summary", "conclusions"))
    yield "49-summary"
    _settle(window, application)
    screen = window.current_screen
    assert isinstance(screen, NationalSummaryScreen)
    for number, name in ((1, "quotations"), (2, "extracts"), (3, "clearance")):
        screen.tabs.setCurrentIndex(number)
        yield f"49-summary-{name}"


def _build_national(folder: Path) -> None:
    from assurance_app.application.demo_national import run_national_demo

    run_national_demo(folder, 43)


def _national_picture(window: MainWindow, application: QApplication) -> Iterator[str]:
    from assurance_app.application.national_findings import DEPARTURES, switch_capacity
    from assurance_app.application.national_grid import Number, View
    from assurance_app.application.places import Place

    (received,) = (Path(os.environ["ASSURANCE_APP_HOME"]) / NATIONAL).glob("*.assurance")
    window.doors.open_path(received)
    _settle(window, application)
    for number, view in enumerate(View, start=50):
        window.go(Place("national-picture", item_id=view.value))
        yield f"{number}-national-{view.value}"
    window.go(Place("national-gaps", item_id=DEPARTURES))
    yield "57-national-departures"
    window.go(Number("opinion", "terrorism", "not-assured").place)
    yield "58-national-bodies"
    for is_on in (False, True):
        window.session.run(switch_capacity, is_on)
        window.go(Place("national-capacity"))
        yield f"59-national-capacity-{'on' if is_on else 'off'}"


def _documents(out: Path, home: Path) -> None:
    """Every page of every document of the demo; Word and Excel files by LibreOffice, where there is one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage

    from assurance_app.application.demo import run_demo
    from assurance_app.files.pdf import page_pictures

    folder = out / "documents"
    folder.mkdir(exist_ok=True)
    made = run_demo(home / "demo")
    pages = {path.stem: path for path in made if path.suffix == ".pdf"}
    pages |= _as_pdf([path for path in made if path.suffix in (".docx", ".xlsx")], home / "pages")
    for name, path in pages.items():
        for number, page in enumerate(page_pictures(path, 1000), start=1):
            image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
            image.save(str(folder / f"{name}-{number:02d}.png"))


def _as_pdf(office_files: list[Path], folder: Path) -> dict[str, Path]:
    """The files as LibreOffice prints them, by the name for their pictures."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("There is no LibreOffice here, so Word and Excel files are not drawn.")
        return {}
    found: dict[str, Path] = {}
    for kind in (".docx", ".xlsx"):
        into = folder / kind[1:]
        files = [path for path in office_files if path.suffix == kind]
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(into),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
        )
        found |= {f"{path.stem}-{kind[1:]}": into / f"{path.stem}.pdf" for path in files}
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
