"""What made-up things are called. Ordinary words of public administration, put together by chance."""

from __future__ import annotations

from random import Random

FIRST = (
    "Felles", "Samordnet", "Digital", "Nasjonal", "Enklere", "Ny", "Åpen", "Helhetlig", "Tverrfaglig", "Tidlig",
    "Sammenhengende", "Prøving av", "Forsøk med", "Varig", "Økt bruk av", "Ærlig",
)  # fmt: skip
WHAT = (
    "oversikt over", "plan for", "veileder i", "opplæring i", "søknadsløsning for", "kunnskapsgrunnlag om",
    "oppfølging av", "kontaktpunkt for", "standard for", "deling av data om", "rådgivning om", "arbeidsflate for",
    "innkjøp av", "evaluering av", "lærende nettverk om", "kartlegging av",
)  # fmt: skip
ABOUT = (
    "økonomisk støtte", "overganger mellom tjenester", "energibruk i bygg", "kompetanse i førstelinjen",
    "areal og natur", "ombruk av materialer", "kollektivreiser i distriktet", "mat og råvarer",
    "frivillig innsats", "bolig og nærmiljø", "ungdom i arbeid", "æresoppdrag og verv", "vann og avløp",
    "øvelser og beredskap", "Åpne data", "helseberedskap", "kulturarv", "havn og fiskeri", "skogbruk",
    "klimatilpasning", "folkehelse", "språk og integrering", "trygg oppvekst", "livslang læring",
)  # fmt: skip
FOR_WHOM = (
    "i kommunene", "for små virksomheter", "i fylkene", "for innbyggere", "på tvers av sektorer", "i øykommuner",
    "for ansatte i tjenestene", "i hele landet",
)  # fmt: skip

AREAS = (
    "Ledelse og eierskap på tvers", "Økonomi som ikke følger oppgaven", "Kunnskap som ikke deles",
    "Regelverk som står i veien", "Innbyggere som ikke blir hørt", "Systemer som ikke snakker sammen",
    "Kompetanse der den trengs", "Møteplasser som mangler", "Anskaffelser som låser", "Overganger som svikter",
    "Åpenhet om resultater", "Ærlig læring av feil",
)  # fmt: skip

INDICATORS = (
    ("Tid til å finne fram", "timer/uke", "down"), ("Fornøyd med helheten", "%", "up"),
    ("Saker som må gjøres om", "%", "down"), ("Kommuner som har tatt løsningen i bruk", "%", "up"),
    ("Utslipp fra tjenestene", "tonn/år", "down"), ("Ansatte med riktig kompetanse", "%", "up"),
    ("Søknader per innbygger", "antall/år", "down"), ("Løsninger med sikret drift", "%", "up"),
    ("Dager fra behov til hjelp", "dager", "down"), ("Andel delte data", "%", "up"),
)  # fmt: skip

CRITERIA = (
    ("NYTTE", "Nytte for innbyggerne", 40), ("KOST", "Nytte for pengene", 25),
    ("EVNE", "Evne til å gjennomføre", 20), ("HAST", "Hvor mye det haster", 15),
)  # fmt: skip
LEVELS = (
    (0, "Ingen merker forskjell."), (50, "Mange merker det hver måned."), (100, "Hverdagen er en annen."),
)  # fmt: skip

GOALS = ("Enklere hverdag", "Bærekraftig økonomi", "Tjenester som henger sammen", "Tillit og åpenhet")

COMMENTS = (
    "Arbeidet går etter planen. Neste leveranse er prøvd med brukere.",
    "To nøkkelpersoner har sluttet. Vi rekrutterer, og framdriften er noe redusert.",
    "Leveransen er flyttet én måned fordi høringen tok lengre tid.",
    "Økonomien er avklart ut året. Drift etterpå er ikke finansiert.",
    "Avhengigheten til et annet tiltak er ikke løst; vi venter på avklaring.",
    "Brukertest med åtte kommuner ga tydelige råd, og planen er justert.",
    "",
)
REASONS = (
    "Datamodellen må være ferdig først.", "Tiltakene bruker de samme fagfolkene.",
    "Løsningen bygger på den andre løsningen.", "Kommunene kan ikke ta imot begge samtidig.", "",
)  # fmt: skip
MECHANISMS = (
    "Den som trenger hjelp, finner den på ett sted.", "Tjenestene ser det samme og avtaler hvem som gjør hva.",
    "Pengene kan brukes der de virker, uten ny søknad.", "Ledere får vite det i tide til å gjøre noe med det.",
    "De ansatte lærer av hverandre og gjør færre feil.",
)  # fmt: skip
BENEFITS = ("Mindre tid til leting", "Færre saker som gjøres om", "Lavere driftskostnad", "Flere blir hjulpet i tide")
DELIVERABLES = (
    "Mandat og plan", "Prøve med tre kommuner", "Første versjon", "Opplæring av ansatte", "Overlevering til linjen",
)  # fmt: skip
CAUSES = ("Fagfolkene er opptatt", "Avtalen er ikke signert", "Regelverket er uklart", "Leverandøren er forsinket")
EVENTS = ("arbeidet stopper opp", "kostnaden øker", "kommunene trekker seg", "løsningen blir ikke tatt i bruk")
EFFECTS = ("Nytten kommer ett år senere", "Budsjettet holder ikke", "Målet for området nås ikke")


def title(stream: Random, number: int) -> str:
    """A title nobody else has: the number is part of it."""
    return f"{stream.choice(FIRST)} {stream.choice(WHAT)} {stream.choice(ABOUT)} {stream.choice(FOR_WHOM)} {number}"


def summary(stream: Random) -> str:
    """Two sentences, as long as summaries usually are."""
    return (
        f"Oppdiktet tiltak som skal gi {stream.choice(ABOUT)} et løft {stream.choice(FOR_WHOM)}. "
        f"{stream.choice(MECHANISMS)}"
    )
