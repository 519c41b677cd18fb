"""Training happens when something it learns from has changed, one at a time, and never leaves half a model."""

import dataclasses
import json
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from content.catalogue import Catalogue, load_catalogue
from rasa_project import training
from rasa_project.export import export
from rasa_project.settings import RasaSettings
from rasa_project.training import Fingerprint, TrainingError, train

GOOD = """#!/bin/sh
echo "$@" >> "{runs}"
echo begin >> "{order}"
while [ $# -gt 0 ]; do [ "$1" = --out ] && out=$2; shift; done
echo "2026-11-22 10:00:00 INFO     rasa.engine  - Starting to train component"
echo "2026-11-22 10:00:00 DEBUG    rasa.engine  - not for people"
sleep {pause}
mkdir -p "$out" && cp "{runs}" "$out/rondkomen.tar.gz"
echo end >> "{order}"
"""
BAD = """#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = --out ] && out=$2; shift; done
mkdir -p "$out" && echo half > "$out/{half}"
for n in $(seq 1 40); do echo "line $n"; done
echo "YamlException: no colon on line 7" >&2
exit {code}
"""


@dataclass
class Workshop:
    """A copy of everything a model is made from, and a command in place of Rasa's Python."""

    folder: Path
    catalogue: Catalogue
    said: list[str] = field(default_factory=list)

    @property
    def settings(self) -> RasaSettings:
        return RasaSettings(
            python=self.folder / "python", models=self.folder / "models", cache=self.folder / "cache", _env_file=None
        )

    @property
    def runs(self) -> list[str]:
        """Return the command lines with which Rasa was started."""
        path = self.folder / "runs"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    @property
    def stamp(self) -> Path:
        return self.settings.models / "rondkomen.json"

    def rasa(self, script: str, **values: object) -> None:
        """Put a script in place of Rasa's Python."""
        places = {"runs": self.folder / "runs", "order": self.folder / "order", "pause": 0, "half": "other", "code": 3}
        text = script
        for name, value in {**places, **values}.items():
            text = text.replace(f"{{{name}}}", str(value))
        self.settings.python.write_text(text, encoding="utf-8")
        self.settings.python.chmod(0o755)

    def train(self, *, force: bool = False) -> bool:
        return train(self.catalogue, self.settings, self.said.append, force=force)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def workshop(tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Give a workshop in which one training was done."""
    for name in ("CONFIG", "DOMAIN", "RULES", "COMPONENTS"):
        original = getattr(training, name)
        copy = tmp_path / original.name
        shutil.copytree(original, copy) if original.is_dir() else shutil.copy(original, copy)
        monkeypatch.setattr(training, name, copy)
    generated = tmp_path / "generated"
    monkeypatch.setattr(training, "GENERATED", generated)
    monkeypatch.setattr(training, "export", lambda catalogue: export(catalogue, generated))
    made = Workshop(tmp_path, catalogue)
    made.rasa(GOOD)
    assert made.train() is True
    return made


def test_the_first_training_makes_a_model_and_tells_about_it(workshop: Workshop) -> None:
    assert workshop.settings.model.exists()
    assert Fingerprint.read(workshop.stamp) == Fingerprint.now()
    assert workshop.said[0] == "  Starting to train component"
    assert workshop.said[-1].startswith("Trained in ")
    assert not [line for line in workshop.said if "not for people" in line]
    assert sorted(path.name for path in workshop.settings.models.iterdir()) == [
        *(".lock", "rondkomen.json", "rondkomen.tar.gz"),
    ]


def test_the_first_training_starts_from_nothing(workshop: Workshop) -> None:
    assert workshop.runs[0].endswith("--force")


def test_nothing_is_trained_when_nothing_changed(workshop: Workshop) -> None:
    assert workshop.train() is False
    assert len(workshop.runs) == 1
    assert workshop.said[-1] == "The model is up to date."


def test_training_can_be_forced(workshop: Workshop) -> None:
    assert workshop.train(force=True) is True
    assert workshop.runs[1].endswith("--force")


def change_sentence(workshop: Workshop) -> None:
    topic = workshop.catalogue.onderwerpen["huurachterstand"]
    longer = topic.model_copy(update={"voorbeelden": (*topic.voorbeelden, "een heel nieuwe zin over de huur")})
    onderwerpen = {**workshop.catalogue.onderwerpen, "huurachterstand": longer}
    workshop.catalogue = dataclasses.replace(workshop.catalogue, onderwerpen=onderwerpen)


def change_danger(workshop: Workshop) -> None:
    """Leave a topic of danger out: kennis.json changes as well."""
    crisis = {topic: item for topic, item in workshop.catalogue.crisis.items() if topic != "paniek_stress"}
    workshop.catalogue = dataclasses.replace(workshop.catalogue, crisis=crisis)


def change_file(place: str) -> Callable[[Workshop], None]:
    def change(workshop: Workshop) -> None:
        path = next(workshop.folder.glob(place))
        path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")

    return change


def add_rule(workshop: Workshop) -> None:
    (workshop.folder / "rules" / "deeper").mkdir()
    (workshop.folder / "rules" / "deeper" / "new.yml").write_text("version: '3.1'\n", encoding="utf-8")


CHANGES: dict[str, Callable[[Workshop], None]] = {
    "sentence": change_sentence,
    "danger": change_danger,
    "rule": change_file("rules/*.yml"),
    "new rule": add_rule,
    "config": change_file("config.yml"),
    "domain": change_file("domain.yml"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_in_what_is_learnt_is_trained_with_what_rasa_remembers(workshop: Workshop, name: str) -> None:
    before = Fingerprint.read(workshop.stamp)
    CHANGES[name](workshop)
    assert workshop.train() is True
    after = Fingerprint.read(workshop.stamp)
    assert before and after
    assert after.everything != before.everything
    assert after.components == before.components
    assert len(workshop.runs) == 2
    assert "--force" not in workshop.runs[1]
    assert workshop.train() is False


@pytest.mark.parametrize("name", ["spelling", "reader", "classifier"])
def test_a_changed_component_is_trained_from_nothing(workshop: Workshop, name: str) -> None:
    """Rasa's own cache doesn't see that a module behind a component changed."""
    before = Fingerprint.read(workshop.stamp)
    change_file(f"components/{name}.py")(workshop)
    assert workshop.train() is True
    assert workshop.runs[1].endswith("--force")
    after = Fingerprint.read(workshop.stamp)
    assert before and after
    assert after.components != before.components


def test_moving_text_from_one_file_to_another_is_a_change(workshop: Workshop) -> None:
    before = Fingerprint.now()
    one, two = workshop.folder / "rules" / "a.yml", workshop.folder / "rules" / "b.yml"
    one.write_text("xy", encoding="utf-8")
    two.write_text("", encoding="utf-8")
    first = Fingerprint.now()
    one.write_text("x", encoding="utf-8")
    two.write_text("y", encoding="utf-8")
    assert len({before, first, Fingerprint.now()}) == 3


@pytest.mark.parametrize(
    "stamp", [None, "", "{}", "[]", '"text"', "{half", '{"everything": "other", "components": "o"}']
)
def test_a_model_without_a_good_stamp_does_not_count(workshop: Workshop, stamp: str | None) -> None:
    workshop.stamp.unlink()
    if stamp is not None:
        workshop.stamp.write_text(stamp, encoding="utf-8")
    assert workshop.train() is True
    assert workshop.train() is False
    assert set(json.loads(workshop.stamp.read_text(encoding="utf-8"))) == {"everything", "components"}


def test_a_stamp_without_a_model_does_not_count(workshop: Workshop) -> None:
    workshop.settings.model.unlink()
    assert workshop.train() is True
    assert workshop.settings.model.exists()


@pytest.mark.parametrize(("half", "code"), [("other", 3), ("rondkomen.tar.gz", 1), ("other", 0)])
def test_when_rasa_fails_the_old_model_stays_and_its_last_words_are_told(
    workshop: Workshop, half: str, code: int
) -> None:
    """Also when it leaves a model behind, and when it says that all went well but made none."""
    model, stamp = workshop.settings.model.read_bytes(), workshop.stamp.read_bytes()
    change_sentence(workshop)
    workshop.rasa(BAD, half=half, code=code)
    with pytest.raises(TrainingError) as caught:
        workshop.train()
    told = str(caught.value).splitlines()
    assert f"code {code}" in told[0]
    assert told[-2:] == ["line 40", "YamlException: no colon on line 7"]
    assert "line 16" not in told
    assert len(told) == training.KEPT_LINES + 1
    assert workshop.settings.model.read_bytes() == model
    assert workshop.stamp.read_bytes() == stamp


def test_after_a_failure_the_next_training_starts_clean(workshop: Workshop) -> None:
    change_sentence(workshop)
    workshop.rasa(BAD)
    with pytest.raises(TrainingError):
        workshop.train()
    workshop.rasa(GOOD)
    assert workshop.train() is True
    assert not (workshop.settings.models / "half").exists()


def test_a_missing_python_says_what_to_do(workshop: Workshop) -> None:
    workshop.settings.python.unlink()
    with pytest.raises(TrainingError, match="make up"):
        workshop.train(force=True)
    assert workshop.settings.model.exists()


def at_once(workshop: Workshop, *, force: bool) -> list[bool]:
    """Train twice at the same time; return what each of them did."""
    trained: list[bool] = []
    both = threading.Barrier(2)

    def go() -> None:
        both.wait()
        trained.append(workshop.train(force=force))

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return trained


def test_two_trainings_run_one_after_the_other(workshop: Workshop) -> None:
    workshop.rasa(GOOD, pause=0.3)
    (workshop.folder / "order").unlink()
    assert at_once(workshop, force=True) == [True, True]
    order = (workshop.folder / "order").read_text(encoding="utf-8").split()
    assert order == ["begin", "end", "begin", "end"]


def test_a_second_training_finds_the_work_done(workshop: Workshop) -> None:
    workshop.rasa(GOOD, pause=0.3)
    change_sentence(workshop)
    assert sorted(at_once(workshop, force=False)) == [False, True]
    assert len(workshop.runs) == 2
