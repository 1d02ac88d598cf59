"""Settings: where they are found, what they hold, what is said of a wrong one."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import SettingsError
from quotes.settings import (
    LOCAL_TRANSLATORS,
    Settings,
    cache_folder,
    check_owner,
    load_settings,
)


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_the_nearest_file_wins_and_its_paths_start_there(tmp_path: Path) -> None:
    (tmp_path / "quotes.toml").write_text('fail_on = "never"\n', encoding="utf-8")
    inner = tmp_path / "inner"
    (inner / "deep").mkdir(parents=True)
    (inner / "pyproject.toml").write_text(
        '[tool.quotes]\noriginals = "src"\nglossaries = ["a.csv"]\nignore = ["lost-hedge"]\n',
        encoding="utf-8",
    )
    found = load_settings(inner / "deep")
    assert found.originals == inner / "src"
    assert found.glossaries == (inner / "a.csv",)
    assert found.ignore == ("lost-hedge",)
    assert found.fail_on == "drift"


def test_the_manual_names_every_setting(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "ci.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert {*tomllib.loads(example)} == {*Settings.__dataclass_fields__} - {"audited"}
    (tmp_path / "quotes.toml").write_text(example, encoding="utf-8")
    assert load_settings(tmp_path).severity == {"D305": "info"}


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "quotes.toml").write_text('fail_on = "never"\n', encoding="utf-8-sig")
    assert load_settings(tmp_path).fail_on == "never"


def test_severities_and_ignores_by_path(tmp_path: Path) -> None:
    text = 'severity = { D305 = "info" }\n[per_file_ignores]\n"opinion/*.md" = ["D3"]\n'
    (tmp_path / "quotes.toml").write_text(text, encoding="utf-8")
    found = load_settings(tmp_path)
    assert found.severity == {"D305": "info"}
    assert found.per_file_ignores == {"opinion/*.md": ("D3",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("orginals = 'x'\n", "did you mean 'originals'"),
        ("indirect = 'perhaps'\n", "indirect"),
        ("fail_on = 'sometimes'\n", "fail_on"),
        ("severity = { D305 = 'fatal' }\n", "severity.D305"),
        ("per_file_ignores = { 'a.md' = 3 }\n", "per_file_ignores"),
        ("ignore = 'D2'\n", r"ignore: a list is needed: \["),
        ("originals = 3\n", "originals: a path in quotes is needed"),
        ('originals = "a\\u0000b"\n', "no path holds a NUL"),
        ('glossaries = ["a\\u0000b"]\n', "no path holds a NUL"),
        ("audited = ['a.txt']\n", "unknown setting 'audited'"),
        ("= 3\n", "cannot be read as TOML"),
    ],
)
def test_a_wrong_setting_names_the_file_and_the_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "quotes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        load_settings(tmp_path)
    assert str(tmp_path / "quotes.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_cache_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTES_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path


def test_a_file_that_names_an_online_service_must_be_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "quotes.toml"
    file.touch()
    assert check_owner(Settings(translator="auto"), file) is None
    online = Settings(translator="libre:https://translate.example/secret")
    told = check_owner(online, file)
    assert told is not None
    assert "sent to the online translator 'libre'" in told
    assert "secret" not in told
    monkeypatch.setattr("os.geteuid", lambda: file.stat().st_uid + 1)
    with pytest.raises(SettingsError, match="another user's: say --translator libre yourself"):
        check_owner(online, file)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a link to somebody else")
def test_a_link_to_a_file_of_ones_own_counts_by_who_made_the_link(tmp_path: Path) -> None:
    (tmp_path / "own.toml").touch()
    link = tmp_path / "quotes.toml"
    link.symlink_to("own.toml")
    online = Settings(translator="google")
    assert check_owner(online, link) is not None
    os.lchown(link, 4321, 4321)
    with pytest.raises(SettingsError, match="the file is another user's"):
        check_owner(online, link)


@pytest.mark.parametrize(
    "name", ["server:m@https://models.example/v1", "ollama:m", "cross-encoder:/srv/model"]
)
def test_nobody_else_chooses_who_gives_second_opinions(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "quotes.toml"
    file.touch()
    chosen = Settings(second_opinion=name)
    assert f"are read by {name!r}" in (check_owner(chosen, file) or "")
    monkeypatch.setattr("os.geteuid", lambda: file.stat().st_uid + 1)
    with pytest.raises(SettingsError, match="or --second-opinion none to do without"):
        check_owner(chosen, file)


def test_the_local_translators_are_those_that_send_nothing_out() -> None:
    from quotes.translators import available

    local = {engine.name for engine in available() if not engine.online}
    assert local | {"auto", "none"} == LOCAL_TRANSLATORS


def test_settings_that_are_no_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "quotes.toml").mkdir()
    with pytest.raises(SettingsError, match="is no file that can be read"):
        load_settings(tmp_path)
    (tmp_path / "quotes.toml").rmdir()
    (tmp_path / "quotes.toml").symlink_to("quotes.toml")
    with pytest.raises(SettingsError, match="is no file that can be read"):
        load_settings(tmp_path)


UNFIT = [
    ({"originals": 7}, "originals: a path is needed, not 7"),
    ({"glossaries": "ours.csv"}, "glossaries: several are needed: a list or tuple"),
    ({"glossaries": (b"x",)}, "glossaries: a path is needed"),
    ({"ignore": "D201"}, "ignore: several are needed"),
    ({"select": (201,)}, "select: a name is needed, not 201"),
    ({"translator": None}, "translator: a name is needed"),
    ({"judge": "no"}, "judge: True or False is needed, not 'no'"),
    ({"fail_on": "always"}, "unknown fail_on 'always'"),
    ({"severity": {"D201": "fatal"}}, "unknown severity of D201 'fatal'"),
    ({"severity": ["D201"]}, "severity: a mapping is needed"),
    ({"per_file_ignores": {"a/*": "D3"}}, "per_file_ignores of a/*: several are needed"),
]


@pytest.mark.parametrize(("values", "told"), UNFIT)
def test_a_value_that_does_not_fit_is_told(values: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(told)):
        Settings(**values)


def test_paths_may_be_text() -> None:
    settings = Settings(originals="originals", glossaries=["a.csv"])  # type: ignore[arg-type]
    assert (settings.originals, settings.glossaries) == (Path("originals"), (Path("a.csv"),))
