"""Looks at the settings themselves."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from app.config import Settings
from app.operations.checking import Fault, listed, public_hosts

SHORTEST_KEY = 32
# A key of random bytes in any usual spelling has more letters than this; «aaaa…» and a repeated word do not.
FEWEST_LETTERS = 10

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


def complete(chosen: Settings) -> str:
    return f"complete; data in {chosen.instance}."


def secret_key(chosen: Settings) -> str:
    key = chosen.secret_key
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        raise Fault(
            f"SECRET_KEY is too weak ({len(key)} letters, {len(set(key))} different): whoever guesses it signs in as "
            "anybody. Make one: python3 -c 'import secrets; print(secrets.token_hex(32))'."
        )
    return f"{len(key)} letters."


def hosts(chosen: Settings) -> str:
    odd = [host for host in chosen.trusted_hosts if host.startswith((".", "*")) or "/" in host or host.isspace()]
    if odd:
        raise Fault(
            f"TRUSTED_HOSTS holds {listed(odd)}: only whole names, as a browser's address line shows them, keep "
            "forged links out. List each name, without https://."
        )
    return f"answers to {listed(list(chosen.trusted_hosts))}."


def proxies(chosen: Settings) -> str:
    public = public_hosts(chosen)
    if public and chosen.proxies == 0:
        raise Fault(
            f"Floke answers to {listed(public)}, but TRUSTED_PROXIES is not set. TLS is the proxy's work; set it to "
            "the number of your proxies (mostly 1), or everybody counts as one address and links begin with http."
        )
    if chosen.proxies and not public:
        raise Fault("TRUSTED_PROXIES is set, but TRUSTED_HOSTS has no public name: unset it, or name the host.")
    return f"{chosen.proxies} trusted." if chosen.proxies else "none; reached from this machine only."


def cookies(chosen: Settings) -> str:
    if not chosen.secure_cookies and public_hosts(chosen):
        raise Fault(
            f"FLOKE_INSECURE_COOKIES lets sessions travel without TLS, and Floke answers to "
            f"{listed(public_hosts(chosen))}. Unset it."
        )
    return "over TLS only." if chosen.secure_cookies else "without TLS, on this machine only."


def links(chosen: Settings) -> str:
    if chosen.public_url is None:
        return "no letters, so none are needed."
    name = urlsplit(chosen.public_url).hostname
    if name not in chosen.trusted_hosts:
        raise Fault(f"PUBLIC_URL's {name} is not in TRUSTED_HOSTS: whoever follows a link in a letter is turned away.")
    return f"begin with {chosen.public_url}."


def languages(chosen: Settings) -> str:
    missing, old = [], []
    for code in chosen.languages:
        words = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
        if code == "en":
            continue
        compiled = words.with_suffix(".mo")
        if not compiled.exists():
            missing.append(code)
        elif words.exists() and compiled.stat().st_mtime < words.stat().st_mtime:
            old.append(code)
    if missing or old:
        what = listed([f"{code} is missing" for code in missing] + [f"{code} is older than its words" for code in old])
        raise Fault(f"Catalogues: {what}; pages would be in English. Run `pybabel compile -d app/translations`.")
    return f"{listed(list(chosen.languages))}."


def mail(_chosen: Settings) -> str:
    from app.plumbing import mail

    settings = mail.settings()
    if settings is None:
        return "not set up; administrators hand links over themselves."
    mail.try_out()
    return f"{settings.host} lets us in ({settings.tls})."
