"""The AWS CLI: logging in with a token of an identity provider."""

import issuer
import samples
from aws_cli_parties import Parties


class WebIdentity(Parties):
    """A program that has a token, and no access key."""

    SERVICE = "sts"
    SUBJECT = "system:serviceaccount:shop:app"

    def setUp(self):
        if self.target.issuer_key is None:
            self.skipTest("the server believes no issuer")
        asked = ("--url", issuer.URL, "--client-id-list", issuer.AUDIENCE)
        made = self.iam("create-open-id-connect-provider", *asked)
        provider = made["OpenIDConnectProviderArn"]
        meant = ("--open-id-connect-provider-arn", provider)
        self.addCleanup(self.iam, "delete-open-id-connect-provider", *meant)
        trust = samples.federated_policy(
            provider, issuer.URL, issuer.AUDIENCE, self.SUBJECT
        )
        self.role_arn = self.role("federated", samples.identity_policy(), trust)

    def token(self, subject=SUBJECT):
        return issuer.token(self.target.issuer_key, subject)

    def test_web_identity_logs_a_program_in(self):
        who = self.run_cli(
            ["aws", "sts", "get-caller-identity"],
            AWS_ENDPOINT_URL=self.target.endpoint,
            AWS_DEFAULT_REGION=self.target.region,
            AWS_ROLE_ARN=self.role_arn,
            AWS_ROLE_SESSION_NAME="pod",
            AWS_WEB_IDENTITY_TOKEN_FILE=self.file(self.token()),
        )
        self.assertEqual(self.target.account, who["Account"])
        self.assertTrue(who["Arn"].endswith("/pod"), who)

    def test_web_identity_of_others_is_refused(self):
        named = ("--role-arn", self.role_arn, "--role-session-name", "pod")
        shown = ("--web-identity-token", self.token())
        answer = self.aws("assume-role-with-web-identity", *named, *shown, signed=False)
        self.assertEqual(self.SUBJECT, answer["SubjectFromWebIdentityToken"])
        self.assert_refused(
            "AccessDenied",
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
            "assume-role-with-web-identity",
            *named,
            "--web-identity-token",
            self.token("system:serviceaccount:shop:other"),
            signed=False,
        )
