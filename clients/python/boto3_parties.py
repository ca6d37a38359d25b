"""What the scenarios of boto3 that need more than one caller stand on."""

import samples
from boto3_case import Boto3Case


class Parties(Boto3Case):
    """Users, roles and accounts, with a broom for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iam = cls.connect(service="iam")
        cls.sts = cls.connect(service="sts")
        cls.kms = cls.connect(service="kms")
        cls.organizations = cls.connect(service="organizations")

    def user(self, purpose, policy):
        """Makes a user with a policy and an access key; returns its ARN and its credentials."""
        name = samples.plain_name(purpose)
        arn = self.iam.create_user(UserName=name)["User"]["Arn"]
        self.addCleanup(self.iam.delete_user, UserName=name)
        self.iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy)
        self.addCleanup(self.iam.delete_user_policy, UserName=name, PolicyName="own")
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        self.addCleanup(
            self.iam.delete_access_key, UserName=name, AccessKeyId=key["AccessKeyId"]
        )
        return arn, {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}

    def role(self, purpose, policy, trust=None, **members):
        """Makes a role with a policy, which the account may assume; returns its ARN."""
        name = samples.plain_name(purpose)
        trust = trust or samples.trust_policy(self.target.account)
        made = self.iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=trust, **members
        )["Role"]
        self.addCleanup(self.iam.delete_role, RoleName=name)
        self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy)
        self.addCleanup(self.iam.delete_role_policy, RoleName=name, PolicyName="own")
        return made["Arn"]

    def assume(self, role, session="session", by=None, **members):
        """Takes on a role; returns the ARN of the session and its credentials."""
        answer = (by or self.sts).assume_role(
            RoleArn=role, RoleSessionName=session, **members
        )
        return answer["AssumedRoleUser"]["Arn"], credentials(answer)

    def account(self):
        """Makes an account, which is closed after the scenario."""
        name = samples.plain_name("account")
        status = self.organizations.create_account(
            Email=f"{name}@example.com", AccountName=name
        )["CreateAccountStatus"]
        self.assertEqual("SUCCEEDED", status["State"])
        self.addCleanup(self.organizations.close_account, AccountId=status["AccountId"])
        return status["AccountId"]

    def inside(self, account, session="inside"):
        """Takes on the role that an account's makers have in it."""
        role = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
        return self.assume(role, session)

    def key(self):
        """Makes a customer managed key; returns its ARN."""
        arn = self.kms.create_key(Description=samples.name("key"))["KeyMetadata"]["Arn"]
        self.addCleanup(self.kms.schedule_key_deletion, KeyId=arn, PendingWindowInDays=7)
        return arn


def credentials(answer):
    """What connects as the session of an answer of STS."""
    issued = answer["Credentials"]
    return {
        "key": issued["AccessKeyId"],
        "secret": issued["SecretAccessKey"],
        "session_token": issued["SessionToken"],
    }
