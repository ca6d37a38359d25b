"""The AWS CLI: users, groups, roles and policies."""

import json

import samples
from aws_cli_case import AwsCliCase, Refused


class Identities(AwsCliCase):
    """The life of identities, and what their keys are good for."""

    SERVICE = "iam"

    def user(self, purpose):
        name = samples.plain_name(purpose)
        self.addCleanup(self.aws, "delete-user", "--user-name", name)
        return self.aws("create-user", "--user-name", name)["User"]

    def test_identities_of_users_are_made_listed_and_refused_twice(self):
        made = self.user("user")
        name = made["UserName"]
        self.assertEqual(f"arn:aws:iam::{self.target.account}:user/{name}", made["Arn"])
        self.assertEqual(made, self.aws("get-user", "--user-name", name)["User"])
        self.assertIn(made, self.aws("list-users", "--page-size", "1")["Users"])
        self.assert_refused(
            "EntityAlreadyExists",
            f"User with name {name} already exists.",
            "create-user",
            "--user-name",
            name,
        )
        self.assert_refused(
            "NoSuchEntity",
            f"The user with name {name}-2 cannot be found.",
            "get-user",
            "--user-name",
            f"{name}-2",
        )

    def test_identities_of_keys_sign_until_they_are_turned_off(self):
        named = ("--user-name", self.user("signer")["UserName"])
        attachment = (*named, "--policy-arn", samples.ADMINISTRATOR)
        self.aws("attach-user-policy", *attachment)
        self.addCleanup(self.aws, "detach-user-policy", *attachment)
        key = self.aws("create-access-key", *named)["AccessKey"]
        pair = {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}
        meant = (*named, "--access-key-id", key["AccessKeyId"])
        self.addCleanup(self.aws, "delete-access-key", *meant)
        self.assertEqual(named[1], self.aws("get-user", **pair)["User"]["UserName"])
        self.aws("update-access-key", *meant, "--status", "Inactive")
        with self.assertRaises(Refused) as caught:
            self.aws("get-user", **pair)
        self.assertEqual("InvalidClientTokenId", caught.exception.code)

    def test_identities_of_roles_and_policies_read_documents_from_files(self):
        name = samples.plain_name("role")
        trust = samples.trust_policy(self.target.account)
        document = samples.identity_policy()
        role = self.aws(
            "create-role",
            "--role-name",
            name,
            "--assume-role-policy-document",
            "file://" + self.file(trust),
        )["Role"]
        self.addCleanup(self.aws, "delete-role", "--role-name", name)
        self.assertEqual(json.loads(trust), role["AssumeRolePolicyDocument"])
        arn = self.aws(
            "create-policy",
            "--policy-name",
            name,
            "--policy-document",
            "file://" + self.file(document),
        )["Policy"]["Arn"]
        self.addCleanup(self.aws, "delete-policy", "--policy-arn", arn)
        attachment = ("--role-name", name, "--policy-arn", arn)
        self.aws("attach-role-policy", *attachment)
        self.addCleanup(self.aws, "detach-role-policy", *attachment)
        listed = self.aws("list-attached-role-policies", "--role-name", name)
        self.assertEqual(
            [{"PolicyName": name, "PolicyArn": arn}], listed["AttachedPolicies"]
        )
        version = self.aws("get-policy-version", "--policy-arn", arn, "--version-id", "v1")
        self.assertEqual(json.loads(document), version["PolicyVersion"]["Document"])
