"""What people write for the fixed words of a described household."""

UNKNOWN = frozenset({"onbekend", "weet_niet", "weet_ik_niet", "?"})
NUMBERS = frozenset(
    {
        *("leeftijd", "toetsingsinkomen", "netto_maand", "vermogen", "kale_huur", "servicekosten"),
        *("uurtarief", "uren_maand", "jaren_laag_inkomen"),
    }
)


def _synonyms(words: dict[str, str]) -> dict[str, str]:
    """Return each word with the one that the rules know, which stands for itself too."""
    return {word: fixed for fixed, others in words.items() for word in (fixed, *others.split())}


SOURCES = _synonyms(
    {
        "loon": "werk salaris baan loondienst werkgever arbeid dienstverband uitzendwerk",
        "bijstand": "bijstandsuitkering participatiewet p_wet pw",
        "aow": "alleen_aow",
        "pensioen": "aow_en_pensioen aow_pensioen ouderdomspensioen",
        "ww": "werkloosheidsuitkering ww_uitkering",
        "wia": "wga iva wia_uitkering",
        "wao": "",
        "wajong": "wajong_uitkering",
        "ziektewet": "zw",
        "uwv": "uitkering_van_uwv uitkering_uwv uwv_uitkering",
        "uitkering": "",
        "studiefinanciering": "stufi duo studie",
        "eigen_bedrijf": "bedrijf zzp zzper zelfstandig zelfstandige onderneming ondernemer freelance winst",
        "geen": "niets geen_inkomen nul",
        "anders": "overig alimentatie anw ioaw ioaz vermogen verhuur",
    }
)
HOMES = _synonyms(
    {
        "huur": "huurwoning huurhuis huurflat huurt sociale_huur zelfstandige_huur",
        "koop": "koopwoning koophuis koopflat eigen_woning eigen_huis hypotheek",
        "inwonend": "kamer kamerhuur inwoning onderhuur bij_ouders bij_familie",
        "instelling": "inrichting verpleeghuis beschermd_wonen opvanghuis kliniek",
    }
)
CARE = _synonyms(
    {
        "dagopvang": "kinderdagverblijf kinderdagopvang kdv creche peuteropvang peuterspeelzaal",
        "bso": "buitenschoolse_opvang buitenschools naschoolse_opvang nso voorschoolse_opvang vso",
        "gastouder": "gastouderopvang gastouderbureau",
    }
)
