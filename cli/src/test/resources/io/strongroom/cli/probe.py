"""Rotates a secret with what Python itself brings, and notes which other secrets it may read."""
import datetime
import hashlib
import hmac
import json
import os
import ssl
import urllib.error
import urllib.request


def call(operation, **members):
    """Returns the answer of an operation, or None if it was refused."""
    endpoint = os.environ["AWS_ENDPOINT_URL"]
    body = json.dumps(members).encode()
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": endpoint.split("//")[1],
        "x-amz-date": now,
        "x-amz-security-token": os.environ["AWS_SESSION_TOKEN"],
        "x-amz-target": "secretsmanager." + operation,
    }
    signed = ";".join(headers)
    lines = ["POST", "/", ""] + [f"{name}:{value}" for name, value in headers.items()]
    canonical = "\n".join(lines + ["", signed, hashlib.sha256(body).hexdigest()])
    scope = [now[:8], os.environ["AWS_REGION"], "secretsmanager", "aws4_request"]
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = "\n".join(["AWS4-HMAC-SHA256", now, "/".join(scope), digest])
    key = ("AWS4" + os.environ["AWS_SECRET_ACCESS_KEY"]).encode()
    for part in scope + [to_sign]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    credential = os.environ["AWS_ACCESS_KEY_ID"] + "/" + "/".join(scope)
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature={key.hex()}"
    )
    trusted = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])
    request = urllib.request.Request(endpoint + "/", body, headers)
    try:
        with urllib.request.urlopen(request, context=trusted) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        assert json.load(refused)["__type"].endswith("AccessDeniedException")
        return None


def handler(event, context):
    arn, token = event["SecretId"], event["ClientRequestToken"]
    if event["Step"] == "createSecret":
        readable = [n for n in ("superuser", "other") if call("GetSecretValue", SecretId=n)]
        value = "read: " + "".join(name + " " for name in readable)
        print("generated", call("GetRandomPassword", ExcludePunctuation=True)["RandomPassword"])
        current = call("GetSecretValue", SecretId=arn)["SecretString"]
        login = json.loads(current)
        print("current", current, login["username"], login["password"])
        assert call(
            "PutSecretValue",
            SecretId=arn,
            ClientRequestToken=token,
            SecretString=value,
            VersionStages=["AWSPENDING"],
        )
    elif event["Step"] == "finishSecret":
        versions = call("DescribeSecret", SecretId=arn)["VersionIdsToStages"]
        current = next(v for v, stages in versions.items() if "AWSCURRENT" in stages)
        assert call(
            "UpdateSecretVersionStage",
            SecretId=arn,
            VersionStage="AWSCURRENT",
            MoveToVersionId=token,
            RemoveFromVersionId=current,
        )
