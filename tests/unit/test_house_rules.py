"""The rules of the house that no linter knows: sizes, words, places of texts, and documents that keep up."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from handoff.klantinteracties.settings import ExportSettings
from handoff.settings import HandoffSettings
from rasa_project.settings import RasaSettings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "content", "handoff", "privacy", "rasa_project")
LONGEST_MODULE = 300
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
PHONE = re.compile(r"(?<![\w.])(?:\+31[\s-]?|0)[1-9](?:[\s-]?\d){7,8}(?![\w.])|\b0(?:800|900)[\s-]?\d{4,7}\b")
NO_PHONES = {"0600000000", "+31600000000", "0123456789"}
MACHINE = re.compile(r"(?<![\w./~-])/(?:work|root|farm|home/\w+|Users)/\w")
REGISTRY = re.compile(
    r"pypi\.org/simple|--(?:extra-)?index-url|--find-links|\bfind-links\b|https?://[^\s\"']*/simple\b"
)
THIRD_PARTY = (
    "locks/",
    "LICENSE",
    "NOTICE",
    "tests/data/",
    "handoff/console/static/",
    "content/editor/vendor/",
    "bot/static/",
)
SETTINGS: tuple[type[BaseSettings], ...] = (BotSettings, HandoffSettings, ExportSettings, RasaSettings)
DERIVED_FROM_THE_ROOT = {"RASA_PYTHON", "RASA_ENDPOINTS", "RASA_MODELS", "RASA_CACHE"}


def tracked(*endings: str) -> list[Path]:
    """Return the files in git, and those about to be, that end so."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name and name.endswith(endings or "")]
    return sorted(path for path in files if path.is_file())


def modules() -> list[Path]:
    """Return our own Python, without tests."""
    own = (*PACKAGES, "scripts")
    return [path for path in tracked(".py") if path.relative_to(ROOT).parts[0] in own]


def ours(*endings: str) -> list[Path]:
    """Return tracked text that we wrote ourselves."""
    return [path for path in tracked(*endings) if not name_of(path).startswith(THIRD_PARTY)]


def name_of(path: Path) -> str:
    """Return a path as git shows it."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """Return the text of a file, empty for a picture or other binary."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def identifiers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give every name that a module introduces."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give every piece of text in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_module_outgrows_its_name() -> None:
    sizes = {name_of(path): len(text_of(path).splitlines()) for path in modules()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_modules_are_nouns_that_say_what_is_in_them() -> None:
    assert [name_of(path) for path in tracked(".py") if VAGUE & {path.stem, path.parent.name}] == []


def test_nobody_is_a_user() -> None:
    found = [
        f"{name_of(path)}:{line} {name}"
        for path in modules()
        for line, name in identifiers(ast.parse(text_of(path)))
        if re.search(r"(?:^|_)users?(?:_|$)|User", name)
    ]
    assert found == []


def test_a_phone_number_never_stands_in_python() -> None:
    found = [
        f"{name_of(path)}:{line} {number}"
        for path in modules()
        for line, text in strings(ast.parse(text_of(path)))
        for number in PHONE.findall(text)
        if re.sub(r"[\s-]", "", number) not in NO_PHONES
    ]
    assert found == []


@pytest.mark.parametrize("text", ["0800-0113", "bel 071 516 51 65", "06-12345678", "+31 6 12345678"])
def test_the_search_for_phone_numbers_finds_them(text: str) -> None:
    assert PHONE.search(text)


@pytest.mark.parametrize("text", ["2026-07-01", "BWBR0031331", "5400.00", "0.12345678", "111222333"])
def test_the_search_for_phone_numbers_leaves_other_numbers_alone(text: str) -> None:
    assert not PHONE.search(text)


def test_no_path_of_somebodys_machine_is_tracked() -> None:
    found = [
        f"{name_of(path)}:{number} {line.strip()[:80]}"
        for path in tracked()
        if path != Path(__file__)
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_no_registry_is_named_so_that_everybody_can_use_their_own() -> None:
    found = [
        f"{name_of(path)}:{number} {line.strip()[:80]}"
        for path in tracked()
        if path != Path(__file__)
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if REGISTRY.search(line)
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    word = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|lorem " + r"ipsum")
    found = [name_of(path) for path in ours() if word.search(text_of(path))]
    assert found == []


def test_logging_goes_through_privacy_only() -> None:
    allowed = {"privacy/log.py"}
    found = [
        name_of(path)
        for path in modules()
        if name_of(path) not in allowed and re.search(r"^\s*(?:import|from) logging\b", text_of(path), re.M)
    ]
    assert found == []


def test_the_environment_is_read_in_settings_only() -> None:
    allowed = re.compile(r"settings\.py$|^rasa_project/components/|^privacy/log\.py$|^scripts/")
    found = [
        name_of(path)
        for path in modules()
        if not allowed.search(name_of(path)) and re.search(r"\bos\.(?:environ|getenv)\b", text_of(path))
    ]
    assert found == []


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: settings.__name__)
def test_every_setting_is_in_the_example_with_its_default(settings: type[BaseSettings]) -> None:
    example = dict(re.findall(r"^# ?([A-Z][A-Z0-9_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M))
    prefix = settings.model_config["env_prefix"]
    for name, field in settings.model_fields.items():
        variable = str(field.validation_alias or f"{prefix}{name}").upper()
        if variable in DERIVED_FROM_THE_ROOT:
            continue
        assert variable in example, f"{variable} is missing in .env.example"
        default = field.default
        shown = "" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
        assert example[variable] == shown, variable


def test_the_example_holds_no_setting_that_nobody_reads() -> None:
    example = set(re.findall(r"^# ?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))
    known = {
        str(field.validation_alias or f"{settings.model_config['env_prefix']}{name}").upper()
        for settings in SETTINGS
        for name, field in settings.model_fields.items()
    }
    compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert example - known - compose == set()


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: settings.__name__)
def test_a_wrong_setting_never_shows_the_others(settings: type[BaseSettings]) -> None:
    assert settings.model_config["hide_input_in_errors"] is True
    assert settings.model_config["frozen"] is True


def test_the_readme_explains_every_make_target() -> None:
    targets = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.M)
    readme = (ROOT / "README.md").read_text()
    assert [target for target in targets if f"`make {target}`" not in readme] == []


def test_documents_name_no_make_target_that_is_not_there() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.M))
    for path in ours(".md"):
        named = set(re.findall(r"`make ([a-z-]+)", text_of(path)))
        assert named <= targets, name_of(path)


def test_links_between_documents_lead_somewhere() -> None:
    for path in ours(".md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(path)):
            assert (path.parent / target).exists(), f"{name_of(path)} → {target}"


def test_every_decision_has_the_four_parts_and_fits_on_a_page() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert len(decisions) >= 14
    for number, path in enumerate(decisions, 1):
        text = path.read_text()
        assert path.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Status", "Consequences"]
        assert len(text.split()) <= 500


def glossary() -> dict[str, str]:
    """Return noun → plural, as the glossary spells them."""
    rows = re.findall(r"^\| `(\w+)` \| `?([\w-]+)`? \|", (ROOT / "docs" / "glossary.md").read_text(), re.M)
    return dict(rows)


def test_the_glossary_is_a_closed_alphabetical_list() -> None:
    nouns = list(glossary())
    assert len(nouns) >= 15
    assert nouns == sorted(nouns)
    assert {"inwoner", "regeling", "wijkteam", "wijkteamlid", "toeslag", "gemeente", "kwijtschelding"} <= set(nouns)


def test_a_dutch_noun_has_one_spelling() -> None:
    wrong = re.compile(
        r"(?:^|_)(?:arrangement|neighbou?rhood_team|municipalit(?:y|ies)|resident|wijk_team|toeslages|inwoonster)s?(?:_|$)"
        r"|WijkTeam|Municipality|Resident"
    )
    found = [
        f"{name_of(path)}:{line} {name}"
        for path in modules()
        for line, name in identifiers(ast.parse(text_of(path)))
        if wrong.search(name)
    ]
    assert found == []


def test_every_test_file_of_a_module_says_what_it_holds_in_sentences() -> None:
    short = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in tracked(".py")
        if path.name.startswith("test_")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and len(node.name.split("_")) < 4
    ]
    assert short == []
