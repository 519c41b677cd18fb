"""
Measures on sentences of strangers: the Dutch part of xSID, requests to a voice assistant.

`python scripts/bench_xsid.py FOLDER`, with nl.valid.conll and nl.test.conll of xSID 0.4 in it (CC BY-SA 4.0, not part
of this project; https://github.com/mainlp/xsid). It trains our pipeline and Rasa's default DIET on the validation
sentences, measures both on the test sentences, and counts how many of these our own bot keeps out of scope.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench_nlu import DIET, train_pipeline  # noqa: E402

from content.catalogue import load_catalogue  # noqa: E402
from content.crisis import CrisisLexicon  # noqa: E402
from rasa_project.evaluation import Listener, Sentence, measure  # noqa: E402
from rasa_project.server import own_server, running  # noqa: E402
from rasa_project.settings import RasaSettings  # noqa: E402
from rasa_project.training import CONFIG  # noqa: E402

Rows = list[tuple[str, str]]
Pipeline = Callable[[Rows, Path], list[dict[str, object]]]
EPOCHS = 100


def main(folder: Path) -> None:
    """Measure and print one line of JSON a figure."""
    learn, test = read(folder / "nl.valid.conll"), read(folder / "nl.test.conll")
    print(json.dumps({"learned": len(learn), "tested": len(test), "intents": len({intent for _, intent in learn})}))
    for name, pipeline in (("ours", our_pipeline), ("DIET", diet_pipeline)):
        with tempfile.TemporaryDirectory() as place:
            print(json.dumps({"pipeline": name, **right(learn, test, Path(place), pipeline)}))
    print(json.dumps({"kept out of scope": kept_out(test)}))


def read(file: Path) -> Rows:
    """Return (sentence, intent) pairs of a file in xSID's form."""
    text = file.read_text(encoding="utf-8")
    return list(
        zip(re.findall(r"^# text: (.*)$", text, re.M), re.findall(r"^# intent: (.*)$", text, re.M), strict=True)
    )


def our_pipeline(learn: Rows, folder: Path) -> list[dict[str, object]]:
    """Return our component, with these sentences instead of our own."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    files = {
        "kennis": {"synoniemen": {}, "crisis": [], "gesprek": [], "spoed": []},
        "voorbeelden": [[intent, sentence] for sentence, intent in learn],
    }
    for name, data in files.items():
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
        config[0][name] = str(folder / f"{name}.json")
    return list(config)


def diet_pipeline(_learn: Rows, _folder: Path) -> list[dict[str, object]]:
    """Return Rasa's default."""
    return [{**part, "epochs": EPOCHS} if "epochs" in part else part for part in DIET]


def right(learn: Rows, test: Rows, folder: Path, pipeline: Pipeline) -> dict[str, float]:
    """Train a pipeline and return which share of the test sentences it gets right."""
    intents: dict[str, list[str]] = {}
    for sentence, intent in learn:
        intents.setdefault(intent.replace("/", "_"), []).append(f"- {sentence}\n")
    nlu = [{"intent": intent, "examples": "".join(sentences)} for intent, sentences in intents.items()]
    (folder / "nlu.yml").write_text(
        yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8"
    )
    config = {"recipe": "default.v1", "assistant_id": "xsid", "language": "nl", "policies": [{"name": "RulePolicy"}]}
    began = time.monotonic()
    settings = train_pipeline({**config, "pipeline": pipeline(learn, folder)}, folder / "nlu.yml", folder)
    trained = time.monotonic() - began
    with running(settings) as (url, _), httpx.Client(base_url=url, timeout=60) as client:
        hits = sum(nearest(client, sentence) == intent.replace("/", "_") for sentence, intent in test)
    return {"top1": round(hits / len(test), 3), "train_seconds": round(trained, 1)}


def nearest(client: httpx.Client, sentence: str) -> str:
    """Return the likeliest intent."""
    parsed = client.post("/model/parse", json={"text": sentence}).raise_for_status().json()
    return str(parsed.get("topic") or parsed["intent"]["name"]).replace("/", "_")


def kept_out(test: Rows) -> float | None:
    """Return which share of these sentences our own bot keeps out of scope, or doesn't know."""
    sentences = [Sentence(sentence, "buiten_bereik") for sentence, _ in test]
    with own_server(RasaSettings()) as url:
        listener = Listener(url, CrisisLexicon.load())
        heard = [listener.hear(sentence) for sentence in sentences]
        listener.close()
    return measure(sentences, heard, load_catalogue()).out_of_scope_recall


if __name__ == "__main__":
    main(Path(sys.argv[1]))
