#!/usr/bin/env python3
"""An issuer of web identity tokens for tests; the openssl command makes its key and signs.

    issuer.py DIRECTORY      makes key.pem and jwks.json there, and prints the settings of serve
"""

import base64
import json
import pathlib
import re
import subprocess
import sys
import time

URL = "https://issuer.example.com/clients"
AUDIENCE = "strongroom-clients"
KEY_ID = "first"


def openssl(*arguments, given=None):
    done = subprocess.run(
        ["openssl", *arguments], input=given, stdout=subprocess.PIPE, check=True
    )
    return done.stdout


def encoded(content):
    """Base64 for URLs, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def make(directory):
    """Makes a key, and the key set with its public half."""
    key, keys = directory / "key.pem", directory / "jwks.json"
    size = ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
    openssl("genpkey", "-quiet", *size, "-out", str(key))
    told = openssl("rsa", "-in", str(key), "-noout", "-modulus").decode()
    modulus = bytes.fromhex(re.fullmatch(r"Modulus=(\w+)\s*", told)[1])
    public = {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": KEY_ID,
        "n": encoded(modulus),
        "e": encoded(b"\x01\x00\x01"),
    }
    keys.write_text(json.dumps({"keys": [public]}))
    return {
        "oidc.clients.issuer": URL,
        "oidc.clients.keys": keys,
        "oidc.clients.audiences": AUDIENCE,
    }


def token(key, subject, audience=AUDIENCE, seconds=300):
    """Returns a token about a subject that is good for some time from now on."""
    now = int(time.time())
    header = {"alg": "RS256", "kid": KEY_ID, "typ": "JWT"}
    claims = {
        "iss": URL,
        "aud": audience,
        "sub": subject,
        "iat": now - 600,
        "exp": now + seconds,
    }
    signed = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    signature = openssl("dgst", "-sha256", "-sign", str(key), given=signed.encode())
    return f"{signed}.{encoded(signature)}"


if __name__ == "__main__":
    for name, value in make(pathlib.Path(sys.argv[1]).resolve()).items():
        print(f"{name} = {value}")
