"""What the scenarios of boto3 stand on."""

import unittest
import uuid

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

import samples
import target


class Boto3Case(unittest.TestCase):
    """A client of the server under test, and a broom for the secrets it creates."""

    CLIENT = "boto3"
    target = None

    @classmethod
    def setUpClass(cls):
        cls.target = target.from_environment()
        cls.client = cls.connect()
        cls.elsewhere = cls.connect(region=cls.target.replica_region)

    @classmethod
    def connect(
        cls,
        key=None,
        secret=None,
        session_token=None,
        region=None,
        signed=True,
        service="secretsmanager",
    ):
        """Returns a client that tries once, so that no fault hides behind a retry."""
        return boto3.client(
            service,
            endpoint_url=cls.target.endpoint,
            region_name=region or cls.target.region,
            aws_access_key_id=key or cls.target.access_key_id,
            aws_secret_access_key=secret or cls.target.secret_access_key,
            aws_session_token=session_token,
            config=Config(
                retries={"total_max_attempts": 1},
                signature_version="v4" if signed else UNSIGNED,
            ),
        )

    def create(self, purpose, **members):
        """Creates a secret for one scenario; it has a value unless told otherwise."""
        members.setdefault("SecretString", samples.text(purpose))
        members = {key: value for key, value in members.items() if value is not None}
        name = members.pop("Name", None) or samples.name(purpose)
        created = self.client.create_secret(Name=name, **members)
        self.sweep(created["ARN"])
        return created

    def sweep(self, secret_id):
        """Deletes the secret and its replica after the scenario."""
        self.addCleanup(
            self.client.delete_secret, SecretId=secret_id, ForceDeleteWithoutRecovery=True
        )
        self.addCleanup(self._sweep_replica, secret_id)

    def _sweep_replica(self, secret_id):
        try:
            self.client.remove_regions_from_replication(
                SecretId=secret_id, RemoveReplicaRegions=[self.target.replica_region]
            )
        except ClientError:
            pass  # gone, or scheduled for deletion and so without replicas

    def assert_refused(self, code, message, call, **members):
        """Asserts the class that boto3 gives the error, its text and its status."""
        names = self.client.exceptions
        modelled = code in self.client.meta.service_model.shape_names
        kind = getattr(names, code) if modelled else ClientError
        with self.assertRaises(kind) as caught:
            call(**members)
        answer = caught.exception.response
        self.assertEqual(code, answer["Error"]["Code"])
        if message is not None:
            self.assertEqual(message, answer["Error"]["Message"])
        self.assert_metadata(answer, 400)

    def assert_answered(self, code, status, message, call, **members):
        """Asserts code, status and text of a refusal by a service that has other ones."""
        with self.assertRaises(ClientError) as caught:
            call(**members)
        answer = caught.exception.response
        self.assertEqual(code, answer["Error"]["Code"])
        if message is not None:
            self.assertEqual(message, answer["Error"]["Message"])
        self.assert_metadata(answer, status)

    def assert_metadata(self, answer, status=200):
        metadata = answer["ResponseMetadata"]
        self.assertEqual(status, metadata["HTTPStatusCode"])
        self.assertEqual(metadata["RequestId"], str(uuid.UUID(metadata["RequestId"])))

    def stages(self, secret_id):
        """The labels of each version, as DescribeSecret shows them, sorted."""
        shown = self.client.describe_secret(SecretId=secret_id).get("VersionIdsToStages", {})
        return {version: sorted(labels) for version, labels in shown.items()}

    def value(self, secret_id, **members):
        return self.client.get_secret_value(SecretId=secret_id, **members)["SecretString"]
