"""What is known of a household. Each of these must be set on every row: OpenFisca takes a missing one for 0."""

from content.screening.variables.base import declare

NETTO = 0
BIJSTAND = 1
TOETSINGSINKOMEN = 2
AOW = 3

OPVANG = {"dagopvang": 1, "bso": 2, "gastouder": 3}
OPVANG_PLACES = (1, 2, 3, 4, 5, 6)

PEOPLE = (
    declare("heeft_partner", bool, "Woont samen met een partner"),
    declare("leeftijd", int, "Leeftijd van de aanvrager"),
    declare("leeftijd_partner", int, "Leeftijd van de partner; telt alleen met partner"),
    declare("kinderen_0_3", int, "Aantal kinderen thuis van 0 tot en met 3 jaar"),
    declare("kinderen_4_5", int, "Aantal kinderen thuis van 4 en 5 jaar"),
    declare("kinderen_6_11", int, "Aantal kinderen thuis van 6 tot en met 11 jaar"),
    declare("kinderen_12_15", int, "Aantal kinderen thuis van 12 tot en met 15 jaar"),
    declare("kinderen_16_17", int, "Aantal kinderen thuis van 16 en 17 jaar"),
    declare("medebewoners", int, "Andere volwassenen in huis, ook eigen kinderen van 18 of ouder"),
    declare("kostendelers", int, "Hoeveel van die medebewoners 27 jaar of ouder zijn"),
    declare("medebewoners_oudste", int, "Leeftijd van de oudste van die medebewoners; 0 als er geen zijn"),
    declare("medebewoners_inkomen", float, "Toetsingsinkomen van medebewoners dat meetelt, samen per jaar"),
    declare("zelf_verzekerd", bool, "Aanvrager heeft een Nederlandse zorgverzekering"),
    declare("partner_verzekerd", bool, "Partner heeft een Nederlandse zorgverzekering; telt alleen met partner"),
    declare("werkt", bool, "Aanvrager werkt of studeert"),
    declare("in_traject", bool, "Aanvrager volgt een traject, cursus of inburgering"),
    declare("partner_werkt", bool, "Partner werkt, studeert of volgt een traject; telt alleen met partner"),
    declare("studeert", bool, "Aanvrager is student"),
    declare("studie_beperking", bool, "Kan door ziekte of handicap niet bijverdienen naast de studie"),
)
MONEY = (
    declare("inkomen_soort", int, "Wat inkomen_bedrag is: 0 netto per maand, 1 bijstand, 2 toetsingsinkomen, 3 AOW"),
    declare("inkomen_bedrag", float, "Inkomen van het huishouden; telt niet bij bijstand en AOW"),
    declare("hoge_schatting", bool, "Neem de hoge kant van wat het inkomen kan zijn, anders de lage kant"),
    declare("zeker_loon", bool, "Het hele inkomen is zeker loon"),
    declare("heeft_bijstand", bool, "Heeft al een bijstandsuitkering"),
    declare("heeft_uwv", bool, "Heeft een uitkering van UWV"),
    declare("eigen_bedrijf", bool, "Heeft een eigen bedrijf"),
    declare("jaren_laag_inkomen", int, "Hoeveel jaar het inkomen al laag is"),
    declare("vermogen", float, "Spaargeld en ander vermogen, zonder het eigen huis"),
)
HOME = (
    declare("eigen_woning", bool, "Woont in een koophuis"),
    declare("huurt", bool, "Huurt een zelfstandige woning"),
    declare("inwonend", bool, "Huurt een kamer of woont in bij een ander"),
    declare("in_instelling", bool, "Woont in een instelling"),
    declare("kale_huur", float, "Kale huur per maand"),
    declare("servicekosten", float, "Servicekosten per maand die voor huurtoeslag kunnen meetellen"),
)
CARE = tuple(
    declare(f"opvang_{place}_{what}", kind, label.format(place))
    for place in OPVANG_PLACES
    for what, kind, label in (
        ("soort", int, "Opvang van kind {}: 0 geen, 1 dagopvang, 2 bso, 3 gastouder"),
        ("uren", float, "Uren opvang per maand van kind {}"),
        ("uurtarief", float, "Uurtarief van de opvang van kind {}"),
    )
)

INPUTS = (*PEOPLE, *MONEY, *HOME, *CARE)
INPUT_NAMES = frozenset(variable.__name__ for variable in INPUTS)

# More of it never turns the same outcome up and then down again, so a band is true when its two ends are.
MONOTONE = frozenset(
    {
        "inkomen_bedrag",
        "hoge_schatting",
        "medebewoners_inkomen",
        "vermogen",
        "kale_huur",
        "servicekosten",
        "jaren_laag_inkomen",
        *(f"opvang_{place}_{what}" for place in OPVANG_PLACES for what in ("uren", "uurtarief")),
    }
)
