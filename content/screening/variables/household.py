"""What is known of a household. Each of these must be set on every row: OpenFisca takes a missing one for 0."""

from content.screening.variables.base import declare

NETTO = 0
BIJSTAND = 1
TOETSINGSINKOMEN = 2

INPUTS = (
    declare("heeft_partner", bool, "Woont samen met een partner"),
    declare("heeft_kinderen", bool, "Heeft kinderen thuis jonger dan 18"),
    declare("leeftijd", int, "Leeftijd van de aanvrager"),
    declare("leeftijd_partner", int, "Leeftijd van de partner; telt alleen met partner"),
    declare("zelf_verzekerd", bool, "Aanvrager heeft een Nederlandse zorgverzekering"),
    declare("partner_verzekerd", bool, "Partner heeft een Nederlandse zorgverzekering; telt alleen met partner"),
    declare("inkomen_soort", int, "Wat inkomen_bedrag is: 0 netto per maand, 1 bijstand, 2 toetsingsinkomen"),
    declare("inkomen_bedrag", float, "Inkomen van het huishouden; telt niet bij bijstand"),
    declare("hoge_schatting", bool, "Neem de hoge kant van wat het inkomen kan zijn, anders de lage kant"),
    declare("zeker_loon", bool, "Het hele inkomen is zeker loon"),
    declare("vermogen", float, "Spaargeld en ander vermogen, zonder het eigen huis"),
    declare("eigen_woning", bool, "Woont in een koophuis"),
    declare("inwonend", bool, "Woont in bij een ander of in een instelling"),
    declare("jaren_laag_inkomen", int, "Hoeveel jaar het inkomen al laag is"),
    declare("studeert", bool, "Aanvrager is student"),
)
INPUT_NAMES = frozenset(variable.__name__ for variable in INPUTS)
