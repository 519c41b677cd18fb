"""
Measures understanding against Rasa's default DIET configuration: the same training sentences, the same proefvragen.

`make bench-nlu` trains both on this machine in one run and writes docs/bench/nlu.json and docs/bench/nlu.md. On all
sentences an epoch of DIET takes minutes on two cores and a hundred of them hours, so both learn from the same part:
PER_TOPIC sentences of each topic, spread over its voices. `--per-topic 0` gives both everything.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from content.catalogue import load_catalogue  # noqa: E402
from content.examples import Examples, load_examples  # noqa: E402
from rasa_project.evaluation import Prediction, Sentence, measure, proefvragen  # noqa: E402
from rasa_project.export import export, nlu  # noqa: E402
from rasa_project.server import running  # noqa: E402
from rasa_project.settings import RasaSettings, all_cores, rasa_environment  # noqa: E402
from rasa_project.training import CONFIG, train  # noqa: E402

OUT = ROOT / "docs" / "bench"
STORY_WORDS = 30
CLIENTS = 16
PER_TOPIC = 10
# What `rasa init` of 3.6.21 uses when config.yml leaves the pipeline out, without entities and responses.
DIET: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
]


def main() -> None:
    """Measure both and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=100, help="of DIET; 100 is its default")
    parser.add_argument("--per-topic", type=int, default=PER_TOPIC, help="sentences to learn from; 0 is all")
    chosen = parser.parse_args()
    examples = load_examples()
    sentences, part = proefvragen(examples), _part(examples, chosen.per_topic)
    learned = sum(len(list(item.sentences())) for item in part.voorbeelden.values())
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        rows = {
            f"Rasa default, DIET {chosen.epochs} epochs, {learned} sentences": _measured(
                sentences, lambda: _train_diet(part, Path(one), chosen.epochs)
            ),
            f"ours, the same {learned} sentences": _measured(sentences, lambda: _train_ours(part, Path(two))),
        }
        if chosen.per_topic:
            rows["ours, all sentences"] = _measured(sentences, _train_all)
    figures = {"date": date.today().isoformat(), "machine": _machine(), "sentences": len(sentences), "rows": rows}
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "nlu.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (OUT / "nlu.md").write_text(_table(figures), encoding="utf-8")
    print(_table(figures))


def _part(examples: Examples, per_topic: int) -> Examples:
    """Return as many sentences of each topic, evenly spread over its file and so over its voices."""
    if not per_topic:
        return examples
    kept = {}
    for topic, item in examples.voorbeelden.items():
        zinnen = [zin for _, zin in item.sentences()]
        spread = tuple(zinnen[number * len(zinnen) // per_topic] for number in range(per_topic))
        kept[topic] = item.model_copy(update={"zinnen": {"gewoon": spread}})
    return replace(examples, voorbeelden=kept)


def _train_all() -> RasaSettings:
    settings = RasaSettings()
    train(load_catalogue(), settings, print, force=True)
    return settings


def _train_ours(examples: Examples, folder: Path) -> RasaSettings:
    """Train our pipeline on these sentences."""
    export(load_catalogue(), examples, folder)
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    for name in ("kennis", "voorbeelden"):
        config["pipeline"][0][name] = str(folder / f"{name}.json")
    return train_pipeline(config, folder / "nlu.yml", folder)


def _train_diet(examples: Examples, folder: Path, epochs: int) -> RasaSettings:
    """Train Rasa's default pipeline on these sentences, each topic an intent of its own."""
    pipeline = [{**part, "epochs": epochs} if "epochs" in part else part for part in DIET]
    config = {
        "recipe": "default.v1",
        "assistant_id": "diet",
        "language": "nl",
        "pipeline": pipeline,
        "policies": [{"name": "RulePolicy"}],
    }
    sentences = nlu(load_catalogue(), examples).replace("intent: faq/", "intent: ")
    (folder / "nlu.yml").write_text(sentences, encoding="utf-8")
    return train_pipeline(config, folder / "nlu.yml", folder)


def train_pipeline(config: dict[str, Any], sentences: Path, folder: Path) -> RasaSettings:
    """Let Rasa train a pipeline in a folder of its own."""
    settings = RasaSettings().model_copy(update={"models": folder / "models", "start_seconds": 300.0})
    (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    argv = [
        *(str(settings.python), "-W", "ignore", "-m", "rasa", "train", "nlu", "--config", str(folder / "config.yml")),
        *("--nlu", str(sentences), "--out", str(folder / "models"), "--fixed-model-name", "rondkomen"),
    ]
    environment = {**rasa_environment(settings), **all_cores(), "LOG_LEVEL": "INFO"}
    environment["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    subprocess.run(argv, cwd=ROOT, env=environment, check=True)
    return settings


def _measured(sentences: list[Sentence], train_it: Callable[[], RasaSettings]) -> dict[str, Any]:
    """Train, serve, ask every sentence, and then sixteen at once."""
    began = time.monotonic()
    settings = train_it()
    trained = time.monotonic() - began
    began = time.monotonic()
    with running(settings) as (url, pid), httpx.Client(base_url=url, timeout=60) as client:
        loaded = time.monotonic() - began
        heard = [_hear(client, sentence) for sentence in sentences]
        per_second, errors = _together(client, sentences)
        memory = _megabytes(pid)
    report = measure(sentences, [made for made, _ in heard], load_catalogue())
    short = [took for (_, took), one in zip(heard, sentences, strict=True) if len(one.text.split()) < STORY_WORDS]
    stories = [took for (_, took), one in zip(heard, sentences, strict=True) if len(one.text.split()) >= STORY_WORDS]
    scores = {name: getattr(report, name) for name in ("top1", "top3", "macro_f1")}
    return {
        **scores,
        "train_seconds": round(trained, 1),
        "up_seconds": round(loaded, 1),
        "memory_mb": memory,
        "sentence_ms": _percentiles(short),
        "story_ms": _percentiles(stories),
        "clients": CLIENTS,
        "per_second_with_clients": per_second,
        "errors_with_clients": errors,
    }


def _hear(client: httpx.Client, sentence: Sentence) -> tuple[Prediction, float]:
    """Return what the model alone makes of a sentence, without the lexicon, and how many ms it took."""
    began = time.perf_counter()
    parsed = client.post("/model/parse", json={"text": sentence.text}).raise_for_status().json()
    took = (time.perf_counter() - began) * 1000
    ranking = parsed.get("ranking") or parsed.get("intent_ranking") or [{"topic": "", "confidence": 0.0}]
    names = [str(row.get("topic", row.get("name"))) for row in ranking]
    decision = str(parsed.get("beslissing", "antwoord"))
    confidence = float(ranking[0]["confidence"])
    return Prediction(sentence.text, sentence.topic, names[0], tuple(names[:3]), confidence, decision), took


def _together(client: httpx.Client, sentences: list[Sentence]) -> tuple[float, int]:
    texts = [sentence.text for sentence in sentences[:: max(len(sentences) // 400, 1)]]
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(lambda text: client.post("/model/parse", json={"text": text}).status_code, texts))
    return round(len(texts) / (time.monotonic() - began), 1), sum(code != httpx.codes.OK for code in answers)


def _megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // 1024


def _percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {f"p{share}": round(ordered[int((len(ordered) - 1) * share / 100)], 1) for share in (50, 95)}


def _machine() -> dict[str, Any]:
    rasa = subprocess.run(
        [str(RasaSettings().python), "-c", "import rasa; print(rasa.__version__)"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {"cores": os.cpu_count(), "memory_gb": memory, "python": platform.python_version(), "rasa": rasa}


def _table(figures: dict[str, Any]) -> str:
    machine = figures["machine"]
    lines = [
        "# Understanding, against Rasa's default",
        "",
        f"Measured on {figures['date']} by `make bench-nlu`: {figures['sentences']} proefvragen, {machine['cores']} "
        f"cores, {machine['memory_gb']} GB, Rasa {machine['rasa']}. The models alone, without the crisis lexicon. The "
        "proefvragen weren't trained on; the thresholds and the weights of our heads were chosen on them.",
        "",
        "| | top-1 | top-3 | macro-F1 | train s | up s | memory MB | sentence p50 / p95 ms | story p50 / p95 ms | "
        f"per second, {CLIENTS} clients | errors |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in figures["rows"].items():
        sentence, story = row["sentence_ms"], row["story_ms"]
        lines.append(
            f"| {name} | {row['top1']:.3f} | {row['top3']:.3f} | {row['macro_f1']:.3f} | {row['train_seconds']:.0f} | "
            f"{row['up_seconds']:.1f} | {row['memory_mb']} | {sentence['p50']:.0f} / {sentence['p95']:.0f} | "
            f"{story['p50']:.0f} / {story['p95']:.0f} | {row['per_second_with_clients']:.0f} | "
            f"{row['errors_with_clients']} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
