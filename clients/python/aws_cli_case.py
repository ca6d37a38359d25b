"""What the scenarios of the AWS CLI stand on: the real command, in a house of its own."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import samples
import target

CLIENT_ERRORS = (254, 255)  # the service refused: version 2 of the CLI, and version 1

_REFUSAL = re.compile(
    r"An error occurred \((?P<code>\w+)\) when calling the (?P<operation>\w+) operation:"
    r" ?(?P<message>.*)",
    re.DOTALL,
)


class Refused(Exception):
    """The service refused a command."""

    def __init__(self, code, operation, message):
        super().__init__(f"{operation}: {code}: {message}")
        self.code, self.operation, self.message = code, operation, message


class AwsCliCase(unittest.TestCase):
    """Runs commands with an empty home directory, and sweeps what scenarios create."""

    CLIENT = "aws-cli"
    SERVICE = "secretsmanager"
    target = None
    home = None

    @classmethod
    def setUpClass(cls):
        cls.target = target.from_environment()
        house = tempfile.TemporaryDirectory(prefix="strongroom-aws-cli-")
        cls.addClassCleanup(house.cleanup)
        cls.home = house.name

    def aws(
        self,
        command,
        *options,
        service=None,
        region=None,
        key=None,
        secret=None,
        session_token=None,
        signed=True,
    ):
        """Runs a command of the service; returns its JSON, or raises Refused."""
        line = ["aws", service or self.SERVICE, command, "--endpoint-url", self.target.endpoint]
        if not signed:
            line.append("--no-sign-request")
        return self.run_cli(
            [*line, *options],
            AWS_DEFAULT_REGION=region or self.target.region,
            AWS_ACCESS_KEY_ID=key or self.target.access_key_id,
            AWS_SECRET_ACCESS_KEY=secret or self.target.secret_access_key,
            **({"AWS_SESSION_TOKEN": session_token} if session_token else {}),
        )

    def run_cli(self, line, **environment):
        """Runs a command line with these variables; returns its JSON, or raises Refused."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.home,
            "LANG": "C.UTF-8",
            "AWS_PAGER": "",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_DEFAULT_OUTPUT": "json",
            **environment,
        }
        done = subprocess.run(
            line, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode in CLIENT_ERRORS:
            refusal = _REFUSAL.search(done.stderr)
            self.assertIsNotNone(refusal, done.stderr)
            self.assertEqual("", done.stdout)
            raise Refused(
                refusal["code"], refusal["operation"], refusal["message"].rstrip("\n")
            )
        self.assertEqual(0, done.returncode, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def assert_refused(self, code, message, command, *options, **how):
        """Asserts the code and the text that the CLI prints for people."""
        with self.assertRaises(Refused) as caught:
            self.aws(command, *options, **how)
        refused = caught.exception
        self.assertEqual(code, refused.code, refused)
        self.assertEqual(command.replace("-", ""), refused.operation.lower())
        if message is not None:
            self.assertEqual(message, refused.message)

    def create(self, purpose, *options, name=None, value=True):
        """Creates a secret for one scenario; it has a value unless told otherwise."""
        if value and not any(option.startswith("--secret-") for option in options):
            options += ("--secret-string", samples.text(purpose))
        name = name or samples.name(purpose)
        made = self.aws("create-secret", "--name", name, *options)
        self.sweep(made["ARN"])
        return made

    def sweep(self, secret_id, region=None):
        self.addCleanup(
            self.aws,
            "delete-secret",
            "--secret-id",
            secret_id,
            "--force-delete-without-recovery",
            region=region,
        )

    def file(self, content):
        """Writes a file for one scenario and returns its absolute path."""
        handle, path = tempfile.mkstemp(dir=self.home)
        os.close(handle)
        self.addCleanup(pathlib.Path(path).unlink)
        if isinstance(content, str):
            content = content.encode()
        pathlib.Path(path).write_bytes(content)
        return path

    def get(self, secret_id, *options, **how):
        return self.aws("get-secret-value", "--secret-id", secret_id, *options, **how)

    def describe(self, secret_id, **how):
        return self.aws("describe-secret", "--secret-id", secret_id, **how)

    def stages(self, secret_id):
        shown = self.describe(secret_id).get("VersionIdsToStages", {})
        return {version: sorted(labels) for version, labels in shown.items()}
