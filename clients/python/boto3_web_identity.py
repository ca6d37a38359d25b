"""boto3: logging in with a token of an identity provider."""

import os
import pathlib
import tempfile
import unittest.mock

import boto3

import issuer
import samples
from boto3_parties import Parties


class WebIdentity(Parties):
    """A program that has a token, and no access key."""

    SUBJECT = "system:serviceaccount:shop:app"

    def setUp(self):
        if self.target.issuer_key is None:
            self.skipTest("the server believes no issuer")
        provider = self.iam.create_open_id_connect_provider(
            Url=issuer.URL, ClientIDList=[issuer.AUDIENCE]
        )["OpenIDConnectProviderArn"]
        self.addCleanup(
            self.iam.delete_open_id_connect_provider, OpenIDConnectProviderArn=provider
        )
        trust = samples.federated_policy(
            provider, issuer.URL, issuer.AUDIENCE, self.SUBJECT
        )
        self.role_arn = self.role("federated", samples.identity_policy(), trust)
        self.unsigned = self.connect(service="sts", signed=False)

    def token(self, subject=SUBJECT, **how):
        return issuer.token(self.target.issuer_key, subject, **how)

    def test_web_identity_logs_a_program_in(self):
        with tempfile.TemporaryDirectory() as directory:
            file = pathlib.Path(directory, "token")
            file.write_text(self.token())
            environment = {
                "PATH": os.environ["PATH"],
                "HOME": directory,
                "AWS_ENDPOINT_URL": self.target.endpoint,
                "AWS_DEFAULT_REGION": self.target.region,
                "AWS_ROLE_ARN": self.role_arn,
                "AWS_ROLE_SESSION_NAME": "pod",
                "AWS_WEB_IDENTITY_TOKEN_FILE": str(file),
            }
            with unittest.mock.patch.dict(os.environ, environment, clear=True):
                session = boto3.Session()
                who = session.client("sts").get_caller_identity()
                self.assertTrue(who["Arn"].endswith("/pod"))
                self.assertIn(f":{self.target.account}:assumed-role/", who["Arn"])
                listed = session.client("secretsmanager").list_secrets(MaxResults=1)
        self.assertIn("SecretList", listed)

    def test_web_identity_is_told_whom_the_token_speaks_of(self):
        answer = self.unsigned.assume_role_with_web_identity(
            RoleArn=self.role_arn, RoleSessionName="pod", WebIdentityToken=self.token()
        )
        self.assertEqual(self.SUBJECT, answer["SubjectFromWebIdentityToken"])
        self.assertEqual(issuer.AUDIENCE, answer["Audience"])

    def test_web_identity_of_others_is_refused(self):
        denied = (
            "AccessDenied",
            403,
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
        )
        expired = ("ExpiredTokenException", 400, None)
        forged = ("InvalidIdentityToken", 400, None)
        cases = (
            (denied, self.token("system:serviceaccount:shop:other")),
            (expired, self.token(seconds=-300)),
            (forged, self.token()[:-8] + "AAAAAAAA"),
        )
        for (code, status, message), token in cases:
            with self.subTest(code):
                self.assert_answered(
                    code,
                    status,
                    message,
                    self.unsigned.assume_role_with_web_identity,
                    RoleArn=self.role_arn,
                    RoleSessionName="pod",
                    WebIdentityToken=token,
                )
