"""A copy of the content that a test may break."""

import re
import shutil
from datetime import date
from pathlib import Path

from content.catalogue import CONTENT, Catalogue, load_catalogue
from content.check import check_content, check_hints
from content.check_examples import check_examples
from content.source import ContentError, Fout

NO_CONTENT = ("*.py", "__pycache__")
SENTENCES = ("voorbeelden", "proefvragen")
KNOWN = Path(__file__).resolve().parents[1] / "data"
KNOWN_AMOUNTS = """- id: proef_een
  wat: een bedrag dat alleen in tests staat
  waarde: 1587.34
  eenheid: euro
  geldig_van: 2026-07-01
  geldig_tot: 2026-12-31
  gecontroleerd_op: 2026-11-25
  bronnen: [{titel: Test}]
- id: proef_twee
  wat: nog een bedrag
  waarde: 5
  eenheid: procent
  geldig_van: 2026-07-01
  geldig_tot: 2026-12-31
  gecontroleerd_op: 2026-11-25
  bronnen: [{titel: Test}]
"""


def _last_checked() -> date:
    """Return the last day on which an editor checked something: on that day nothing is checked in the future."""
    written = re.compile(r"^ *(?:- )?gecontroleerd_op: (\d{4}-\d\d-\d\d)$", re.MULTILINE)
    texts = (path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.yml") if path.parent.name not in SENTENCES)
    return max(date.fromisoformat(day) for text in texts for day in written.findall(text))


TODAY = _last_checked()


class ContentCopy:
    """
    All YAML of `content/` in a folder of its own, also called `content`.

    The 250 files of residents' sentences stay out, unless a test asks for them: the bot itself doesn't read them.
    """

    def __init__(self, folder: Path, *, sentences: bool = False) -> None:
        self.root = folder / "content"
        left_out = NO_CONTENT if sentences else (*NO_CONTENT, *SENTENCES)
        shutil.copytree(CONTENT, self.root, ignore=shutil.ignore_patterns(*left_out))

    def with_known(self) -> "ContentCopy":
        """Put an answer and two amounts in it that no editor changes, so that a test knows every line of them."""
        shutil.copy(KNOWN / "schaamte.yml", self.path("faq/schaamte.yml"))
        self.write("bedragen.yml", KNOWN_AMOUNTS + self.path("bedragen.yml").read_text(encoding="utf-8"))
        return self

    def path(self, name: str) -> Path:
        """Return the path of a file, such as `faq/schaamte.yml`."""
        return self.root / name

    def replace(self, name: str, old: str, new: str) -> int:
        """Replace the first piece of text that is like `old`, and return the line on which it stood."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{name} doesn't have '{old}'"
        self.path(name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return text.count("\n", 0, text.index(old)) + 1

    def append(self, name: str, text: str) -> int:
        """Add lines at the end, and return the number of the first one."""
        old = self.path(name).read_text(encoding="utf-8").rstrip("\n") + "\n"
        self.path(name).write_text(old + text, encoding="utf-8")
        return old.count("\n") + 1

    def write(self, name: str, text: str) -> None:
        """Write a whole file."""
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8")

    def load(self) -> Catalogue:
        """Load the copy."""
        return load_catalogue(self.root)

    def load_mistakes(self) -> list[Fout]:
        """Return the mistakes that loading finds."""
        try:
            self.load()
        except ContentError as error:
            return error.fouten
        return []

    def check_mistakes(self, today: date = TODAY, *, on: date | None = None) -> list[Fout]:
        """Return the mistakes that `content check` finds in what the bot says; what will have expired `on` a day."""
        return check_content(self.root, today=today, on=on)

    def check_hints(self, on: date = TODAY) -> list[Fout]:
        """Return what `content check` thinks worth a look."""
        return check_hints(self.root, on=on)

    def example_mistakes(self) -> list[Fout]:
        """Return the mistakes that `content check` finds in residents' sentences."""
        return check_examples(self.root)
