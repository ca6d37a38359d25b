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


def identity_policy(action="secretsmanager:*", resource="*", **elements):
    """A policy of a user, group or role; `elements` such as a Condition are added."""
    return document({"Action": action, "Resource": resource, **elements})


def trust_policy(account, action="sts:AssumeRole", **elements):
    """A policy that lets an account assume a role; `elements` replace and are added."""
    return document({"Principal": {"AWS": account}, "Action": action, **elements})


def federated_policy(provider, issuer, audience, subject):
    """A policy that lets a subject of an issuer assume a role."""
    host = issuer.removeprefix("https://")
    condition = {"StringEquals": {f"{host}:aud": audience, f"{host}:sub": subject}}
    return document(
        {
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": condition,
        }
    )


def key_policy(owner, reader):
    """A policy that leaves a key to its account, and lets another principal decrypt."""
    return document(
        {"Principal": {"AWS": owner}, "Action": "kms:*", "Resource": "*"},
        {"Principal": {"AWS": reader}, "Action": "kms:Decrypt", "Resource": "*"},
    )


def document(*statements):
    """A policy of statements that allow."""
    allowing = [{"Effect": "Allow", **statement} for statement in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": allowing})


def function_arn(region, account):
    """A rotator of databases: with secrets that are of none, a rotation stays unfinished."""
    return f"arn:aws:lambda:{region}:{account}:function:builtin-postgresql-single"


def in_region(arn, region):
    """The ARN with its region replaced."""
    parts = arn.split(":", 6)
    return ":".join([*parts[:3], region, *parts[4:]])


def partial(arn):
    """The ARN without its hyphen and six characters."""
    return arn[:-7]


# What a function that rotates one secret needs of Secrets Manager, and nothing else.
ROTATION = (
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetSecretValue",
    "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
)

# Whoever has a tag may read the secrets that have the same.
SAME_TEAM = {
    "StringEquals": {"secretsmanager:ResourceTag/team": "${aws:PrincipalTag/team}"}
}

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
