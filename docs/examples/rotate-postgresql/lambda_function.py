"""Rotates the password of a PostgreSQL user: a function as it is written for AWS.

The server calls it four times for each rotation, and again from the beginning if a step fails.
"""

import json
import os

import boto3
import pgdb

client = boto3.client("secretsmanager", endpoint_url=os.environ["SECRETS_MANAGER_ENDPOINT"])


def login(arn, stage, **version):
    answer = client.get_secret_value(SecretId=arn, VersionStage=stage, **version)
    return json.loads(answer["SecretString"])


def connect(user):
    return pgdb.connect(
        host=user["host"],
        port=user["port"],
        user=user["username"],
        password=user["password"],
        database="postgres",
    )


def create(arn, token):
    try:
        login(arn, "AWSPENDING", VersionId=token)
    except client.exceptions.ResourceNotFoundException:
        made = client.get_random_password(ExcludeCharacters=":/@\"'\\")["RandomPassword"]
        value = json.dumps({**login(arn, "AWSCURRENT"), "password": made})
        client.put_secret_value(
            SecretId=arn,
            ClientRequestToken=token,
            SecretString=value,
            VersionStages=["AWSPENDING"],
        )


def set_password(arn, token):
    pending = login(arn, "AWSPENDING", VersionId=token)
    try:
        connect(pending).close()
    except pgdb.Error:
        with connect(login(arn, "AWSCURRENT")) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT quote_ident(current_user)")
            name = cursor.fetchone()[0].replace("%", "%%")
            cursor.execute(f"ALTER ROLE {name} PASSWORD %s", (pending["password"],))


def test(arn, token):
    connect(login(arn, "AWSPENDING", VersionId=token)).close()


def finish(arn, token):
    versions = client.describe_secret(SecretId=arn)["VersionIdsToStages"]
    current = next(each for each, stages in versions.items() if "AWSCURRENT" in stages)
    if current != token:
        client.update_secret_version_stage(
            SecretId=arn,
            VersionStage="AWSCURRENT",
            MoveToVersionId=token,
            RemoveFromVersionId=current,
        )


STEPS = {
    "createSecret": create,
    "setSecret": set_password,
    "testSecret": test,
    "finishSecret": finish,
}


def lambda_handler(event, context):
    STEPS[event["Step"]](event["SecretId"], event["ClientRequestToken"])
