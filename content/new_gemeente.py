"""`python -m content new gemeente <naam>`: a complete folder for a gemeente, to be filled in further by its people."""

from pathlib import Path
from string import Template

from content.catalogue import CONTENT
from content.postcodes import GemeenteNaam, Postcodes, id_of, read_postcodes
from content.source import ContentError, Fout

TEMPLATES = Path("sjablonen") / "gemeente"
NOT_SHARED = "Alle postcodes hieronder horen alleen bij {naam}."
SHARED = "Deze postcodes liggen ook in een andere gemeente, en tellen hier mee: {postcodes}."


def new_gemeente(name: str, root: Path = CONTENT) -> list[Path]:
    """
    Make the folder of a gemeente, and return its files.

    Raises:
        ContentError: In Dutch, if there is no such gemeente, there are two, or it has a folder already.
    """
    postcodes = read_postcodes(root)
    gemeente = _gemeente(postcodes, name)
    folder = root / "gemeenten" / gemeente.id
    if folder.exists():
        raise _mistake(f"gemeenten/{gemeente.id}", "deze map is er al; vul de bestanden daar aan")
    values = _values(postcodes, gemeente)
    templates = sorted(path for path in (root / TEMPLATES).rglob("*") if path.suffix in (".yml", ".md"))
    return [_written(template, folder / template.relative_to(root / TEMPLATES), values) for template in templates]


def _gemeente(postcodes: Postcodes, name: str) -> GemeenteNaam:
    exact = postcodes.gemeenten.get(id_of(name))
    if exact:
        return exact
    found = [one for one in postcodes.named(name) if postcodes.is_gemeente(name)]
    if len(found) == 1:
        return postcodes.gemeenten[found[0]]
    near = ", ".join(postcodes.gemeenten[one].naam for one in found or postcodes.named(name) or postcodes.near(name))
    raise _mistake("gemeenten/pc4.csv", f"de gemeente '{name}' ken ik niet. " + (f"Bedoelt u: {near}?" if near else ""))


def _values(postcodes: Postcodes, gemeente: GemeenteNaam) -> dict[str, str]:
    own = postcodes.of(gemeente.id)
    shared = ", ".join(pc4 for pc4 in own if len(postcodes.at(pc4)) > 1)
    return {
        "id": gemeente.id,
        "naam": gemeente.naam,
        "cbs": gemeente.cbs,
        "postcodes": ", ".join(f'"{pc4}"' for pc4 in own),
        "gedeeld": (SHARED if shared else NOT_SHARED).format(naam=gemeente.naam, postcodes=shared),
    }


def _written(template: Path, path: Path, values: dict[str, str]) -> Path:
    text = Template(template.read_text(encoding="utf-8")).substitute(values)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _mistake(place: str, what: str) -> ContentError:
    return ContentError([Fout(f"content/{place}", 0, what.strip())])
