"""Sentences of the service that more than one scenario expects."""

MISSING = "Secrets Manager can't find the specified secret."
MARKED = "You can't perform this operation on the secret because it was marked for deletion."
ALREADY_SCHEDULED = (
    "You can't perform this operation on the secret because it was already scheduled for deletion."
)
NAME_SCHEDULED = (
    "You can't create this secret because a secret with this name is already scheduled for"
    " deletion."
)
REPLICA = (
    "Operation not permitted on a replica secret. Call must be made in primary secret's region."
)
BOTH_VALUES = (
    "You can't specify both a binary secret value and a string secret value in the same secret."
)
ILLEGAL_NAME = (
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
    " following: -/_+=.@!"
)
WRONG_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. Check your"
    " AWS Secret Access Key and signing method. Consult the service documentation for details."
)
NO_KEY = "Access to KMS is not allowed"
UNKNOWN_KEY = "The security token included in the request is invalid."
UNSIGNED = "Missing Authentication Token"
PENDING = "A previous rotation isn't complete. That rotation will be reattempted."
NO_FUNCTION = "No Lambda rotation function ARN is associated with this secret."
BROAD_ACCESS = "You can't attach a resource-based policy that allows broad access to the secret."
BROAD_ACCESS_FOUND = (
    "This resource policy grants broad access to your secret. Secrets Manager does not allow"
    " creating and applying such policies in the console."
)
POLICY_SYNTAX = "This resource policy contains a syntax error."


def name_taken(name):
    return f"The operation failed because the secret {name} already exists."


def token_taken(token, arn):
    return (
        f"You can't use ClientRequestToken {token} because that value is already in use for a"
        f" version of secret {arn}."
    )


def no_value(asked):
    return f"Secrets Manager can't find the specified secret value for {asked}"


def label_held(label, version):
    return (
        f"The parameter RemoveFromVersionId can't be empty. Staging label {label} is currently"
        f" attached to version {version}, so you must explicitly reference that version in"
        " RemoveFromVersionId."
    )


def replicated(arn, *regions):
    return f"You can't delete secret {arn} that still has replica regions [{', '.join(regions)}]."


def violation(value, path, constraint):
    return (
        f"1 validation error detected: Value '{value}' at '{path}' failed to satisfy constraint:"
        f" Member must {constraint}"
    )


def not_allowed(caller, action, resource, policy):
    """The sentence of a refusal because no policy of a kind allows."""
    return (
        f"User: {caller} is not authorized to perform: {action} on resource: {resource}"
        f" because no {policy} policy allows the {action} action"
    )
