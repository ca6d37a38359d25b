"""What the scenarios of the AWS CLI that need more than one caller stand on."""

import json

import samples
from aws_cli_case import AwsCliCase


class Parties(AwsCliCase):
    """Users, roles and accounts, with a broom for them."""

    def user(self, purpose, policy):
        """Makes a user with a policy and an access key; returns its ARN and its credentials."""
        named = ("--user-name", samples.plain_name(purpose))
        arn = self.iam("create-user", *named)["User"]["Arn"]
        self.addCleanup(self.iam, "delete-user", *named)
        own = (*named, "--policy-name", "own")
        self.iam("put-user-policy", *own, "--policy-document", policy)
        self.addCleanup(self.iam, "delete-user-policy", *own)
        key = self.iam("create-access-key", *named)["AccessKey"]
        meant = (*named, "--access-key-id", key["AccessKeyId"])
        self.addCleanup(self.iam, "delete-access-key", *meant)
        return arn, {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}

    def role(self, purpose, policy, trust=None, *options):
        """Makes a role with a policy, which the account may assume; returns its ARN."""
        named = ("--role-name", samples.plain_name(purpose))
        trust = trust or samples.trust_policy(self.target.account)
        made = self.iam(
            "create-role", *named, "--assume-role-policy-document", trust, *options
        )
        self.addCleanup(self.iam, "delete-role", *named)
        own = (*named, "--policy-name", "own")
        self.iam("put-role-policy", *own, "--policy-document", policy)
        self.addCleanup(self.iam, "delete-role-policy", *own)
        return made["Role"]["Arn"]

    def assume(self, role, session, *options, **by):
        """Takes on a role; returns the ARN of the session and its credentials."""
        named = ("--role-arn", role, "--role-session-name", session)
        answer = self.sts("assume-role", *named, *options, **by)
        return answer["AssumedRoleUser"]["Arn"], credentials(answer)

    def account(self):
        """Makes an account, which is closed after the scenario."""
        name = samples.plain_name("account")
        named = ("--account-name", name, "--email", f"{name}@example.com")
        status = self.organizations("create-account", *named)["CreateAccountStatus"]
        self.assertEqual("SUCCEEDED", status["State"])
        meant = ("--account-id", status["AccountId"])
        self.addCleanup(self.organizations, "close-account", *meant)
        return status["AccountId"]

    def inside(self, account):
        """Takes on the role that an account's makers have in it; returns its credentials."""
        role = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
        return self.assume(role, "inside")[1]

    def customer_key(self):
        """Makes a customer managed key; returns its ARN."""
        arn = self.kms("create-key")["KeyMetadata"]["Arn"]
        window = ("--pending-window-in-days", "7")
        self.addCleanup(self.kms, "schedule-key-deletion", "--key-id", arn, *window)
        return arn

    def iam(self, command, *options, **by):
        return self.aws(command, *options, service="iam", **by)

    def sts(self, command, *options, **by):
        return self.aws(command, *options, service="sts", **by)

    def kms(self, command, *options, **by):
        return self.aws(command, *options, service="kms", **by)

    def organizations(self, command, *options, **by):
        return self.aws(command, *options, service="organizations", **by)


def credentials(answer):
    """What commands are run with as the session of an answer of STS."""
    issued = answer["Credentials"]
    return {
        "key": issued["AccessKeyId"],
        "secret": issued["SecretAccessKey"],
        "session_token": issued["SessionToken"],
    }


def tags(**pairs):
    """Tags as the option of a command has them."""
    return json.dumps([{"Key": key, "Value": value} for key, value in pairs.items()])
