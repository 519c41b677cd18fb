"""Do the texts that a wijkteamlid sends hold: not too long, checked by somebody, each with a button of its own?"""

from collections.abc import Iterator, Sequence

from content.canned_replies import Bericht
from content.catalogue import Catalogue
from content.checks.gemeenten import Place, reviewed, twice
from content.checks.validity import LONGEST_VALIDITY
from content.source import Document, Fout, Loc
from content.texts import CANNED


def national(catalogue: Catalogue) -> Iterator[Fout]:
    """Find those that say to hold longer than half a year, or that can't stay although they say so."""
    document = catalogue.documents.get(CANNED)
    if document is None:
        return
    for one in catalogue.standaardberichten.values():
        place = document.row((), one.id)
        latest = one.gecontroleerd_op + LONGEST_VALIDITY
        if not one.gecontroleerd_op < one.verloopt_op <= latest:
            told = (
                f"'verloopt_op' moet na 'gecontroleerd_op' zijn, en uiterlijk {latest}. U schreef: {one.verloopt_op}."
            )
            yield document.fout((*place, "verloopt_op"), told)
        if one.altijd and "{bedrag:" in one.tekst:
            told = "'tekst' noemt een bedrag, en een bedrag verloopt. Haal het weg, of haal 'altijd' weg."
            yield document.fout((*place, "tekst"), told, words="{bedrag:")
    yield from _same_button(document, (), tuple(catalogue.standaardberichten.values()))


def local(catalogue: Catalogue) -> Iterator[Fout]:
    """Find those of a gemeente that nobody checked in full, or that stand there twice."""
    for gemeente in catalogue.gemeenten.values():
        if not gemeente.standaardberichten:
            continue
        document = catalogue.documents[f"gemeenten/{gemeente.id}/{CANNED}"]
        where: Place = (document, ("standaardberichten",))
        yield from twice(where, [one.id for one in gemeente.standaardberichten])
        for index, one in enumerate(gemeente.standaardberichten):
            yield from reviewed((document, (*where[1], index)), one)
        yield from _same_button(document, where[1], gemeente.standaardberichten)


def _same_button(document: Document, loc: Loc, found: Sequence[Bericht]) -> Iterator[Fout]:
    seen: dict[tuple[str, str], str] = {}
    for index, one in enumerate(found):
        for weg in one.bij:
            first = seen.setdefault((weg, one.knop), one.id)
            if first != one.id:
                place = (*(document.row(loc, one.id) or (*loc, index)), "knop")
                yield document.fout(place, f"'{one.knop}' staat ook bij '{first}'; elke knop zegt iets anders.")
                break
