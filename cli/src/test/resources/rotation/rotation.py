"""Rotation of a database user's password in four steps, by the calls that published functions make.

A strategy says whose password is changed and who changes it; a database knows how to log in and
how to change one. Nothing is kept between calls: each step reads what it needs from the secret.
"""

import json
import logging
import os

import boto3

CURRENT = "AWSCURRENT"
PENDING = "AWSPENDING"
PREVIOUS = "AWSPREVIOUS"

DEFAULT_LENGTH = 32

logger = logging.getLogger()
logger.setLevel(logging.INFO)


def flag(name, default=False):
    """Returns a variable that is true or false."""
    text = os.environ.get(name)
    return default if text is None else text.lower() in ("true", "1", "y", "yes")


class Secret:
    """A secret in rotation, and the version that is being made."""

    def __init__(self, event):
        self.arn = event["SecretId"]
        self.version = event["ClientRequestToken"]
        self.client = boto3.client(
            "secretsmanager", endpoint_url=os.environ["SECRETS_MANAGER_ENDPOINT"]
        )

    def describe(self):
        return self.client.describe_secret(SecretId=self.arn)

    def is_done(self):
        """Tells whether the version is current already; raises if it is not being made."""
        described = self.describe()
        if not described["RotationEnabled"]:
            raise ValueError(f"{self.arn} is not enabled for rotation")
        labels = described["VersionIdsToStages"].get(self.version)
        if labels is None:
            raise ValueError(f"{self.arn} has no version {self.version}")
        if CURRENT in labels:
            return True
        if PENDING not in labels:
            raise ValueError(f"{self.version} of {self.arn} is not pending")
        return False

    def value(self, database, stage, arn=None):
        """Returns the login under a label, which must be one for this kind of database."""
        asked = {"SecretId": arn or self.arn, "VersionStage": stage}
        if stage == PENDING:
            asked["VersionId"] = self.version
        login = json.loads(self.client.get_secret_value(**asked)["SecretString"])
        if login.get("engine") not in database.ENGINES:
            raise KeyError(f"the engine must be one of {database.ENGINES}")
        for member in ("host", "username", "password"):
            if member not in login:
                raise KeyError(f"the secret has no {member}")
        return login

    def previous(self, database):
        """Returns the login before the current one, or None."""
        try:
            return self.value(database, PREVIOUS)
        except (self.client.exceptions.ResourceNotFoundException, KeyError):
            return None

    def random_password(self, database):
        return self.client.get_random_password(
            ExcludeCharacters=os.environ.get("EXCLUDE_CHARACTERS", database.EXCLUDED),
            PasswordLength=int(os.environ.get("PASSWORD_LENGTH", DEFAULT_LENGTH)),
            ExcludeNumbers=flag("EXCLUDE_NUMBERS"),
            ExcludePunctuation=flag("EXCLUDE_PUNCTUATION"),
            ExcludeUppercase=flag("EXCLUDE_UPPERCASE"),
            ExcludeLowercase=flag("EXCLUDE_LOWERCASE"),
            RequireEachIncludedType=flag("REQUIRE_EACH_INCLUDED_TYPE", True),
        )["RandomPassword"]

    def put(self, login):
        self.client.put_secret_value(
            SecretId=self.arn,
            ClientRequestToken=self.version,
            SecretString=json.dumps(login),
            VersionStages=[PENDING],
        )

    def make_current(self):
        """Moves AWSCURRENT to the version."""
        for version, labels in self.describe()["VersionIdsToStages"].items():
            if CURRENT in labels:
                if version != self.version:
                    self.client.update_secret_version_stage(
                        SecretId=self.arn,
                        VersionStage=CURRENT,
                        MoveToVersionId=self.version,
                        RemoveFromVersionId=version,
                    )
                return


def encryption(login):
    """Returns whether to use TLS, and whether plain text will do where that fails."""
    wanted = login.get("ssl")
    if isinstance(wanted, str):
        wanted = {"true": True, "false": False}.get(wanted.lower())
    return (wanted, False) if isinstance(wanted, bool) else (True, True)


def connect(database, login):
    """Logs in; returns None if that is refused."""
    tls, plain_will_do = encryption(login)
    connection = database.connect(login, tls)
    if connection is None and plain_will_do:
        connection = database.connect(login, False)
    return connection


def change(connection, statements):
    """Runs statements to the end, or none of those that can be taken back."""
    try:
        statements()
        connection.commit()
    finally:
        connection.close()


def require_same(what, one, other):
    if one != other:
        raise ValueError(f"the pending value has another {what} than the one that logs in")


class SingleUser:
    """One user, who changes the password of its own."""

    def renew(self, login, database):
        return login

    def set(self, secret, database):
        previous = secret.previous(database)
        current = secret.value(database, CURRENT)
        pending = secret.value(database, PENDING)
        connection = connect(database, pending)
        if connection:
            connection.close()
            return
        require_same("username", current["username"], pending["username"])
        require_same("host", current["host"], pending["host"])
        connection = connect(database, current)
        if connection is None and previous:
            require_same("username", previous["username"], pending["username"])
            require_same("host", previous["host"], pending["host"])
            # A previous version may be from before TLS was asked for.
            connection = connect(database, {**previous, "ssl": current.get("ssl")})
        if connection is None:
            raise ValueError("neither the pending, the current nor the previous login works")
        change(connection, lambda: database.change_own_password(connection, pending))


class AlternatingUsers:
    """Two users, the second named after the first, whose passwords a superuser sets in turn."""

    SUFFIX = "_clone"

    def other(self, username, database):
        if username.endswith(self.SUFFIX):
            return username[: -len(self.SUFFIX)]
        name = username + self.SUFFIX
        if len(name) > database.LONGEST_NAME:
            raise ValueError("the name of the other user is too long")
        return name

    def renew(self, login, database):
        return {**login, "username": self.other(login["username"], database)}

    def set(self, secret, database):
        current = secret.value(database, CURRENT)
        pending = secret.value(database, PENDING)
        connection = connect(database, pending)
        if connection:
            connection.close()
            return
        require_same("username", self.other(current["username"], database), pending["username"])
        require_same("host", current["host"], pending["host"])
        # Whoever can write the value must not have a superuser change anybody's password.
        connection = connect(database, current)
        if connection is None:
            raise ValueError("the current login does not work")
        connection.close()
        superuser = secret.value(database, CURRENT, arn=current["masterarn"])
        require_same("host", superuser["host"], pending["host"])
        connection = connect(database, superuser)
        if connection is None:
            raise ValueError("the login of the superuser does not work")
        change(connection, lambda: database.provide(connection, current["username"], pending))


def create(secret, database, strategy):
    login = strategy.renew(secret.value(database, CURRENT), database)
    try:
        secret.value(database, PENDING)
    except secret.client.exceptions.ResourceNotFoundException:
        login["password"] = secret.random_password(database)
        secret.put(login)


def test(secret, database, strategy):
    connection = connect(database, secret.value(database, PENDING))
    if connection is None:
        raise ValueError("the pending login does not work")
    cursor = connection.cursor()
    cursor.execute("SELECT NOW()")
    cursor.fetchall()
    connection.close()


STEPS = {
    "createSecret": create,
    "setSecret": lambda secret, database, strategy: strategy.set(secret, database),
    "testSecret": test,
    "finishSecret": lambda secret, database, strategy: secret.make_current(),
}


def step(event, database, strategy):
    """Takes the step that the event names."""
    secret = Secret(event)
    if secret.is_done():
        logger.info("%s is current already", secret.version)
        return
    STEPS[event["Step"]](secret, database, strategy)
    logger.info("%s of %s is done", event["Step"], secret.arn)
