"""boto3: accounts, made and closed by Organizations."""

import samples
from boto3_parties import Parties


class Accounts(Parties):
    """The life of an account."""

    def test_accounts_are_made_listed_used_and_closed(self):
        name = samples.plain_name("account")
        email = f"{name}@example.com"
        status = self.organizations.create_account(Email=email, AccountName=name)
        status = status["CreateAccountStatus"]
        self.assertEqual("SUCCEEDED", status["State"])
        asked = self.organizations.describe_create_account_status(
            CreateAccountRequestId=status["Id"]
        )
        self.assertEqual(status, asked["CreateAccountStatus"])
        account = self.organizations.describe_account(AccountId=status["AccountId"])["Account"]
        self.assertEqual((email, name), (account["Email"], account["Name"]))
        pages = self.organizations.get_paginator("list_accounts").paginate(
            PaginationConfig={"PageSize": 1}
        )
        self.assertIn(account, [each for page in pages for each in page["Accounts"]])
        again = self.organizations.create_account(Email=email, AccountName=name)
        again = again["CreateAccountStatus"]
        self.assertEqual(
            ("FAILED", "EMAIL_ALREADY_EXISTS"), (again["State"], again["FailureReason"])
        )
        _, session = self.inside(account["Id"])
        inside = self.connect(**session)
        made = inside.create_secret(Name="own", SecretString=samples.text())
        self.assertIn(f":{account['Id']}:", made["ARN"])
        self.organizations.close_account(AccountId=account["Id"])
        closed = self.organizations.describe_account(AccountId=account["Id"])["Account"]
        self.assertEqual("SUSPENDED", closed["Status"])
        self.assert_refused(
            "UnrecognizedClientException",
            "The security token included in the request is invalid.",
            inside.list_secrets,
        )

    def test_accounts_belong_to_the_one_that_manages_them(self):
        account = self.account()
        organization = self.organizations.describe_organization()["Organization"]
        self.assertEqual(self.target.account, organization["MasterAccountId"])
        _, session = self.inside(account)
        inside = self.connect(**session, service="organizations")
        self.assertEqual(organization, inside.describe_organization()["Organization"])
        self.assert_answered(
            "AccessDeniedException",
            400,
            "You don't have permissions to access this resource.",
            inside.list_accounts,
        )
