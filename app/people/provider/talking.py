"""Speaking with the provider: discovery, the address to send a browser to, and code for ID token.

OpenID Connect Core 1.0 with the authorization code, PKCE (RFC 7636, S256), the issuer in the answer (RFC 9207) and the
advice of RFC 9700. Every call has a time limit and follows no redirect; every address of the provider is https.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from app.config import ProviderSettings
from app.config.provider import is_safe
from app.people.provider.assertions import Assertion, assertion
from app.people.provider.failures import Failed, Failure
from app.people.provider.rounds import Round

log = logging.getLogger(__name__)

# To connect, and between two bytes of the answer, in seconds.
TIME_LIMIT = (3.05, 8)
# How long what the provider says of itself is believed; a key it has not told of is asked for at once.
KEEPS = timedelta(hours=1)
# How much the two clocks may differ, and how old a token fresh from the provider can be.
SKEW = timedelta(seconds=60)
FRESH = timedelta(minutes=5)
# Keys that only the provider has. None of the «none» and «HS…» kind, which anybody or we could sign with.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the provider says of itself (OpenID Connect Discovery 1.0)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    end_session_endpoint: str | None
    names_itself: bool
    algorithms: tuple[str, ...]
    client_auth: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Keys:
    jwks: dict[str, Any]
    read_at: datetime


class Provider:
    """One provider and what is known of it; safe to share between threads."""

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._metadata: Metadata | None = None
        self._keys: Keys | None = None

    def address_for(self, trip: Round, return_address: str, *, languages: str, now: datetime) -> str:
        """Where to send the browser. Raises :class:`Failed` when the provider does not answer."""
        settings, metadata = self.settings, self.metadata(now=now)
        extra = {"ui_locales": languages}
        if settings.acr_values:
            extra["acr_values"] = " ".join(settings.acr_values)
        if settings.authorization_details:
            extra["authorization_details"] = settings.authorization_details
        with self._client(metadata, return_address) as client:
            address, _ = client.create_authorization_url(
                metadata.authorization_endpoint,
                state=trip.state,
                nonce=trip.nonce,
                code_verifier=trip.verifier,
                **extra,
            )
        return str(address)

    def assertion_for(self, trip: Round, answer: Mapping[str, str], return_address: str, *, now: datetime) -> Assertion:
        """What the provider says of whoever came back with this answer. Raises :class:`Failed`."""
        metadata = self.metadata(now=now)
        issuer = answer.get("iss")
        if (issuer is not None or metadata.names_itself) and issuer != self.settings.issuer:
            raise Failed(Failure.NOT_GENUINE, "the answer names another issuer")
        if "error" in answer or not answer.get("code"):
            raise Failed(Failure.DECLINED, _word(answer.get("error", "no code")))
        token = self._token(metadata, trip, answer["code"], return_address)
        claims = self._verified(metadata, token, trip, now=now)
        return assertion({**claims, **self._told_apart(metadata, token, claims)}, self.settings)

    def sign_out_address(self, return_address: str) -> str | None:
        """Where one signs out of the provider too, as far as it has told; no call is made for it.

        No token is kept for a hint (it may hold a national identity number), so the provider asks the person.
        """
        with self._lock:
            metadata = self._metadata
        if metadata is None or metadata.end_session_endpoint is None:
            return None
        words = urlencode({"client_id": self.settings.client_id, "post_logout_redirect_uri": return_address})
        return f"{metadata.end_session_endpoint}{'&' if '?' in metadata.end_session_endpoint else '?'}{words}"

    def metadata(self, *, now: datetime) -> Metadata:
        """What the provider says of itself, read anew every hour. Raises :class:`Failed`."""
        with self._lock:
            known = self._metadata
        if known is not None and abs(now - known.read_at) < KEEPS:
            return known
        found = self._fetched(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        read = self._read(found, now)
        with self._lock:
            self._metadata = read
        return read

    def _read(self, found: Mapping[str, Any], now: datetime) -> Metadata:
        if found.get("issuer") != self.settings.issuer:
            raise Failed(Failure.NOT_GENUINE, "the provider calls itself something else than OIDC_ISSUER")
        needed = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        ends, tells = found.get("end_session_endpoint") or None, found.get("userinfo_endpoint") or None
        told = [*needed, *(address for address in (ends, tells) if address is not None)]
        if not all(isinstance(address, str) and is_safe(address) for address in told):
            raise Failed(Failure.NOT_GENUINE, "an address of the provider is missing or not https")
        ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        said = found.get("id_token_signing_alg_values_supported") or ["RS256"]
        authorization, token, keys = (str(address) for address in needed)
        return Metadata(
            authorization_endpoint=authorization,
            token_endpoint=token,
            jwks_uri=keys,
            userinfo_endpoint=tells,
            end_session_endpoint=ends,
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
            algorithms=tuple(name for name in ALGORITHMS if name in said),
            client_auth="client_secret_basic" if "client_secret_basic" in ways else "client_secret_post",
            read_at=now,
        )

    def _fetched(self, address: str, *, token: str = "") -> dict[str, Any]:
        import requests

        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            answer = requests.get(address, headers=headers, timeout=TIME_LIMIT, allow_redirects=False)
            if answer.status_code != 200:
                raise Failed(Failure.UNREACHABLE, f"{address} answered {answer.status_code}")
            found = answer.json()
        except (requests.RequestException, ValueError) as fault:
            raise Failed(Failure.UNREACHABLE, f"{address}: {type(fault).__name__}") from fault
        if not isinstance(found, dict):
            raise Failed(Failure.UNREACHABLE, f"{address} answered no object")
        return found

    def _client(self, metadata: Metadata, return_address: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            scope=" ".join(self.settings.scopes),
            redirect_uri=return_address,
            code_challenge_method="S256",
            token_endpoint_auth_method=metadata.client_auth,
            default_timeout=TIME_LIMIT,
        )

    def _token(self, metadata: Metadata, trip: Round, code: str, return_address: str) -> Mapping[str, Any]:
        """The answer to the code, which holds only once. What the provider objects to is logged by its short name."""
        from authlib.integrations.base_client import OAuthError
        from requests import RequestException

        try:
            with self._client(metadata, return_address) as client:
                found = client.fetch_token(
                    metadata.token_endpoint, code=code, code_verifier=trip.verifier, allow_redirects=False
                )
        except OAuthError as fault:
            raise Failed(Failure.DECLINED, f"token endpoint: {_word(fault.error)}") from None
        except (RequestException, ValueError) as fault:
            raise Failed(Failure.UNREACHABLE, f"token endpoint: {type(fault).__name__}") from None
        if not isinstance(found, Mapping) or not isinstance(found.get("id_token"), str):
            raise Failed(Failure.NOT_GENUINE, "no ID token")
        return found

    def _verified(
        self, metadata: Metadata, token: Mapping[str, Any], trip: Round, *, now: datetime
    ) -> Mapping[str, Any]:
        """The claims of the ID token, by OpenID Connect Core 1.0, section 3.1.3.7. Raises :class:`Failed`."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        registry = JWSRegistry(algorithms=list(metadata.algorithms), strict_check_header=False)

        def decoded(keys: Keys) -> Any:
            own = KeySet.import_key_set(keys.jwks)  # type: ignore[arg-type]  # whatever was fetched; it looks for itself
            return jwt.decode(token["id_token"], own, registry=registry)

        try:
            keys = self._known_keys(metadata, now)
            try:
                found = decoded(keys)
            except (JoseError, ValueError):
                # The provider may have changed its keys since; believed once more if they are not fresh already.
                newer = self._newer_keys(metadata, keys, now)
                if newer is None:
                    raise
                found = decoded(newer)
            claims = CodeIDToken(
                found.claims,
                found.header,
                {
                    "iss": {"essential": True, "value": self.settings.issuer},
                    "aud": {"essential": True, "value": self.settings.client_id},
                    "nonce": {"essential": True, "value": trip.nonce},
                },
                {
                    "nonce": trip.nonce,
                    "client_id": self.settings.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(now=int(now.timestamp()), leeway=int(SKEW.total_seconds()))
            age = now.timestamp() - float(claims["iat"])
            if not -SKEW.total_seconds() <= age <= (FRESH + SKEW).total_seconds():
                raise Failed(Failure.NOT_GENUINE, "not issued just now")
        except (JoseError, ValueError, TypeError, KeyError) as fault:
            raise Failed(Failure.NOT_GENUINE, _word(f"{type(fault).__name__} {getattr(fault, 'claim', '')}")) from None
        return dict(claims)

    def _told_apart(self, metadata: Metadata, token: Mapping[str, Any], claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """Name, address and groups where the ID token leaves them out: a provider may keep them for its UserInfo
        endpoint (OpenID Connect Core 1.0, section 5.4). An address and what vouches for it come from one place.
        """
        settings = self.settings
        wanted = {"profile": "name", "email": "email"}
        missing = [claim for scope, claim in wanted.items() if scope in settings.scopes and claim not in claims]
        if settings.roles and settings.groups_claim not in claims:
            missing.append(settings.groups_claim)
        access = token.get("access_token")
        if not missing or metadata.userinfo_endpoint is None or not isinstance(access, str):
            return {}
        found = self._fetched(metadata.userinfo_endpoint, token=access)
        if found.get("sub") != claims["sub"]:
            raise Failed(Failure.NOT_GENUINE, "UserInfo is of somebody else")
        told = {claim: found[claim] for claim in missing if claim in found}
        if "email" in told:
            told[settings.verified_claim] = found.get(settings.verified_claim)
        return told

    def _known_keys(self, metadata: Metadata, now: datetime) -> Keys:
        with self._lock:
            known = self._keys
        if known is not None and abs(now - known.read_at) < KEEPS:
            return known
        return self._keys_now(metadata, now)

    def _newer_keys(self, metadata: Metadata, known: Keys, now: datetime) -> Keys | None:
        return None if known.read_at == now else self._keys_now(metadata, now)

    def _keys_now(self, metadata: Metadata, now: datetime) -> Keys:
        read = Keys(self._fetched(metadata.jwks_uri), now)
        with self._lock:
            self._keys = read
        return read


def _word(text: object) -> str:
    """What somebody else wrote, made harmless for the log: a short name and nothing more."""
    return "".join(letter for letter in str(text) if letter.isascii() and (letter.isalnum() or letter in "_ ."))[:60]
