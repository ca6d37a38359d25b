"""The server under test, as the environment describes it."""

import os
import uuid
from dataclasses import dataclass

LENIENT = "lenient"
STRICT = "strict"

# One mark for everything that a run leaves in names, so that runs never meet.
RUN = uuid.uuid4().hex[:12]


@dataclass(frozen=True)
class Target:
    """Where the server is, and who calls it."""

    endpoint: str
    auth: str
    account: str
    region: str
    replica_region: str
    access_key_id: str
    secret_access_key: str
    issuer_key: str | None


def from_environment():
    """Reads the variables whose names begin with STRONGROOM, and those of AWS."""
    auth = os.environ.get("STRONGROOM_AUTH", LENIENT)
    if auth not in (LENIENT, STRICT):
        raise SystemExit(f"STRONGROOM_AUTH must be {LENIENT} or {STRICT}")
    endpoint = os.environ.get("STRONGROOM_ENDPOINT")
    if not endpoint:
        raise SystemExit("STRONGROOM_ENDPOINT must name the server, as http://127.0.0.1:3000")
    region = os.environ.get("AWS_REGION", "us-east-1")
    return Target(
        endpoint=endpoint,
        auth=auth,
        account=os.environ.get("STRONGROOM_ACCOUNT", "000000000000"),
        region=region,
        replica_region="eu-west-1" if region != "eu-west-1" else "us-east-1",
        access_key_id=os.environ.get("AWS_ACCESS_KEY_ID", "anyone"),
        secret_access_key=os.environ.get("AWS_SECRET_ACCESS_KEY", "anything"),
        issuer_key=os.environ.get("STRONGROOM_ISSUER_KEY"),
    )
