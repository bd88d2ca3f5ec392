"""Settings are kept whole, and never thrown away unread."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app import settings
from assurance_app.settings import RECENT_KEPT, Settings

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ANY = st.builds(
    Settings,
    theme=TEXTS,
    text_percent=st.integers(100, 200),
    language=TEXTS,
    author=TEXTS,
    recent=st.lists(TEXTS, max_size=4).map(tuple),
    window=st.dictionaries(TEXTS, TEXTS, max_size=3),
    last_places=st.dictionaries(TEXTS, TEXTS, max_size=3),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


@given(chosen=ANY)
def test_what_is_saved_is_loaded_again(chosen: Settings, folder: Path) -> None:
    path = folder / "deep" / "settings.json"
    settings.save(chosen, path)
    assert settings.load(path) == chosen
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_defaults_and_nothing_is_made(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.json") == Settings()
    assert list(tmp_path.iterdir()) == []


UNREADABLE = [
    "",
    "{",
    "[]",
    "null",
    '"text"',
    '{"theme": 5}',
    '{"text_percent": "100"}',
    '{"text_percent": true}',
    '{"recent": "path"}',
    '{"window": []}',
    '{"last_places": null}',
    "[" * 100_000,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]


@pytest.mark.parametrize("content", UNREADABLE, ids=lambda content: repr(content)[:24])
def test_an_unreadable_file_is_kept_aside_and_never_overwritten(content: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content.encode("latin-1"))
    before = path.read_bytes()
    assert settings.load(path) == Settings()
    aside = tmp_path / "settings.unreadable.json"
    assert aside.read_bytes() == before
    settings.save(Settings(theme="dark"), path)
    assert settings.load(path).theme == "dark"
    assert aside.read_bytes() == before


def test_what_is_not_utf_8_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"author": "\xff\xfe"}')
    assert settings.load(path) == Settings()
    assert (tmp_path / "settings.unreadable.json").exists()


def test_a_folder_in_its_place_does_not_stop_the_program(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()
    assert settings.load(path) == Settings()


def test_a_setting_of_another_version_is_left_aside_and_an_absent_one_takes_its_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "dark", "from_the_future": [1, 2]}), encoding="utf-8")
    assert settings.load(path) == Settings(theme="dark")


def test_a_save_that_fails_leaves_the_old_settings_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    settings.save(Settings(author="kept"), path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.save(Settings(author="lost"), path)
    assert settings.load(path).author == "kept"
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_recent_workspaces_are_newest_first_each_once_and_few() -> None:
    chosen = Settings()
    for number in range(RECENT_KEPT + 5):
        chosen = chosen.with_recent(Path(f"office-{number}.assurance"))
    assert len(chosen.recent) == RECENT_KEPT
    assert chosen.recent[0] == f"office-{RECENT_KEPT + 4}.assurance"
    again = chosen.with_recent(Path(chosen.recent[3]))
    assert again.recent[0] == chosen.recent[3]
    assert sorted(again.recent) == sorted(chosen.recent)
