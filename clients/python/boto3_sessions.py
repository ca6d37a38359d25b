"""boto3: sessions of STS, and what they may do."""

import samples
import target
import texts
from boto3_parties import Parties, credentials


class Sessions(Parties):
    """Who is calling, and roles that are taken on."""

    def test_sessions_know_who_they_are(self):
        answer = self.sts.get_caller_identity()
        self.assertEqual(self.target.account, answer["Account"])
        kind = "root" if self.target.auth == target.LENIENT else "user/"
        self.assertTrue(
            answer["Arn"].startswith(f"arn:aws:iam::{self.target.account}:{kind}"), answer
        )
        role = self.role("known", samples.identity_policy())
        caller, session = self.assume(role, "who")
        own = self.connect(**session, service="sts").get_caller_identity()
        self.assertEqual(caller, own["Arn"])
        self.assertTrue(own["UserId"].endswith(":who"))
        self.assertEqual(self.target.account, own["Account"])
        self.assert_metadata(own)

    def test_sessions_of_a_role_need_its_external_id(self):
        trust = samples.trust_policy(
            self.target.account, Condition={"StringEquals": {"sts:ExternalId": "of-the-shop"}}
        )
        role = self.role("outside", samples.identity_policy(), trust)
        arn, own = self.user("partner", samples.identity_policy("sts:AssumeRole", role))
        partner = self.connect(**own, service="sts")
        for wrong in ({}, {"ExternalId": "of-another"}):
            self.assert_answered(
                "AccessDenied",
                403,
                f"User: {arn} is not authorized to perform: sts:AssumeRole on resource:"
                f" {role} because no role trust policy allows the sts:AssumeRole action",
                partner.assume_role,
                RoleArn=role,
                RoleSessionName="shop",
                **wrong,
            )
        _, session = self.assume(role, "shop", by=partner, ExternalId="of-the-shop")
        self.assertIn("SecretList", self.connect(**session).list_secrets(MaxResults=1))

    def test_sessions_have_no_more_than_their_own_policy(self):
        arn = self.create("narrow")["ARN"]
        role = self.role("wide", samples.identity_policy())
        narrow = samples.identity_policy("secretsmanager:GetSecretValue", arn)
        caller, session = self.assume(role, Policy=narrow)
        client = self.connect(**session)
        self.assertIn("SecretString", client.get_secret_value(SecretId=arn))
        self.assert_refused(
            "AccessDeniedException",
            texts.not_allowed(caller, "secretsmanager:DescribeSecret", arn, "session"),
            client.describe_secret,
            SecretId=arn,
        )

    def test_sessions_of_users_come_from_their_keys_only(self):
        arn, own = self.user("person", samples.identity_policy())
        answer = self.connect(**own, service="sts").get_session_token(DurationSeconds=900)
        session = credentials(answer)
        inside = self.connect(**session, service="sts")
        self.assertEqual(arn, inside.get_caller_identity()["Arn"])
        self.assertIn("SecretList", self.connect(**session).list_secrets(MaxResults=1))
        self.assert_answered(
            "AccessDenied",
            403,
            "Cannot call GetSessionToken with session credentials",
            inside.get_session_token,
        )
        session["session_token"] = session["session_token"][:-4] + "AAAA"
        self.assert_refused(
            "UnrecognizedClientException",
            texts.UNKNOWN_KEY,
            self.connect(**session).list_secrets,
        )
