"""boto3: functions, by a service whose operations are paths."""

import io
import json
import zipfile

import samples
import target
from boto3_parties import Parties

ROTATION = "secretsmanager.amazonaws.com"


def package(**files):
    """Returns a zip file of texts by their names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, text in files.items():
            package.writestr(name, text)
    return content.getvalue()


class Functions(Parties):
    """The life of a function, as far as it needs no runtime."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.functions = cls.connect(service="lambda")

    def runner(self):
        """Makes a role that Lambda may take on; returns its ARN."""
        trust = json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": "sts:AssumeRole",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                    }
                ],
            }
        )
        return self.role("runner", samples.identity_policy("logs:*"), trust)

    def rotator(self, **members):
        """Makes a function that runs a built-in rotator, which needs no upload."""
        name = samples.plain_name("rotator")
        made = self.functions.create_function(
            FunctionName=name,
            Runtime="provided.al2023",
            Handler="builtin:generated",
            Role=self.runner(),
            Code={"ZipFile": package()},
            **members,
        )
        self.addCleanup(self.functions.delete_function, FunctionName=name)
        return made

    def test_functions_are_named_by_paths_and_arns(self):
        mark = samples.text("variable")
        made = self.rotator(Environment={"Variables": {"MARK": mark}}, Tags={"a b": "1/2"})
        self.assertEqual(201, made["ResponseMetadata"]["HTTPStatusCode"])
        shown = self.functions.get_function(FunctionName=made["FunctionArn"])
        self.assertEqual(mark, shown["Configuration"]["Environment"]["Variables"]["MARK"])
        self.assertEqual({"a b": "1/2"}, shown["Tags"])
        self.functions.get_waiter("function_active_v2").wait(FunctionName=made["FunctionName"])
        changed = self.functions.update_function_configuration(
            FunctionName=made["FunctionName"], Timeout=60, RevisionId=made["RevisionId"]
        )
        self.assertEqual(60, changed["Timeout"])
        names = [
            function["FunctionName"]
            for page in self.functions.get_paginator("list_functions").paginate(
                PaginationConfig={"PageSize": 3}
            )
            for function in page["Functions"]
        ]
        self.assertIn(made["FunctionName"], names)
        self.assertIn("builtin-postgresql-single", names)
        self.functions.untag_resource(Resource=made["FunctionArn"], TagKeys=["x", "a b"])
        self.assertEqual({}, self.functions.list_tags(Resource=made["FunctionArn"])["Tags"])

    def test_functions_have_policies(self):
        made = self.rotator()
        name = made["FunctionName"]
        added = self.functions.add_permission(
            FunctionName=made["FunctionArn"],
            StatementId="rotation",
            Action="lambda:InvokeFunction",
            Principal=ROTATION,
            SourceAccount=self.target.account,
        )
        self.assertEqual(ROTATION, json.loads(added["Statement"])["Principal"]["Service"])
        with self.assertRaises(self.functions.exceptions.ResourceConflictException):
            self.functions.add_permission(
                FunctionName=name,
                StatementId="rotation",
                Action="lambda:InvokeFunction",
                Principal=ROTATION,
            )
        policy = self.functions.get_policy(FunctionName=name)
        self.assertEqual(1, len(json.loads(policy["Policy"])["Statement"]))
        self.functions.remove_permission(
            FunctionName=name, StatementId="rotation", RevisionId=policy["RevisionId"]
        )
        with self.assertRaises(self.functions.exceptions.ResourceNotFoundException):
            self.functions.get_policy(FunctionName=name)

    def test_functions_are_invoked_by_whoever_may(self):
        made = self.rotator()
        dry = self.functions.invoke(
            FunctionName=made["FunctionName"], InvocationType="DryRun", Payload=b"{}"
        )
        self.assertEqual(204, dry["StatusCode"])
        with self.assertRaises(self.functions.exceptions.InvalidRequestContentException):
            self.functions.invoke(FunctionName=made["FunctionName"], Payload=b"{")
        _, credentials = self.user("nobody", samples.identity_policy("lambda:GetFunction"))
        if self.target.auth == target.STRICT:
            with self.assertRaises(self.functions.exceptions.ClientError) as refused:
                self.connect(service="lambda", **credentials).invoke(
                    FunctionName=made["FunctionName"], Payload=b"{}"
                )
            self.assertEqual("AccessDeniedException", refused.exception.response["Error"]["Code"])

    def test_functions_bring_code_where_uploads_are_on(self):
        members = {
            "FunctionName": samples.plain_name("code"),
            "Runtime": "python3.13",
            "Handler": "main.handler",
            "Role": self.runner(),
            "Code": {"ZipFile": package(**{"main.py": "def handler(event, context): pass"})},
        }
        if self.target.auth == target.STRICT:
            with self.assertRaises(self.functions.exceptions.ClientError) as refused:
                self.functions.create_function(**members)
            self.assertEqual(403, refused.exception.response["ResponseMetadata"]["HTTPStatusCode"])
            return
        made = self.functions.create_function(**members)
        self.addCleanup(self.functions.delete_function, FunctionName=made["FunctionName"])
        self.assertEqual(len(members["Code"]["ZipFile"]), made["CodeSize"])
