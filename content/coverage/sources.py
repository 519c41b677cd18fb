"""Which sources are official: where the law, a court, the government or a gemeente speaks for itself."""

from urllib.parse import urlsplit

from content.model import Bron
from content.postcodes import Postcodes, id_of

# nieuwsszw.nl is the ministry's own; thuisarts.nl is what the general practitioners of the Netherlands advise together.
OFFICIAL = frozenset({
    "acm.nl", "afm.nl", "autoriteitpersoonsgegevens.nl", "belastingdienst.nl", "cbs.nl", "cjib.nl", "consuwijzer.nl",
    "digid.nl", "duo.nl", "hetcak.nl", "huurcommissie.nl", "justis.nl", "kansspelautoriteit.nl", "lbio.nl",
    "nationaleombudsman.nl", "nieuwsszw.nl", "nlarbeidsinspectie.nl", "officielebekendmakingen.nl", "overheid.nl",
    "politie.nl", "rechtspraak.nl", "regelhulp.nl", "rijksoverheid.nl", "svb.nl", "thuisarts.nl", "toeslagen.nl",
    "uwv.nl",
})  # fmt: skip


def is_official(bron: Bron, postcodes: Postcodes) -> bool:
    """Tell whether a source is a public body that tells of its own task; a gemeente does on its own website."""
    host = urlsplit(bron.adres or "").hostname or ""
    domain = ".".join(host.split(".")[-2:])
    return domain in OFFICIAL or id_of(domain.removesuffix(".nl")) in postcodes.gemeenten
