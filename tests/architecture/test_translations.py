"""The interface is whole in bokmål and nynorsk, in the words the readers use themselves."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import polib
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

LANGUAGES = ("nb", "nn")

# As in `make messages`, beside those Babel knows.
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}

PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%%")

# Below this share the one catalogue has been copied from the other; written by themselves they differ in far more.
LEAST_DIFFERENCE = 0.4

# Words that show a term nobody here uses, an English one, or a slip into the other written Norwegian; whole words,
# in capitals or not.
WRONG_IN_BOTH = (
    "baseline",
    "cut-off",
    "dashboard",
    "deadline",
    "feedback",
    "gevinsteier",
    "gevinsteigar",
    "helpdesk",
    "score",
    "scenario",
    "stakeholder",
    "workshop",
)
WRONG: dict[str, tuple[str, ...]] = {
    "nb": (
        *WRONG_IN_BOTH,
        "avgjerd",
        "berre",
        "eigar",
        "føresetnad",
        "frå",
        "gjere",
        "hending",
        "hovudområde",
        "ikkje",
        "korleis",
        "kva",
        "kven",
        "måltal",
        "nokon",
        "noko",
        "vere",
    ),
    "nn": (
        *WRONG_IN_BOTH,
        "avhengighet",
        "avhengigheter",
        "bare",
        "beslutning",
        "beslutningspunkt",
        "bedre",
        "ble",
        "eier",
        "eieren",
        "endret",
        "enhet",
        "et",
        "finnes",
        "foreløpig",
        "forutsetning",
        "fra",
        "gjøre",
        "hendelse",
        "hovedområde",
        "hovedområder",
        "hva",
        "hvem",
        "hvilke",
        "hvilken",
        "hvor",
        "hvordan",
        "hvorfor",
        "ikke",
        "jeg",
        "kilde",
        "lagret",
        "mangler",
        "måltall",
        "navn",
        "noe",
        "noen",
        "regnskapsført",
        "uten",
        "være",
        "årlig",
    ),
}

# The agency writes its name as a name.
CAPITALS = re.compile(r"\bNAV\b")

# The glossary: what these are called in letters, minutes and meetings (msgid: bokmål, nynorsk).
GLOSSARY = {
    "Administrator": ("Administrator", "Administrator"),
    "Assignment": ("Oppdrag", "Oppdrag"),
    "Baseline": ("Nullpunkt", "Nullpunkt"),
    "Benefit": ("Gevinst", "Gevinst"),
    "Challenge area": ("Hovedområde", "Hovudområde"),
    "Condition": ("Forutsetning", "Føresetnad"),
    "Confirmed with reservation": ("Bekreftet med forbehold", "Stadfesta med atterhald"),
    "Dependency": ("Avhengighet", "Avhengigheit"),
    "Deputy": ("Stedfortreder", "Stadfortredar"),
    "Gate": ("Beslutningspunkt", "Avgjerdspunkt"),
    "Granted": ("Tildelt", "Tildelt"),
    "Final grant": ("Endelig tilsagn", "Endeleg tilsegn"),
    "Handling": ("Håndtering", "Handtering"),
    "Initiative": ("Tiltak", "Tiltak"),
    "Initiative owner": ("Tiltakseier", "Tiltakseigar"),
    "Judgement only": ("Bygger bare på skjønn", "Byggjer berre på skjønn"),
    "Mission": ("Samfunnsoppdrag", "Samfunnsoppdrag"),
    "Missing for operation": ("Mangler til drift", "Manglar til drift"),
    "Needed": ("Behov", "Behov"),
    "Overall status": ("Samlet status", "Samla status"),
    "Programme manager": ("Porteføljeansvarlig", "Porteføljeansvarleg"),
    "Record": ("Endringslogg", "Endringslogg"),
    "Reported per": ("Rapportert per", "Rapportert per"),
    "Reporting round": ("Rapporteringsrunde", "Rapporteringsrunde"),
    "Responsible for the benefit": ("Gevinstansvarlig", "Gevinstansvarleg"),
    "Spent": ("Regnskapsført", "Rekneskapsført"),
    "Steering group": ("Styringsgruppe", "Styringsgruppe"),
    "Target": ("Måltall", "Måltal"),
    "according to plan": ("etter plan", "etter plan"),
    "some deviation": ("noe avvik", "noko avvik"),
    "substantial deviations": ("vesentlige avvik", "vesentlege avvik"),
    "not reported": ("ikke rapportert", "ikkje rapportert"),
}

# What tells two texts apart: context, one, many; the empty string where there is none.
Key = tuple[str, str, str]


@cache
def written() -> frozenset[Key]:
    """The texts the code and the templates ask to have translated, found by the mapping in pyproject.toml."""
    mappings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {
        mapping["pattern"]: {name: said for name, said in mapping.items() if name not in ("pattern", "method")}
        for mapping in mappings
    }
    found = set()
    for _file, _line, message, _comments, context in extract_from_dir(".", methods, options, KEYWORDS):
        one, many = (message, "") if isinstance(message, str) else (message[0], message[1])
        found.add((context or "", one, many))
    return frozenset(found)


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(f"app/translations/{language}/LC_MESSAGES/messages.po")


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def said(entry: polib.POEntry) -> list[str]:
    """The entry's translations: one, or one for each plural form."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_exactly_what_is_written(language: str) -> None:
    held = {key(entry) for entry in catalogue(language)}

    new = sorted(written() - held)
    gone = sorted(held - written())

    assert not new, f"run `make messages` and translate into {language}: {new}"
    assert not gone, f"nothing asks for these any more; run `make messages`: {gone}"


def test_no_text_hides_inside_a_formatted_string() -> None:
    """Extraction does not look into an f-string on every Python; a text there would stay English unseen."""
    asking = {"_", "N_", "gettext", "lazy_gettext", "ngettext"}
    hidden = [
        f"{file}:{call.lineno}: {ast.unparse(call)}"
        for file in sorted(Path("app").rglob("*.py"))
        for formatted in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in asking
    ]

    assert not hidden, "give these a name on a line of their own: " + "\n".join(hidden)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    silent = [entry.msgid for entry in catalogue(language) if not all(text.strip() for text in said(entry))]
    guessed = [entry.msgid for entry in catalogue(language) if entry.fuzzy]
    incomplete = [e.msgid for e in catalogue(language) if e.msgid_plural and set(e.msgstr_plural) != {0, 1}]

    assert not silent, f"not translated into {language}: {silent}"
    assert not guessed, f"look over and unmark as fuzzy in {language}: {guessed}"
    assert not incomplete, f"give one form for one and one for many in {language}: {incomplete}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    """A lost placeholder hides a figure; an unknown one breaks the page."""
    wrong = []
    for entry in catalogue(language):
        texts = said(entry)
        originals = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        for original, text in zip(originals, texts, strict=True):
            if sorted(set(PLACEHOLDER.findall(original))) != sorted(set(PLACEHOLDER.findall(text))):
                wrong.append(f"{original!r} → {text!r}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_set_as_their_originals(language: str) -> None:
    """A sentence stays a sentence, a heading a heading; quotation marks are Norwegian."""
    wrong = []
    for entry in catalogue(language):
        for text in filter(None, said(entry)):
            ends = entry.msgid[-1] if entry.msgid[-1] in ".:?!…" else ""
            if ends and not text.endswith(ends):
                wrong.append(f"should end with «{ends}»: {text!r}")
            if not ends and text[-1] in ".:?!…":
                wrong.append(f"the original ends without «{text[-1]}»: {text!r}")
            if entry.msgid[0].isalpha() and text[0].isalpha() and entry.msgid[0].isupper() != text[0].isupper():
                wrong.append(f"{entry.msgid!r} begins otherwise: {text!r}")
            if re.search("[“”‘]", text):
                wrong.append(f"write « and »: {text!r}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_use_the_right_words(language: str) -> None:
    forbidden = re.compile(rf"\b({'|'.join(WRONG[language])})\b", re.IGNORECASE)
    wrong = []
    for entry in catalogue(language):
        for text in said(entry):
            # Without the placeholders: their names are English.
            words = PLACEHOLDER.sub("", text)
            if match := forbidden.search(words) or CAPITALS.search(words):
                wrong.append(f"«{match.group()}» in {text!r}")

    assert not wrong, "\n".join(wrong)


def test_the_terms_are_those_of_the_glossary() -> None:
    texts = {language: {entry.msgid: entry.msgstr for entry in catalogue(language)} for language in LANGUAGES}

    wrong = [
        f"{term}: {texts[language].get(term)!r} in {language}, should be «{right}»"
        for term, words in GLOSSARY.items()
        for language, right in zip(LANGUAGES, words, strict=True)
        if term in texts[language] and texts[language][term] != right
    ]

    assert not wrong, "\n".join(wrong)


def test_the_two_are_written_each_by_itself() -> None:
    bokmål = {key(entry): said(entry) for entry in catalogue("nb")}
    nynorsk = {key(entry): said(entry) for entry in catalogue("nn")}

    different = sum(1 for which in bokmål if bokmål[which] != nynorsk.get(which))

    assert different > LEAST_DIFFERENCE * len(bokmål), f"only {different} of {len(bokmål)} texts differ"
