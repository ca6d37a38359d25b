"""boto3: who may do what: across accounts, with the least privilege, and by tags."""

import samples
import texts
from boto3_parties import Parties

GET = "secretsmanager:GetSecretValue"


class SharedSecret(Parties):
    """A secret under a customer managed key, read from another account."""

    def setUp(self):
        self.key_arn = self.key()
        self.text = samples.text("shared")
        made = self.create("shared", SecretString=self.text, KmsKeyId=self.key_arn)
        self.secret = made["ARN"]
        _, inside = self.inside(account := self.account())
        self.there = self.connect(**inside, service="iam")
        trust = samples.trust_policy(account)
        self.there.create_role(RoleName="reader", AssumeRolePolicyDocument=trust)
        self.role_arn = f"arn:aws:iam::{account}:role/reader"
        self.allow_the_reader(GET, "kms:Decrypt")
        self.allow_on_the_secret()
        self.allow_on_the_key()
        sts = self.connect(**inside, service="sts")
        self.reader, session = self.assume(self.role_arn, "app", by=sts)
        self.reading = self.connect(**session)

    def allow_the_reader(self, *actions):
        self.there.put_role_policy(
            RoleName="reader",
            PolicyName="own",
            PolicyDocument=samples.identity_policy(list(actions)),
        )

    def allow_on_the_secret(self):
        self.client.put_resource_policy(
            SecretId=self.secret, ResourcePolicy=samples.policy({"AWS": self.role_arn})
        )

    def allow_on_the_key(self, reader=None):
        policy = samples.key_policy(self.target.account, reader or self.role_arn)
        self.kms.put_key_policy(KeyId=self.key_arn, PolicyName="default", Policy=policy)

    def assert_reader_refused(self, message):
        self.assert_refused(
            "AccessDeniedException",
            message,
            self.reading.get_secret_value,
            SecretId=self.secret,
        )

    def not_allowed(self, policy):
        return texts.not_allowed(self.reader, GET, self.secret, policy)

    def test_access_from_another_account_takes_the_policies_of_all_three(self):
        answer = self.reading.get_secret_value(SecretId=self.secret)
        self.assertEqual(self.text, answer["SecretString"])
        self.allow_the_reader("secretsmanager:ListSecrets")
        self.assert_reader_refused(self.not_allowed("identity-based"))
        self.allow_the_reader(GET)
        self.assert_reader_refused(texts.NO_KEY)
        self.allow_the_reader(GET, "kms:Decrypt")
        self.client.delete_resource_policy(SecretId=self.secret)
        self.assert_reader_refused(self.not_allowed("resource-based"))
        self.allow_on_the_secret()
        self.allow_on_the_key(reader=self.target.account)
        self.assert_reader_refused(texts.NO_KEY)
        self.allow_on_the_key()
        answer = self.reading.get_secret_value(SecretId=self.secret)
        self.assertEqual(self.text, answer["SecretString"])


class Access(Parties):
    """What policies of one account let their bearers do."""

    def assert_not_allowed(self, caller, action, secret, call, **members):
        message = texts.not_allowed(caller, action, secret, "identity-based")
        self.assert_refused("AccessDeniedException", message, call, SecretId=secret, **members)

    def test_access_of_a_rotation_function_ends_at_its_secret(self):
        arn = self.create("rotated")["ARN"]
        another = self.create("another")["ARN"]
        policy = samples.identity_policy(list(samples.ROTATION), arn)
        caller, session = self.assume(self.role("rotation", policy), "function")
        function = self.connect(**session)
        before = function.describe_secret(SecretId=arn)["VersionIdsToStages"]
        token, new = samples.token(), samples.text("rotated")
        function.put_secret_value(
            SecretId=arn,
            ClientRequestToken=token,
            SecretString=new,
            VersionStages=["AWSPENDING"],
        )
        pending = function.get_secret_value(SecretId=arn, VersionStage="AWSPENDING")
        self.assertEqual(new, pending["SecretString"])
        function.update_secret_version_stage(
            SecretId=arn,
            VersionStage="AWSCURRENT",
            MoveToVersionId=token,
            RemoveFromVersionId=next(iter(before)),
        )
        self.assertEqual(new, self.value(arn))
        self.assert_not_allowed(caller, GET, another, function.get_secret_value)
        self.assert_not_allowed(
            caller, "secretsmanager:DeleteSecret", arn, function.delete_secret
        )
        self.assert_not_allowed(
            caller,
            "secretsmanager:PutResourcePolicy",
            arn,
            function.put_resource_policy,
            ResourcePolicy=samples.policy({"AWS": self.target.account}),
        )

    def test_access_by_tags_is_that_of_the_same_team(self):
        blue = self.create("blue", Tags=[{"Key": "team", "Value": "blue"}])["ARN"]
        red = self.create("red", Tags=[{"Key": "team", "Value": "red"}])["ARN"]
        role = self.role(
            "member",
            samples.identity_policy(GET, Condition=samples.SAME_TEAM),
            samples.trust_policy(self.target.account, ["sts:AssumeRole", "sts:TagSession"]),
            Tags=[{"Key": "team", "Value": "blue"}],
        )
        caller, session = self.assume(role)
        member = self.connect(**session)
        self.assertIn("SecretString", member.get_secret_value(SecretId=blue))
        self.assert_not_allowed(caller, GET, red, member.get_secret_value)
        tags = [{"Key": "team", "Value": "red"}]
        _, session = self.assume(role, Tags=tags)
        guest = self.connect(**session)
        self.assertIn("SecretString", guest.get_secret_value(SecretId=red))
        self.assert_not_allowed(caller, GET, blue, guest.get_secret_value)
        self.client.tag_resource(SecretId=blue, Tags=tags)
        self.assertIn("SecretString", guest.get_secret_value(SecretId=blue))
