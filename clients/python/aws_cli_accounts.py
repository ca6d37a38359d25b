"""The AWS CLI: accounts, made and closed by Organizations."""

import samples
from aws_cli_parties import Parties


class Accounts(Parties):
    """The life of an account."""

    SERVICE = "organizations"

    def test_accounts_are_made_listed_used_and_closed(self):
        name = samples.plain_name("account")
        named = ("--account-name", name, "--email", f"{name}@example.com")
        status = self.aws("create-account", *named)["CreateAccountStatus"]
        asked = self.aws(
            "describe-create-account-status", "--create-account-request-id", status["Id"]
        )
        self.assertEqual(status, asked["CreateAccountStatus"])
        account = status["AccountId"]
        meant = ("--account-id", account)
        shown = self.aws("describe-account", *meant)["Account"]
        self.assertEqual((name, "ACTIVE"), (shown["Name"], shown["Status"]))
        self.assertIn(shown, self.aws("list-accounts", "--page-size", "1")["Accounts"])
        again = self.aws("create-account", *named)["CreateAccountStatus"]
        self.assertEqual("EMAIL_ALREADY_EXISTS", again["FailureReason"])
        inside = self.inside(account)
        self.assertEqual(account, self.sts("get-caller-identity", **inside)["Account"])
        organization = self.aws("describe-organization", **inside)["Organization"]
        self.assertEqual(self.target.account, organization["MasterAccountId"])
        self.assert_refused(
            "AccessDeniedException",
            "You don't have permissions to access this resource.",
            "list-accounts",
            **inside,
        )
        self.aws("close-account", *meant)
        self.assert_refused(
            "UnrecognizedClientException",
            "The security token included in the request is invalid.",
            "describe-organization",
            **inside,
        )
