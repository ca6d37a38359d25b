"""boto3: users, groups, roles and policies."""

import json

from botocore.exceptions import ClientError

import samples
from boto3_case import Boto3Case


class Identities(Boto3Case):
    """The life of identities, and what their keys are good for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iam = cls.connect(service="iam")

    def user(self, purpose):
        name = samples.plain_name(purpose)
        self.addCleanup(self.iam.delete_user, UserName=name)
        return self.iam.create_user(UserName=name)["User"]

    def test_identities_of_users_are_made_listed_renamed_and_deleted(self):
        made = self.user("user")
        name = made["UserName"]
        self.assertEqual(f"arn:aws:iam::{self.target.account}:user/{name}", made["Arn"])
        self.assertEqual(made, self.iam.get_user(UserName=name)["User"])
        pages = self.iam.get_paginator("list_users").paginate(
            PaginationConfig={"PageSize": 1}
        )
        self.assertIn(made, [user for page in pages for user in page["Users"]])
        self.assert_answered(
            "EntityAlreadyExists",
            409,
            f"User with name {name.upper()} already exists.",
            self.iam.create_user,
            UserName=name.upper(),
        )
        self.assert_answered(
            "NoSuchEntity",
            404,
            f"The user with name {name}-2 cannot be found.",
            self.iam.get_user,
            UserName=f"{name}-2",
        )
        self.iam.update_user(UserName=name, NewPath="/people/")
        arn = self.iam.get_user(UserName=name)["User"]["Arn"]
        self.assertTrue(arn.endswith(f":user/people/{name}"))

    def test_identities_of_keys_sign_until_they_are_deleted(self):
        name = self.user("signer")["UserName"]
        attachment = {"UserName": name, "PolicyArn": samples.ADMINISTRATOR}
        self.iam.attach_user_policy(**attachment)
        self.addCleanup(self.iam.detach_user_policy, **attachment)
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        pair = (key["AccessKeyId"], key["SecretAccessKey"])
        own = self.connect(*pair, service="iam")
        self.assertEqual(name, own.get_user()["User"]["UserName"])
        self.connect(*pair).list_secrets()
        last = own.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
        self.assertEqual(name, last["UserName"])
        self.iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
        with self.assertRaises(ClientError) as caught:
            own.get_user()
        self.assertEqual("InvalidClientTokenId", caught.exception.response["Error"]["Code"])

    def test_identities_of_groups_and_policies_know_each_other(self):
        name = self.user("member")["UserName"]
        self.iam.create_group(GroupName=name)
        self.addCleanup(self.iam.delete_group, GroupName=name)
        document = samples.identity_policy()
        arn = self.iam.create_policy(PolicyName=name, PolicyDocument=document)["Policy"]["Arn"]
        self.addCleanup(self.iam.delete_policy, PolicyArn=arn)
        self.iam.add_user_to_group(GroupName=name, UserName=name)
        self.iam.attach_group_policy(GroupName=name, PolicyArn=arn)
        members = self.iam.get_group(GroupName=name)["Users"]
        self.assertEqual([name], [user["UserName"] for user in members])
        version = self.iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]
        self.assertEqual(json.loads(document), version["Document"])
        self.assert_answered(
            "DeleteConflict",
            409,
            "Cannot delete a policy attached to entities.",
            self.iam.delete_policy,
            PolicyArn=arn,
        )
        self.iam.detach_group_policy(GroupName=name, PolicyArn=arn)
        self.iam.remove_user_from_group(GroupName=name, UserName=name)

    def test_identities_of_roles_show_their_trust_policy(self):
        name = samples.plain_name("role")
        trust = samples.trust_policy(self.target.account)
        made = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]
        self.addCleanup(self.iam.delete_role, RoleName=name)
        self.assertEqual(json.loads(trust), made["AssumeRolePolicyDocument"])
        self.iam.put_role_policy(
            RoleName=name, PolicyName="own", PolicyDocument=samples.identity_policy()
        )
        self.addCleanup(self.iam.delete_role_policy, RoleName=name, PolicyName="own")
        self.assertEqual(["own"], self.iam.list_role_policies(RoleName=name)["PolicyNames"])
        self.iam.tag_role(RoleName=name, Tags=[{"Key": "team", "Value": "blue"}])
        self.assertEqual(
            [{"Key": "team", "Value": "blue"}], self.iam.get_role(RoleName=name)["Role"]["Tags"]
        )
