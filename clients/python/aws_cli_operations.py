"""The AWS CLI: resource policies, rotation and replication."""

import json

import samples
import texts
from aws_cli_case import AwsCliCase


class Policies(AwsCliCase):
    """The four operations on resource policies, with documents from files."""

    def setUp(self):
        self.policy = samples.policy({"AWS": f"arn:aws:iam::{self.target.account}:root"})

    def put(self, secret_id, policy):
        return (
            "put-resource-policy",
            "--secret-id",
            secret_id,
            "--block-public-policy",
            "--resource-policy",
            f"file://{self.file(policy)}",
        )

    def test_put_resource_policy_reads_a_file(self):
        made = self.create("policy")
        answer = self.aws(*self.put(made["Name"], self.policy))
        self.assertEqual({"ARN": made["ARN"], "Name": made["Name"]}, answer)
        self.assert_refused(
            "PublicPolicyException",
            texts.BROAD_ACCESS,
            *self.put(made["ARN"], samples.policy("*")),
        )
        self.assert_refused(
            "MalformedPolicyDocumentException",
            texts.POLICY_SYNTAX,
            *self.put(made["ARN"], "not a policy"),
        )

    def test_get_resource_policy_prints_it_again(self):
        made = self.create("print")
        bare = self.aws("get-resource-policy", "--secret-id", made["Name"])
        self.assertEqual({"ARN": made["ARN"], "Name": made["Name"]}, bare)
        self.aws(*self.put(made["ARN"], self.policy))
        got = self.aws("get-resource-policy", "--secret-id", made["Name"])
        self.assertEqual(json.loads(self.policy), json.loads(got["ResourcePolicy"]))
        self.aws("delete-secret", "--secret-id", made["ARN"])
        self.assert_refused(
            "InvalidRequestException",
            texts.MARKED,
            "get-resource-policy",
            "--secret-id",
            made["ARN"],
        )

    def test_delete_resource_policy_succeeds_with_and_without_one(self):
        made = self.create("drop")
        self.aws(*self.put(made["ARN"], self.policy))
        for _ in range(2):
            deleted = self.aws("delete-resource-policy", "--secret-id", made["Name"])
            self.assertEqual({"ARN": made["ARN"], "Name": made["Name"]}, deleted)
        got = self.aws("get-resource-policy", "--secret-id", made["Name"])
        self.assertNotIn("ResourcePolicy", got)
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "delete-resource-policy",
            "--secret-id",
            samples.name("nowhere"),
        )

    def test_validate_resource_policy_tells_good_from_broad(self):
        command = ("validate-resource-policy", "--resource-policy")
        good = self.aws(*command, self.policy)
        self.assertEqual({"PolicyValidationPassed": True, "ValidationErrors": []}, good)
        broad = self.aws(*command, samples.policy("*"))
        self.assertIs(False, broad["PolicyValidationPassed"])
        self.assertIn(
            texts.BROAD_ACCESS_FOUND,
            [finding["ErrorMessage"] for finding in broad["ValidationErrors"]],
        )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            *command,
            self.policy,
            "--secret-id",
            samples.name("nowhere"),
        )


class Rotation(AwsCliCase):
    """RotateSecret and CancelRotateSecret, up to where a function would run."""

    def rotate(self, secret_id, *options):
        function = samples.function_arn(self.target.region, self.target.account)
        return (
            "rotate-secret",
            "--secret-id",
            secret_id,
            "--rotation-lambda-arn",
            function,
            *options,
        )

    def test_rotate_secret_answers_with_the_pending_version(self):
        made, token = self.create("rotate"), samples.token()
        command = self.rotate(made["Name"], "--rotation-rules", "AutomaticallyAfterDays=30")
        rotated = self.aws(*command, "--client-request-token", token)
        self.assertEqual({"ARN": made["ARN"], "Name": made["Name"], "VersionId": token}, rotated)
        shown = self.describe(made["ARN"])
        self.assertIs(True, shown["RotationEnabled"])
        self.assertEqual({"AutomaticallyAfterDays": 30}, shown["RotationRules"])
        self.assertEqual(["AWSPENDING"], shown["VersionIdsToStages"][token])
        self.assertIn("NextRotationDate", shown)
        self.assert_refused("InvalidRequestException", texts.PENDING, *command)

    def test_rotate_secret_refuses_bad_rules_and_no_function(self):
        made = self.create("rules")
        self.assert_refused(
            "InvalidParameterException",
            "Duration must be at least 1 hour, at most 24 hour.",
            *self.rotate(made["ARN"], "--rotation-rules"),
            json.dumps({"ScheduleExpression": "rate(10 days)", "Duration": "25h"}),
        )
        self.assert_refused(
            "InvalidRequestException",
            texts.NO_FUNCTION,
            "rotate-secret",
            "--secret-id",
            made["ARN"],
        )

    def test_cancel_rotate_secret_keeps_the_function(self):
        made = self.create("cancel")
        self.assert_refused(
            "InvalidRequestException", None, "cancel-rotate-secret", "--secret-id", made["ARN"]
        )
        self.aws(
            *self.rotate(made["ARN"], "--no-rotate-immediately", "--rotation-rules"),
            json.dumps({"ScheduleExpression": "cron(0 8 1 * ? *)", "Duration": "2h"}),
        )
        cancelled = self.aws("cancel-rotate-secret", "--secret-id", made["Name"])
        self.assertEqual({"ARN": made["ARN"], "Name": made["Name"]}, cancelled)
        shown = self.describe(made["ARN"])
        self.assertIs(False, shown["RotationEnabled"])
        self.assertIn("RotationLambdaARN", shown)
        self.assertEqual("cron(0 8 1 * ? *)", shown["RotationRules"]["ScheduleExpression"])
        self.assertNotIn("NextRotationDate", shown)


class Replication(AwsCliCase):
    """Replicas in another region of the same server."""

    def replicate(self, secret_id):
        return self.aws(
            "replicate-secret-to-regions",
            "--secret-id",
            secret_id,
            "--add-replica-regions",
            f"Region={self.target.replica_region}",
        )

    def remove(self, secret_id):
        return self.aws(
            "remove-regions-from-replication",
            "--secret-id",
            secret_id,
            "--remove-replica-regions",
            self.target.replica_region,
        )

    def test_replicate_secret_to_regions_makes_a_replica(self):
        region, made = self.target.replica_region, self.create("replicate")
        answer = self.replicate(made["Name"])
        self.addCleanup(self.remove, made["ARN"])
        self.assertEqual({"ARN", "ReplicationStatus"}, set(answer))
        self.assertEqual(
            [{"Region": region, "KmsKeyId": "alias/aws/secretsmanager", "Status": "InProgress"}],
            answer["ReplicationStatus"],
        )
        (entry,) = self.describe(made["ARN"])["ReplicationStatus"]
        self.assertEqual(
            ("InSync", "Replication succeeded"), (entry["Status"], entry["StatusMessage"])
        )
        replica = samples.in_region(made["ARN"], region)
        got = self.get(made["Name"], region=region)
        self.assertEqual((replica, made["VersionId"]), (got["ARN"], got["VersionId"]))
        self.assert_refused(
            "InvalidParameterException",
            texts.REPLICA,
            "update-secret",
            "--secret-id",
            replica,
            "--description",
            "any",
            region=region,
        )

    def test_remove_regions_from_replication_deletes_the_replica(self):
        made = self.create("remove")
        self.replicate(made["ARN"])
        removed = self.remove(made["Name"])
        self.assertEqual(made["ARN"], removed["ARN"])
        self.assertEqual([], removed.get("ReplicationStatus", []))
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "describe-secret",
            "--secret-id",
            made["Name"],
            region=self.target.replica_region,
        )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "remove-regions-from-replication",
            "--secret-id",
            samples.name("nowhere"),
            "--remove-replica-regions",
            self.target.replica_region,
        )

    def test_stop_replication_to_replica_makes_it_a_secret_of_its_own(self):
        region, made = self.target.replica_region, self.create("stop")
        self.assert_refused(
            "InvalidParameterException",
            None,
            "stop-replication-to-replica",
            "--secret-id",
            made["ARN"],
        )
        self.replicate(made["ARN"])
        replica = samples.in_region(made["ARN"], region)
        self.sweep(replica, region=region)
        stopped = self.aws(
            "stop-replication-to-replica", "--secret-id", made["Name"], region=region
        )
        self.assertEqual({"ARN": replica}, stopped)
        self.aws(
            "update-secret",
            "--secret-id",
            replica,
            "--description",
            "its own",
            region=region,
        )
        self.assertNotIn("PrimaryRegion", self.describe(replica, region=region))
        self.assertEqual([], self.describe(made["ARN"]).get("ReplicationStatus", []))
