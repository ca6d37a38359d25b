"""The AWS CLI: sessions of STS, and what they may do."""

import samples
import texts
from aws_cli_case import Refused
from aws_cli_parties import Parties, credentials


class Sessions(Parties):
    """Who is calling, and roles that are taken on."""

    SERVICE = "sts"

    def test_sessions_of_a_role_need_its_external_id(self):
        condition = {"StringEquals": {"sts:ExternalId": "of-the-shop"}}
        trust = samples.trust_policy(self.target.account, Condition=condition)
        role = self.role("outside", samples.identity_policy(), trust)
        arn, partner = self.user("partner", samples.identity_policy("sts:AssumeRole", role))
        self.assertEqual(arn, self.sts("get-caller-identity", **partner)["Arn"])
        named = ("--role-arn", role, "--role-session-name", "shop")
        self.assert_refused(
            "AccessDenied",
            f"User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}"
            " because no role trust policy allows the sts:AssumeRole action",
            "assume-role",
            *named,
            **partner,
        )
        caller, shop = self.assume(role, "shop", "--external-id", "of-the-shop", **partner)
        who = self.sts("get-caller-identity", **shop)
        self.assertEqual((caller, self.target.account), (who["Arn"], who["Account"]))

    def test_sessions_have_no_more_than_their_own_policy(self):
        role = self.role("wide", samples.identity_policy())
        narrow = samples.identity_policy("secretsmanager:ListSecrets")
        caller, session = self.assume(role, "session", "--policy", narrow)
        ours = {"service": "secretsmanager", **session}
        self.assertIn("SecretList", self.aws("list-secrets", "--max-items", "1", **ours))
        action = "secretsmanager:GetRandomPassword"
        self.assert_refused(
            "AccessDeniedException",
            f"User: {caller} is not authorized to perform: {action}"
            f" because no session policy allows the {action} action",
            "get-random-password",
            **ours,
        )

    def test_sessions_of_users_come_from_their_keys_only(self):
        arn, person = self.user("person", samples.identity_policy())
        session = credentials(self.sts("get-session-token", **person))
        self.assertEqual(arn, self.sts("get-caller-identity", **session)["Arn"])
        self.assert_refused(
            "AccessDenied",
            "Cannot call GetSessionToken with session credentials",
            "get-session-token",
            **session,
        )
        with self.assertRaises(Refused) as caught:
            self.sts("get-caller-identity", **{**session, "session_token": "of-nobody"})
        self.assertEqual("InvalidClientTokenId", caught.exception.code)
        self.assertEqual(texts.UNKNOWN_KEY.rstrip("."), caught.exception.message)
