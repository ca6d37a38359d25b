"""Names, values and documents for scenarios; nothing here knows a client."""

import itertools
import json
import uuid

from target import RUN

# Searched for in everything the server leaves behind; it must never be found there.
CANARY = "canary-7f3a-strongroom"

# The policy that allows everything.
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"

_numbers = itertools.count(1)


def name(purpose):
    """A name that no other scenario and no other run has."""
    return f"clients/{RUN}/{purpose}-{next(_numbers)}"


def plain_name(purpose):
    """The same for identities, whose names have no slash."""
    return name(purpose).replace("/", "-")


def text(purpose="value"):
    """A secret value that no other call returns."""
    return json.dumps({"password": f"{CANARY} {purpose} {next(_numbers)}"})


def token():
    return str(uuid.uuid4())


def policy(principal, effect="Allow", action="secretsmanager:GetSecretValue"):
    """A resource policy of one statement."""
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def identity_policy():
    """A policy of a user, group or role."""
    statement = {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust_policy(account):
    """A policy that lets an account assume a role."""
    statement = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def function_arn(region, account):
    return f"arn:aws:lambda:{region}:{account}:function:rotate-{RUN}"


def in_region(arn, region):
    """The ARN with its region replaced."""
    parts = arn.split(":", 6)
    return ":".join([*parts[:3], region, *parts[4:]])


def partial(arn):
    """The ARN without its hyphen and six characters."""
    return arn[:-7]


# The 23 operations of API version 2017-10-17.
OPERATIONS = (
    "BatchGetSecretValue",
    "CancelRotateSecret",
    "CreateSecret",
    "DeleteResourcePolicy",
    "DeleteSecret",
    "DescribeSecret",
    "GetRandomPassword",
    "GetResourcePolicy",
    "GetSecretValue",
    "ListSecretVersionIds",
    "ListSecrets",
    "PutResourcePolicy",
    "PutSecretValue",
    "RemoveRegionsFromReplication",
    "ReplicateSecretToRegions",
    "RestoreSecret",
    "RotateSecret",
    "StopReplicationToReplica",
    "TagResource",
    "UntagResource",
    "UpdateSecret",
    "UpdateSecretVersionStage",
    "ValidateResourcePolicy",
)
