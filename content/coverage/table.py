"""The measurements as text for a terminal."""

from collections.abc import Iterator

from content.coverage.model import Afloop, Deel, Dekking, Gemeentedekking, Onderwerpdekking

WIDTH = 34


def as_text(dekking: Dekking) -> str:
    """Return what was measured as an editor reads it."""
    lines = [f"Gemeten op {dekking.gemeten_op}."]
    for gemeente in dekking.gemeenten:
        lines += ["", *_gemeente(gemeente)]
    lines += ["", f"{'ONDERWERP':<{WIDTH}} antw. makk. var. voorb. proef bron off. gecontroleerd verloopt"]
    lines += [_topic(one) for one in dekking.onderwerpen]
    lines += ["", "LOOPT BINNEN 60 DAGEN AF, OF IS AL VERLOPEN", *_ending(dekking.loopt_af)]
    lines += ["", f"VOOR U LIVE GAAT: {len(dekking.voor_livegang)} PUNTEN"]
    lines += [f"- {one.bestand}: {one.punt}" for one in dekking.voor_livegang]
    return "\n".join(lines)


def _gemeente(one: Gemeentedekking) -> Iterator[str]:
    yield f"GEMEENTE {one.naam} ({one.id})"
    yield f"- algemeen nummer: {one.nummer}; teams: {one.teams}"
    if one.postcodes_zonder_team:
        yield f"- postcodes zonder eigen team: {', '.join(one.postcodes_zonder_team)}"
    for what, part in (("regelingen", one.regelingen), ("plekken", one.plekken), ("eigen antwoorden", one.antwoorden)):
        yield f"- {what}: {_part(part)}"
    yield from (f"- loopt af: {line.removeprefix('- ')}" for line in _ending(one.loopt_af) if one.loopt_af)


def _part(part: Deel) -> str:
    told = f"{part.aantal}, waarvan {part.te_zien} nagekeken en te zien"
    return f"{told}; na te kijken: {', '.join(part.na_te_kijken)}" if part.na_te_kijken else told


def _topic(one: Onderwerpdekking) -> str:
    marks = [_yes(one.antwoord), _yes(one.makkelijker), str(one.varianten), str(one.voorbeelden), str(one.proefvragen)]
    marks += [str(one.bronnen), _yes(one.officiele_bron)]
    sizes = (5, 5, 4, 6, 5, 4, 4)
    cells = " ".join(mark.rjust(size) for mark, size in zip(marks, sizes, strict=True))
    return f"{one.id:<{WIDTH}} {cells} {one.gecontroleerd_op or '-'!s:>13} {one.verloopt_op or '-'!s:>10}"


def _yes(value: bool) -> str:
    return "ja" if value else "nee"


def _ending(ending: tuple[Afloop, ...]) -> list[str]:
    return [f"- {one.verloopt_op}: {one.id} ({one.bestand})" for one in ending] or ["- niets"]
