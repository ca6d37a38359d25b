"""The AWS CLI: who may do what: across accounts, with the least privilege, and by tags."""

import samples
import texts
from aws_cli_parties import Parties, tags

GET = "secretsmanager:GetSecretValue"


class Access(Parties):
    """What policies let their bearers do."""

    def assert_get_refused(self, message, secret_id, **by):
        named = ("--secret-id", secret_id)
        self.assert_refused(
            "AccessDeniedException", message, "get-secret-value", *named, **by
        )

    def test_access_from_another_account_takes_the_policies_of_all_three(self):
        key = self.customer_key()
        secret = self.create("shared", "--kms-key-id", key)["ARN"]
        account = self.account()
        inside = self.inside(account)
        trust = samples.trust_policy(account)
        named = ("--role-name", "reader")
        self.iam("create-role", *named, "--assume-role-policy-document", trust, **inside)
        role = f"arn:aws:iam::{account}:role/reader"
        caller, reader = self.assume(role, "app", **inside)

        def refused(policy):
            message = texts.not_allowed(caller, GET, secret, policy)
            self.assert_get_refused(message, secret, **reader)

        shared = samples.policy({"AWS": role})
        self.aws("put-resource-policy", "--secret-id", secret, "--resource-policy", shared)
        refused("identity-based")
        own = samples.identity_policy([GET, "kms:Decrypt"])
        bearer = (*named, "--policy-name", "own")
        self.iam("put-role-policy", *bearer, "--policy-document", own, **inside)
        self.assert_get_refused(texts.NO_KEY, secret, **reader)
        policy = samples.key_policy(self.target.account, role)
        default = ("--key-id", key, "--policy-name", "default")
        self.kms("put-key-policy", *default, "--policy", policy)
        self.assertIn("SecretString", self.get(secret, **reader))
        self.aws("delete-resource-policy", "--secret-id", secret)
        refused("resource-based")

    def test_access_of_a_rotation_function_ends_at_its_secret(self):
        made = self.create("rotated")
        arn, another = made["ARN"], self.create("another")["ARN"]
        policy = samples.identity_policy(list(samples.ROTATION), arn)
        caller, function = self.assume(self.role("rotation", policy), "function")
        self.describe(arn, **function)
        token, new = samples.token(), samples.text("rotated")
        pending = ("--client-request-token", token, "--version-stages", "AWSPENDING")
        value = ("--secret-id", arn, "--secret-string", new)
        self.aws("put-secret-value", *value, *pending, **function)
        staged = ("--secret-id", arn, "--version-stage", "AWSCURRENT")
        moved = ("--move-to-version-id", token, "--remove-from-version-id", made["VersionId"])
        self.aws("update-secret-version-stage", *staged, *moved, **function)
        self.assertEqual(new, self.get(arn)["SecretString"])
        message = texts.not_allowed(caller, GET, another, "identity-based")
        self.assert_get_refused(message, another, **function)
        action = "secretsmanager:DeleteSecret"
        self.assert_refused(
            "AccessDeniedException",
            texts.not_allowed(caller, action, arn, "identity-based"),
            "delete-secret",
            "--secret-id",
            arn,
            **function,
        )

    def test_access_by_tags_is_that_of_the_same_team(self):
        blue = self.create("blue", "--tags", tags(team="blue"))["ARN"]
        red = self.create("red", "--tags", tags(team="red"))["ARN"]
        role = self.role(
            "member",
            samples.identity_policy(GET, Condition=samples.SAME_TEAM),
            samples.trust_policy(self.target.account, ["sts:AssumeRole", "sts:TagSession"]),
            "--tags",
            tags(team="blue"),
        )
        caller, member = self.assume(role, "session")
        self.assertIn("SecretString", self.get(blue, **member))
        refused = texts.not_allowed(caller, GET, red, "identity-based")
        self.assert_get_refused(refused, red, **member)
        _, guest = self.assume(role, "session", "--tags", tags(team="red"))
        self.assertIn("SecretString", self.get(red, **guest))
        refused = texts.not_allowed(caller, GET, blue, "identity-based")
        self.assert_get_refused(refused, blue, **guest)
