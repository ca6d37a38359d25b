"""boto3: who is let in, with real keys and in lenient mode."""

import samples
import target
import texts
from boto3_case import Boto3Case


class Signatures(Boto3Case):
    """What the server says to callers it does not know."""

    def setUp(self):
        if self.target.auth != self.AUTH:
            self.skipTest(f"the server is {self.target.auth}")


class StrictSignatures(Signatures):
    """Only keys of this server, with their own secret."""

    AUTH = target.STRICT

    def test_signatures_by_a_wrong_secret_are_refused(self):
        wrong = self.connect(secret="w" * 40)
        self.assert_refused(
            "InvalidSignatureException", texts.WRONG_SIGNATURE, wrong.list_secrets
        )

    def test_signatures_by_an_unknown_key_are_refused(self):
        unknown = self.connect(key="AKIAUNKNOWNUNKNOWN00")
        self.assert_refused(
            "UnrecognizedClientException", texts.UNKNOWN_KEY, unknown.list_secrets
        )

    def test_signatures_with_a_foreign_session_token_are_refused(self):
        foreign = self.connect(session_token="token-of-nobody")
        self.assert_refused(
            "UnrecognizedClientException", texts.UNKNOWN_KEY, foreign.list_secrets
        )

    def test_signatures_are_not_optional(self):
        self.assert_refused(
            "MissingAuthenticationTokenException",
            texts.UNSIGNED,
            self.connect(signed=False).list_secrets,
        )


class LenientSignatures(Signatures):
    """Any key is the root of an account, and regions and accounts stay apart."""

    AUTH = target.LENIENT

    def test_signatures_of_any_key_act_as_the_default_account(self):
        made = self.create("anyone")
        for client in (self.connect(key="AKIAWHOEVER"), self.connect(signed=False)):
            self.assertEqual(made["ARN"], client.describe_secret(SecretId=made["Name"])["ARN"])

    def test_signatures_of_twelve_digits_act_as_that_account(self):
        name = samples.name("account")
        other = self.connect(key="123456789012")
        arn = other.create_secret(Name=name, SecretString=samples.text())["ARN"]
        self.addCleanup(other.delete_secret, SecretId=arn, ForceDeleteWithoutRecovery=True)
        self.assertIn(":123456789012:secret:", arn)
        self.assert_refused(
            "ResourceNotFoundException", texts.MISSING, self.client.describe_secret, SecretId=name
        )

    def test_signatures_with_a_session_token_are_verified_or_refused(self):
        session = self.connect(session_token="token-of-nobody")
        self.assert_refused(
            "UnrecognizedClientException", texts.UNKNOWN_KEY, session.list_secrets
        )
