"""boto3: resource policies, rotation and replication."""

import json

import samples
import texts
from boto3_case import Boto3Case


class Policies(Boto3Case):
    """The four operations on resource policies."""

    def setUp(self):
        self.policy = samples.policy({"AWS": f"arn:aws:iam::{self.target.account}:root"})

    def test_put_resource_policy_replaces_the_policy(self):
        made = self.create("policy")
        put = self.client.put_resource_policy(
            SecretId=made["Name"], ResourcePolicy=self.policy, BlockPublicPolicy=True
        )
        self.assert_metadata(put)
        self.assertEqual((made["ARN"], made["Name"]), (put["ARN"], put["Name"]))
        other = json.loads(self.policy)
        other["Statement"][0]["Action"] = "secretsmanager:DescribeSecret"
        self.client.put_resource_policy(SecretId=made["ARN"], ResourcePolicy=json.dumps(other))
        got = self.client.get_resource_policy(SecretId=made["ARN"])
        self.assertEqual(other, json.loads(got["ResourcePolicy"]))

    def test_put_resource_policy_refuses_bad_and_broad_policies(self):
        made = self.create("broad")
        for code, message, policy in (
            ("MalformedPolicyDocumentException", texts.POLICY_SYNTAX, "not a policy"),
            ("MalformedPolicyDocumentException", texts.POLICY_SYNTAX, '{"Statement": 1}'),
            ("PublicPolicyException", texts.BROAD_ACCESS, samples.policy("*")),
        ):
            with self.subTest(policy=policy):
                self.assert_refused(
                    code,
                    message,
                    self.client.put_resource_policy,
                    SecretId=made["ARN"],
                    ResourcePolicy=policy,
                    BlockPublicPolicy=True,
                )
        self.assertNotIn("ResourcePolicy", self.client.get_resource_policy(SecretId=made["ARN"]))

    def test_get_resource_policy_prints_it_again(self):
        made = self.create("print")
        self.assertNotIn("ResourcePolicy", self.client.get_resource_policy(SecretId=made["ARN"]))
        self.client.put_resource_policy(SecretId=made["ARN"], ResourcePolicy=self.policy)
        got = self.client.get_resource_policy(SecretId=made["Name"])
        self.assert_metadata(got)
        self.assertEqual((made["ARN"], made["Name"]), (got["ARN"], got["Name"]))
        self.assertIn('"Version" : "2012-10-17"', got["ResourcePolicy"])
        self.assertEqual(json.loads(self.policy), json.loads(got["ResourcePolicy"]))

    def test_get_resource_policy_refuses_missing_and_deleted_secrets(self):
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.get_resource_policy,
            SecretId=samples.name("nowhere"),
        )
        made = self.create("gone")
        self.client.delete_secret(SecretId=made["ARN"])
        self.assert_refused(
            "InvalidRequestException",
            texts.MARKED,
            self.client.get_resource_policy,
            SecretId=made["ARN"],
        )

    def test_delete_resource_policy_succeeds_with_and_without_one(self):
        made = self.create("drop")
        self.client.put_resource_policy(SecretId=made["ARN"], ResourcePolicy=self.policy)
        for _ in range(2):
            deleted = self.client.delete_resource_policy(SecretId=made["Name"])
            self.assert_metadata(deleted)
            self.assertEqual((made["ARN"], made["Name"]), (deleted["ARN"], deleted["Name"]))
            got = self.client.get_resource_policy(SecretId=made["ARN"])
            self.assertNotIn("ResourcePolicy", got)

    def test_delete_resource_policy_refuses_a_missing_secret(self):
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.delete_resource_policy,
            SecretId=samples.name("nowhere"),
        )

    def test_validate_resource_policy_tells_good_from_broad(self):
        made = self.create("validate")
        good = self.client.validate_resource_policy(
            SecretId=made["Name"], ResourcePolicy=self.policy
        )
        self.assert_metadata(good)
        self.assertIs(True, good["PolicyValidationPassed"])
        self.assertEqual([], good["ValidationErrors"])
        broad = self.client.validate_resource_policy(ResourcePolicy=samples.policy("*"))
        self.assertIs(False, broad["PolicyValidationPassed"])
        self.assertIn(
            texts.BROAD_ACCESS_FOUND,
            [finding["ErrorMessage"] for finding in broad["ValidationErrors"]],
        )
        self.assertTrue(all(finding["CheckName"] for finding in broad["ValidationErrors"]))
        self.assertNotIn("ResourcePolicy", self.client.get_resource_policy(SecretId=made["ARN"]))

    def test_validate_resource_policy_refuses_a_missing_secret(self):
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.validate_resource_policy,
            SecretId=samples.name("nowhere"),
            ResourcePolicy=self.policy,
        )


class Rotation(Boto3Case):
    """RotateSecret and CancelRotateSecret with a function that does not get far."""

    def setUp(self):
        self.function = samples.function_arn(self.target.region, self.target.account)

    def rotate(self, secret_id, **members):
        members.setdefault("RotationLambdaARN", self.function)
        members.setdefault("RotationRules", {"AutomaticallyAfterDays": 30})
        return self.client.rotate_secret(SecretId=secret_id, **members)

    def test_rotate_secret_answers_with_the_pending_version(self):
        made, token = self.create("rotate"), samples.token()
        rotated = self.rotate(made["Name"], ClientRequestToken=token)
        self.assert_metadata(rotated)
        self.assertEqual(
            (made["ARN"], made["Name"], token),
            (rotated["ARN"], rotated["Name"], rotated["VersionId"]),
        )
        shown = self.client.describe_secret(SecretId=made["ARN"])
        self.assertIs(True, shown["RotationEnabled"])
        self.assertEqual(self.function, shown["RotationLambdaARN"])
        self.assertEqual({"AutomaticallyAfterDays": 30}, shown["RotationRules"])
        self.assertEqual(["AWSPENDING"], shown["VersionIdsToStages"][token])
        self.assertEqual(["AWSCURRENT"], shown["VersionIdsToStages"][made["VersionId"]])
        self.assertGreater(shown["NextRotationDate"], shown["CreatedDate"])
        self.assert_refused(
            "InvalidRequestException", texts.PENDING, self.rotate, secret_id=made["ARN"]
        )

    def test_rotate_secret_in_the_next_window_leaves_the_current_version(self):
        made = self.create("window")
        self.rotate(
            made["ARN"],
            RotateImmediately=False,
            RotationRules={"ScheduleExpression": "rate(4 hours)", "Duration": "2h"},
        )
        shown = self.client.describe_secret(SecretId=made["ARN"])
        self.assertEqual(["AWSCURRENT"], shown["VersionIdsToStages"][made["VersionId"]])
        self.assertEqual(
            {
                "AutomaticallyAfterDays": 1,
                "Duration": "2h",
                "ScheduleExpression": "rate(4 hours)",
            },
            shown["RotationRules"],
        )
        next_date = shown["NextRotationDate"]
        self.assertEqual((59, 59), (next_date.minute, next_date.second))

    def test_rotate_secret_refuses_bad_rules_and_functions(self):
        made = self.create("rules")
        for members, message in (
            (
                {"RotationRules": {"ScheduleExpression": "rate(3 hours)"}},
                "Rate in hour should be least 4 and less than 24.",
            ),
            (
                {"RotationRules": {"ScheduleExpression": "every day"}},
                "Invalid schedule expression.",
            ),
            (
                {
                    "RotationRules": {
                        "AutomaticallyAfterDays": 1,
                        "ScheduleExpression": "rate(1 day)",
                    }
                },
                "You cannot specify both rotation frequency and schedule expression together.",
            ),
            (
                {"RotationLambdaARN": "arn:aws:s3:::bucket"},
                "Invalid rotation Lambda ARN. Ensure the ARN matches format"
                " arn:aws:lambda:<region>:<account>:function:<functionName>.",
            ),
        ):
            with self.subTest(message=message):
                self.assert_refused(
                    "InvalidParameterException",
                    message,
                    self.rotate,
                    secret_id=made["ARN"],
                    **members,
                )
        self.assert_refused(
            "InvalidRequestException",
            texts.NO_FUNCTION,
            self.client.rotate_secret,
            SecretId=made["ARN"],
        )
        self.assertNotIn("RotationEnabled", self.client.describe_secret(SecretId=made["ARN"]))

    def test_cancel_rotate_secret_keeps_function_and_rules(self):
        made, token = self.create("cancel"), samples.token()
        self.rotate(made["ARN"], ClientRequestToken=token)
        cancelled = self.client.cancel_rotate_secret(SecretId=made["Name"])
        self.assert_metadata(cancelled)
        self.assertEqual(
            (made["ARN"], made["Name"], token),
            (cancelled["ARN"], cancelled["Name"], cancelled["VersionId"]),
        )
        shown = self.client.describe_secret(SecretId=made["ARN"])
        self.assertIs(False, shown["RotationEnabled"])
        self.assertEqual(self.function, shown["RotationLambdaARN"])
        self.assertEqual({"AutomaticallyAfterDays": 30}, shown["RotationRules"])
        self.assertNotIn("NextRotationDate", shown)
        self.assertEqual(["AWSPENDING"], shown["VersionIdsToStages"][token])

    def test_cancel_rotate_secret_refuses_what_never_rotated(self):
        self.assert_refused(
            "InvalidRequestException",
            None,
            self.client.cancel_rotate_secret,
            SecretId=self.create("never")["ARN"],
        )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.cancel_rotate_secret,
            SecretId=samples.name("nowhere"),
        )


class Replication(Boto3Case):
    """Replicas in another region of the same server."""

    def replicate(self, purpose):
        """A secret with a replica, and the replica's ARN."""
        made = self.create(purpose)
        self.client.replicate_secret_to_regions(
            SecretId=made["ARN"], AddReplicaRegions=[{"Region": self.target.replica_region}]
        )
        return made, samples.in_region(made["ARN"], self.target.replica_region)

    def sweep_elsewhere(self, arn):
        self.addCleanup(
            self.elsewhere.delete_secret, SecretId=arn, ForceDeleteWithoutRecovery=True
        )

    def status(self, secret_id):
        shown = self.client.describe_secret(SecretId=secret_id).get("ReplicationStatus", [])
        return {entry["Region"]: entry["Status"] for entry in shown}

    def test_create_secret_starts_its_replicas(self):
        region = self.target.replica_region
        text = samples.text()
        made = self.create(
            "born", SecretString=text, AddReplicaRegions=[{"Region": region}]
        )
        (entry,) = made["ReplicationStatus"]
        self.assertEqual(region, entry["Region"])
        self.assertIn(entry["Status"], ("InProgress", "InSync"))
        got = self.elsewhere.get_secret_value(SecretId=made["Name"])
        self.assertEqual(text, got["SecretString"])

    def test_replicate_secret_to_regions_makes_a_replica_that_follows(self):
        region, made = self.target.replica_region, self.create("replicate")
        answer = self.client.replicate_secret_to_regions(
            SecretId=made["Name"], AddReplicaRegions=[{"Region": region}]
        )
        self.assert_metadata(answer)
        self.assertEqual(made["ARN"], answer["ARN"])
        self.assertNotIn("Name", answer)
        (entry,) = answer["ReplicationStatus"]
        self.assertEqual((region, "InProgress"), (entry["Region"], entry["Status"]))
        self.assertEqual("alias/aws/secretsmanager", entry["KmsKeyId"])
        shown = self.client.describe_secret(SecretId=made["ARN"])
        self.assertEqual(self.target.region, shown["PrimaryRegion"])
        (entry,) = shown["ReplicationStatus"]
        self.assertEqual("InSync", entry["Status"])
        self.assertEqual("Replication succeeded", entry["StatusMessage"])
        text, arn = samples.text(), samples.in_region(made["ARN"], region)
        put = self.client.put_secret_value(SecretId=made["ARN"], SecretString=text)
        got = self.elsewhere.get_secret_value(SecretId=made["Name"])
        self.assertEqual(
            (arn, text, put["VersionId"]), (got["ARN"], got["SecretString"], got["VersionId"])
        )
        replica = self.elsewhere.describe_secret(SecretId=arn)
        self.assertEqual(self.target.region, replica["PrimaryRegion"])
        self.assertNotIn("ReplicationStatus", replica)

    def test_replicate_secret_to_regions_keeps_writers_from_replicas(self):
        made, arn = self.replicate("readonly")
        self.assert_refused(
            "InvalidParameterException",
            texts.REPLICA,
            self.elsewhere.put_secret_value,
            SecretId=arn,
            SecretString=samples.text(),
        )
        self.assert_refused(
            "InvalidParameterException",
            texts.replicated(made["ARN"], self.target.replica_region),
            self.client.delete_secret,
            SecretId=made["ARN"],
        )

    def test_replicate_secret_to_regions_refuses_its_own_region(self):
        self.assert_refused(
            "InvalidParameterException",
            "Invalid replica region.",
            self.client.replicate_secret_to_regions,
            SecretId=self.create("own")["ARN"],
            AddReplicaRegions=[{"Region": self.target.region}],
        )

    def test_remove_regions_from_replication_deletes_the_replica(self):
        made, arn = self.replicate("remove")
        removed = self.client.remove_regions_from_replication(
            SecretId=made["Name"], RemoveReplicaRegions=[self.target.replica_region]
        )
        self.assert_metadata(removed)
        self.assertEqual(made["ARN"], removed["ARN"])
        self.assertNotIn("Name", removed)
        self.assertEqual([], removed.get("ReplicationStatus", []))
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.elsewhere.describe_secret,
            SecretId=arn,
        )
        self.assertEqual({}, self.status(made["ARN"]))

    def test_remove_regions_from_replication_refuses_replicas_and_missing_secrets(self):
        _, arn = self.replicate("inner")
        self.assert_refused(
            "InvalidParameterException",
            texts.REPLICA,
            self.elsewhere.remove_regions_from_replication,
            SecretId=arn,
            RemoveReplicaRegions=[self.target.region],
        )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.remove_regions_from_replication,
            SecretId=samples.name("nowhere"),
            RemoveReplicaRegions=[self.target.replica_region],
        )

    def test_stop_replication_to_replica_makes_it_a_secret_of_its_own(self):
        made, arn = self.replicate("stop")
        self.sweep_elsewhere(arn)
        stopped = self.elsewhere.stop_replication_to_replica(SecretId=made["Name"])
        self.assert_metadata(stopped)
        self.assertEqual(arn, stopped["ARN"])
        self.assertNotIn("Name", stopped)
        text = samples.text()
        self.elsewhere.put_secret_value(SecretId=arn, SecretString=text)
        self.assertEqual(text, self.elsewhere.get_secret_value(SecretId=arn)["SecretString"])
        self.assertNotEqual(text, self.value(made["ARN"]))
        self.assertNotIn("PrimaryRegion", self.elsewhere.describe_secret(SecretId=arn))
        self.assertEqual({}, self.status(made["ARN"]))

    def test_stop_replication_to_replica_refuses_a_primary(self):
        made, _ = self.replicate("primary")
        self.assert_refused(
            "InvalidParameterException",
            None,
            self.client.stop_replication_to_replica,
            SecretId=made["ARN"],
        )
