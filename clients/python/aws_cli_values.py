"""The AWS CLI: creating, writing and reading values, moving labels, and signatures."""

import base64
import json

import samples
import target
import texts
from aws_cli_case import AwsCliCase


class Values(AwsCliCase):
    """Values from the command line, from files and from JSON input."""

    def test_create_secret_takes_its_input_from_a_file(self):
        name, token, text = samples.name("create"), samples.token(), samples.text()
        made = self.create(
            "create",
            "--client-request-token",
            token,
            "--description",
            "made by a scenario",
            "--tags",
            "Key=team,Value=blue",
            "Key=stage,Value=test",
            "--secret-string",
            f"file://{self.file(text)}",
            name=name,
        )
        self.assertEqual({"ARN", "Name", "VersionId"}, set(made))
        scope = f"arn:aws:secretsmanager:{self.target.region}:{self.target.account}:secret:"
        self.assertRegex(made["ARN"], f"^{scope}{name}-[A-Za-z0-9]{{6}}$")
        self.assertEqual((name, token), (made["Name"], made["VersionId"]))
        self.assertEqual(text, self.get(name)["SecretString"])

    def test_create_secret_takes_json_input(self):
        text = samples.text()
        skeleton = {
            "Name": samples.name("json"),
            "SecretString": text,
            "ClientRequestToken": samples.token(),
            "Tags": [{"Key": "team", "Value": "blue"}],
        }
        path = self.file(json.dumps(skeleton))
        first = self.aws("create-secret", "--cli-input-json", f"file://{path}")
        self.sweep(first["ARN"])
        self.assertEqual(first, self.aws("create-secret", "--cli-input-json", f"file://{path}"))
        self.assertEqual(text, self.get(first["ARN"])["SecretString"])

    def test_create_secret_refuses_a_taken_name_and_an_illegal_one(self):
        made = self.create("taken")
        self.assert_refused(
            "ResourceExistsException",
            texts.name_taken(made["Name"]),
            "create-secret",
            "--name",
            made["Name"],
            "--secret-string",
            samples.text(),
        )
        self.assert_refused(
            "ValidationException",
            texts.ILLEGAL_NAME,
            "create-secret",
            "--name",
            "no spaces",
            "--secret-string",
            samples.text(),
        )

    def test_put_secret_value_moves_current_and_previous(self):
        made, token, text = self.create("put"), samples.token(), samples.text()
        options = ("--secret-id", made["Name"], "--client-request-token", token)
        put = self.aws("put-secret-value", *options, "--secret-string", text)
        self.assertEqual(
            {
                "ARN": made["ARN"],
                "Name": made["Name"],
                "VersionId": token,
                "VersionStages": ["AWSCURRENT"],
            },
            put,
        )
        self.assertEqual(put, self.aws("put-secret-value", *options, "--secret-string", text))
        self.assertEqual(
            {made["VersionId"]: ["AWSPREVIOUS"], token: ["AWSCURRENT"]}, self.stages(made["ARN"])
        )
        self.assert_refused(
            "ResourceExistsException",
            texts.token_taken(token, made["ARN"]),
            "put-secret-value",
            *options,
            "--secret-string",
            samples.text(),
        )

    def test_get_secret_value_selects_by_version_and_label(self):
        text = samples.text()
        made = self.create("get", "--secret-string", text)
        for options in (
            (made["Name"],),
            (samples.partial(made["ARN"]),),
            (made["ARN"], "--version-id", made["VersionId"]),
            (made["ARN"], "--version-stage", "AWSCURRENT"),
        ):
            with self.subTest(options=options):
                got = self.get(*options)
                self.assertEqual(
                    (made["ARN"], made["Name"], made["VersionId"], text, ["AWSCURRENT"]),
                    (
                        got["ARN"],
                        got["Name"],
                        got["VersionId"],
                        got["SecretString"],
                        got["VersionStages"],
                    ),
                )
                self.assertIn("CreatedDate", got)

    def test_get_secret_value_returns_the_bytes_of_a_file(self):
        binary = bytes(range(256)) + samples.CANARY.encode()
        made = self.create("binary", "--secret-binary", f"fileb://{self.file(binary)}")
        got = self.get(made["ARN"])
        self.assertEqual(binary, base64.b64decode(got["SecretBinary"], validate=True))
        self.assertNotIn("SecretString", got)

    def test_get_secret_value_refuses_what_is_missing(self):
        name = samples.name("nowhere")
        self.assert_refused(
            "ResourceNotFoundException", texts.MISSING, "get-secret-value", "--secret-id", name
        )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.no_value("staging label: red"),
            "get-secret-value",
            "--secret-id",
            self.create("label")["ARN"],
            "--version-stage",
            "red",
        )

    def test_batch_get_secret_value_answers_each_secret_alone(self):
        one, missing = self.create("batch"), samples.name("nowhere")
        got = self.aws("batch-get-secret-value", "--secret-id-list", one["Name"], missing)
        self.assertEqual([one["ARN"]], [entry["ARN"] for entry in got["SecretValues"]])
        self.assertEqual(
            [
                {
                    "SecretId": missing,
                    "ErrorCode": "ResourceNotFoundException",
                    "Message": texts.MISSING,
                }
            ],
            got["Errors"],
        )
        self.assert_refused(
            "InvalidParameterException",
            "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
            "batch-get-secret-value",
            "--secret-id-list",
            one["Name"],
            "--filters",
            "Key=name,Values=any",
        )

    def test_batch_get_secret_value_pages_through_a_filter(self):
        prefix = samples.name("batch-pages")
        made = {self.create("page", name=f"{prefix}/{n}")["ARN"] for n in range(3)}
        command = ("batch-get-secret-value", "--filters", f"Key=name,Values={prefix}")
        first = self.aws(*command, "--max-results", "2")
        self.assertEqual(2, len(first["SecretValues"]))
        rest = self.aws(*command, "--max-results", "2", "--next-token", first["NextToken"])
        found = [entry["ARN"] for entry in first["SecretValues"] + rest["SecretValues"]]
        self.assertEqual(3, len(found))
        self.assertEqual(made, set(found))

    def test_update_secret_changes_value_and_description_apart(self):
        made, text = self.create("update", "--description", "before"), samples.text()
        value = self.aws("update-secret", "--secret-id", made["Name"], "--secret-string", text)
        self.assertEqual({"ARN", "Name", "VersionId"}, set(value))
        described = self.aws(
            "update-secret", "--secret-id", made["ARN"], "--description", "after"
        )
        self.assertEqual({"ARN": made["ARN"], "Name": made["Name"]}, described)
        shown = self.describe(made["ARN"])
        self.assertEqual("after", shown["Description"])
        self.assertEqual(text, self.get(made["ARN"])["SecretString"])
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "update-secret",
            "--secret-id",
            samples.name("nowhere"),
            "--description",
            "any",
        )

    def test_update_secret_version_stage_moves_current_back(self):
        made = self.create("stage")
        first = made["VersionId"]
        second = self.aws(
            "put-secret-value", "--secret-id", made["ARN"], "--secret-string", samples.text()
        )["VersionId"]
        move = (
            "update-secret-version-stage",
            "--secret-id",
            made["ARN"],
            "--version-stage",
            "AWSCURRENT",
            "--move-to-version-id",
            first,
        )
        self.assert_refused(
            "InvalidParameterException", texts.label_held("AWSCURRENT", second), *move
        )
        moved = self.aws(*move, "--remove-from-version-id", second)
        self.assertEqual({"ARN": made["ARN"], "Name": made["Name"]}, moved)
        self.assertEqual({first: ["AWSCURRENT"], second: ["AWSPREVIOUS"]}, self.stages(made["ARN"]))


class Signatures(AwsCliCase):
    """What the CLI is told when the server does not know it."""

    def test_signatures_by_wrong_keys_are_refused_where_keys_are_verified(self):
        if self.target.auth != target.STRICT:
            self.skipTest(f"the server is {self.target.auth}")
        self.assert_refused(
            "InvalidSignatureException", texts.WRONG_SIGNATURE, "list-secrets", secret="w" * 40
        )
        self.assert_refused(
            "UnrecognizedClientException",
            texts.UNKNOWN_KEY,
            "list-secrets",
            key="AKIAUNKNOWNUNKNOWN00",
        )
        self.assert_refused(
            "MissingAuthenticationTokenException", texts.UNSIGNED, "list-secrets", signed=False
        )

    def test_signatures_of_any_key_are_accepted_where_they_are_not(self):
        if self.target.auth != target.LENIENT:
            self.skipTest(f"the server is {self.target.auth}")
        made = self.create("anyone")
        self.assertEqual(made["ARN"], self.describe(made["Name"], key="AKIAWHOEVER")["ARN"])
        self.assertEqual(made["ARN"], self.describe(made["Name"], signed=False)["ARN"])
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "describe-secret",
            "--secret-id",
            made["Name"],
            key="123456789012",
        )
