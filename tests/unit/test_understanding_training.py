"""Training happens when something it learns from has changed, one at a time, and never leaves half a model."""

import dataclasses
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from content.catalogue import Catalogue, load_catalogue
from content.examples import Examples, Proefvragen, Voorbeelden
from rasa_project import training
from rasa_project.export import export
from rasa_project.settings import RasaSettings
from rasa_project.training import TrainingError, fingerprint, train

GOOD = """#!/bin/sh
echo "$@" >> "{runs}"
echo "$OMP_NUM_THREADS" > "{cores}"
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
    examples: Examples
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
        return self.settings.models / "rondkomen.sha256"

    @property
    def made_from(self) -> str:
        """Return what the model says that it was made from."""
        return self.stamp.read_text(encoding="utf-8").strip()

    def rasa(self, script: str, **values: object) -> None:
        """Put a script in place of Rasa's Python."""
        places = {name: self.folder / name for name in ("runs", "order", "cores")}
        places |= {"pause": 0, "half": "other", "code": 3}
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


def made_up(**sentences: tuple[str, ...]) -> Examples:
    """Return these sentences by topic; each topic has one proefvraag."""
    return Examples(
        {topic: Voorbeelden(id=topic, zinnen={"gewoon": zinnen}) for topic, zinnen in sentences.items()},
        {topic: Proefvragen(id=topic, zinnen={"gewoon": ("een proefvraag",)}) for topic in sentences},  # type: ignore[dict-item]
    )


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
    monkeypatch.setattr(training, "export", lambda catalogue, examples: export(catalogue, examples, generated))
    made = Workshop(tmp_path, catalogue, made_up(huurachterstand=("de huur",), paniek_stress=("help",), ja=("ja",)))
    monkeypatch.setattr(training, "load_examples", lambda: made.examples)
    made.rasa(GOOD)
    assert made.train() is True
    return made


def test_the_first_training_makes_a_model_and_tells_about_it(workshop: Workshop) -> None:
    assert workshop.settings.model.exists()
    assert workshop.made_from == fingerprint()
    assert workshop.said[0] == "  Starting to train component"
    assert workshop.said[-1].startswith("Trained in ")
    assert not [line for line in workshop.said if "not for people" in line]
    assert sorted(path.name for path in workshop.settings.models.iterdir()) == [
        *(".lock", "rondkomen.sha256", "rondkomen.tar.gz"),
    ]


def test_rasa_trains_on_what_was_exported_with_the_machine_to_itself(workshop: Workshop) -> None:
    told = workshop.runs[0].split(" --")
    assert f"data {workshop.folder / 'generated' / 'nlu.yml'} {workshop.folder / 'rules'}" in told
    assert (workshop.folder / "cores").read_text(encoding="utf-8").strip() == str(os.cpu_count())


def test_nothing_is_trained_when_nothing_changed(workshop: Workshop) -> None:
    assert workshop.train() is False
    assert len(workshop.runs) == 1
    assert workshop.said[-1] == "The model is up to date."


def test_a_forced_training_starts_from_nothing_and_any_other_from_the_last_one(workshop: Workshop) -> None:
    last = workshop.settings.cache / "last_words.npz"
    last.parent.mkdir(parents=True, exist_ok=True)
    last.write_bytes(b"weights")
    workshop.train()
    assert last.exists()
    workshop.train(force=True)
    assert not last.exists()


def test_training_can_be_forced(workshop: Workshop) -> None:
    assert workshop.train(force=True) is True
    assert len(workshop.runs) == 2


def change_sentence(workshop: Workshop) -> None:
    workshop.examples = made_up(huurachterstand=("de huur", "een nieuwe zin"), paniek_stress=("help",), ja=("ja",))


def change_topic_of_a_sentence(workshop: Workshop) -> None:
    workshop.examples = made_up(huurachterstand=("de huur", "help"), paniek_stress=(), ja=("ja",))


def change_row(topic: str, **values: object) -> Callable[[Workshop], None]:
    """Return a change of what the list of topics says of a topic."""

    def change(workshop: Workshop) -> None:
        register = dict(workshop.catalogue.register)
        register[topic] = register[topic].model_copy(update=values)
        workshop.catalogue = dataclasses.replace(workshop.catalogue, register=register)

    return change


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
    "topic of a sentence": change_topic_of_a_sentence,
    "danger": change_row("paniek_stress", soort="vraag"),
    "what can't wait": change_row("huurachterstand", spoed=True),
    "rule": change_file("rules/*.yml"),
    "new rule": add_rule,
    "config": change_file("config.yml"),
    "domain": change_file("domain.yml"),
    "component": change_file("components/spelling.py"),
    "module behind a component": change_file("components/heads.py"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_in_what_is_learnt_is_trained_once(workshop: Workshop, name: str) -> None:
    before = workshop.made_from
    CHANGES[name](workshop)
    assert workshop.train() is True
    assert workshop.made_from != before
    assert workshop.train() is False
    assert len(workshop.runs) == 2


def change_test_question(workshop: Workshop) -> None:
    asked = Proefvragen(id="ja", zinnen={"gewoon": ("iets anders",)})  # type: ignore[dict-item]
    workshop.examples = dataclasses.replace(workshop.examples, proefvragen={"ja": asked})


NO_CHANGES: dict[str, Callable[[Workshop], None]] = {
    "proefvraag": change_test_question,
    "title": change_row("huurachterstand", titel="Huur"),
    "answer": lambda workshop: setattr(
        workshop, "catalogue", dataclasses.replace(workshop.catalogue, onderwerpen={}, teksten={})
    ),
}


@pytest.mark.parametrize("name", NO_CHANGES)
def test_what_is_only_said_or_measured_is_not_trained(workshop: Workshop, name: str) -> None:
    NO_CHANGES[name](workshop)
    assert workshop.train() is False


def test_rasa_always_starts_from_nothing(workshop: Workshop) -> None:
    """Its own cache doesn't see what our component reads by itself, and would give the old model again."""
    change_sentence(workshop)
    workshop.train()
    assert [run.endswith("--force") for run in workshop.runs] == [True, True]


def test_moving_text_from_one_file_to_another_is_a_change(workshop: Workshop) -> None:
    before = fingerprint()
    one, two = workshop.folder / "rules" / "a.yml", workshop.folder / "rules" / "b.yml"
    one.write_text("xy", encoding="utf-8")
    two.write_text("", encoding="utf-8")
    first = fingerprint()
    one.write_text("x", encoding="utf-8")
    two.write_text("y", encoding="utf-8")
    assert len({before, first, fingerprint()}) == 3


@pytest.mark.parametrize("stamp", [None, b"", b"other", b"\xff\xfe", b'{"everything": "x"}'])
def test_a_model_without_a_good_stamp_does_not_count(workshop: Workshop, stamp: bytes | None) -> None:
    workshop.stamp.unlink()
    if stamp is not None:
        workshop.stamp.write_bytes(stamp)
    assert workshop.train() is True
    assert workshop.train() is False
    assert workshop.made_from == fingerprint()


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
