"""boto3: creating, writing and reading values, and moving their labels."""

import datetime

import samples
import texts
from boto3_case import Boto3Case


class Values(Boto3Case):
    """CreateSecret, PutSecretValue, GetSecretValue, their kin, and staging labels."""

    def test_create_secret_answers_with_arn_name_and_version(self):
        name, token, text = samples.name("create"), samples.token(), samples.text()
        made = self.create(
            "create",
            Name=name,
            ClientRequestToken=token,
            SecretString=text,
            Description="made by a scenario",
            Tags=[{"Key": "team", "Value": "blue"}],
        )
        self.assert_metadata(made)
        scope = f"arn:aws:secretsmanager:{self.target.region}:{self.target.account}:secret:"
        self.assertRegex(made["ARN"], f"^{scope}{name}-[A-Za-z0-9]{{6}}$")
        self.assertEqual(name, made["Name"])
        self.assertEqual(token, made["VersionId"])
        self.assertNotIn("ReplicationStatus", made)
        self.assertEqual(text, self.value(name))

    def test_create_secret_repeats_its_answer_for_the_same_token(self):
        token, text = samples.token(), samples.text()
        first = self.create("again", ClientRequestToken=token, SecretString=text)
        again = self.client.create_secret(
            Name=first["Name"], ClientRequestToken=token, SecretString=text
        )
        for member in ("ARN", "Name", "VersionId"):
            self.assertEqual(first[member], again[member])
        self.assertEqual({token: ["AWSCURRENT"]}, self.stages(first["ARN"]))

    def test_create_secret_without_a_value_makes_no_version(self):
        made = self.create("empty", SecretString=None)
        self.assertNotIn("VersionId", made)
        self.assert_refused(
            "ResourceNotFoundException",
            texts.no_value("staging label: AWSCURRENT"),
            self.client.get_secret_value,
            SecretId=made["ARN"],
        )

    def test_create_secret_refuses_a_taken_name_and_a_used_token(self):
        made = self.create("taken", ClientRequestToken=(token := samples.token()))
        self.assert_refused(
            "ResourceExistsException",
            texts.name_taken(made["Name"]),
            self.client.create_secret,
            Name=made["Name"],
            SecretString=samples.text(),
        )
        self.assert_refused(
            "ResourceExistsException",
            texts.token_taken(token, made["ARN"]),
            self.client.create_secret,
            Name=made["Name"],
            ClientRequestToken=token,
            SecretString=samples.text(),
        )

    def test_create_secret_refuses_illegal_names_and_two_values(self):
        self.assert_refused(
            "ValidationException",
            texts.ILLEGAL_NAME,
            self.client.create_secret,
            Name="no spaces",
            SecretString=samples.text(),
        )
        self.assert_refused(
            "InvalidParameterException",
            texts.BOTH_VALUES,
            self.client.create_secret,
            Name=samples.name("both"),
            SecretString=samples.text(),
            SecretBinary=samples.text().encode(),
        )
        self.assert_refused(
            "ValidationException",
            texts.violation("d" * 2049, "description", "have length less than or equal to 2048"),
            self.client.create_secret,
            Name=samples.name("long"),
            Description="d" * 2049,
        )

    def test_put_secret_value_moves_current_and_previous(self):
        made = self.create("put")
        first, second, third = made["VersionId"], samples.token(), samples.token()
        text = samples.text()
        put = self.client.put_secret_value(
            SecretId=made["Name"], ClientRequestToken=second, SecretString=text
        )
        self.assert_metadata(put)
        self.assertEqual(made["ARN"], put["ARN"])
        self.assertEqual(made["Name"], put["Name"])
        self.assertEqual(second, put["VersionId"])
        self.assertEqual(["AWSCURRENT"], put["VersionStages"])
        self.assertEqual({first: ["AWSPREVIOUS"], second: ["AWSCURRENT"]}, self.stages(made["ARN"]))
        self.client.put_secret_value(
            SecretId=made["ARN"], ClientRequestToken=third, SecretString=samples.text()
        )
        self.assertEqual({second: ["AWSPREVIOUS"], third: ["AWSCURRENT"]}, self.stages(made["ARN"]))
        self.assertEqual(text, self.value(made["ARN"], VersionStage="AWSPREVIOUS"))

    def test_put_secret_value_attaches_the_labels_that_were_asked_for(self):
        made = self.create("labels")
        put = self.client.put_secret_value(
            SecretId=made["ARN"], SecretString=samples.text(), VersionStages=["blue", "green"]
        )
        self.assertEqual(["blue", "green"], sorted(put["VersionStages"]))
        self.assertEqual(["AWSCURRENT"], self.stages(made["ARN"])[made["VersionId"]])

    def test_put_secret_value_repeats_its_answer_and_refuses_a_used_token(self):
        made = self.create("tokens")
        token, text = samples.token(), samples.text()
        members = {"SecretId": made["ARN"], "ClientRequestToken": token}
        first = self.client.put_secret_value(**members, SecretString=text)
        again = self.client.put_secret_value(**members, SecretString=text)
        self.assertEqual(first["VersionId"], again["VersionId"])
        self.assertEqual(2, len(self.stages(made["ARN"])))
        self.assert_refused(
            "ResourceExistsException",
            texts.token_taken(token, made["ARN"]),
            self.client.put_secret_value,
            **members,
            SecretString=samples.text(),
        )

    def test_put_secret_value_refuses_a_missing_secret_and_a_missing_value(self):
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.put_secret_value,
            SecretId=samples.name("nowhere"),
            SecretString=samples.text(),
        )
        self.assert_refused(
            "InvalidRequestException",
            "You must provide either SecretString or SecretBinary.",
            self.client.put_secret_value,
            SecretId=self.create("neither")["ARN"],
        )

    def test_get_secret_value_finds_by_name_arn_and_partial_arn(self):
        text = samples.text()
        made = self.create("get", SecretString=text)
        for secret_id in (made["Name"], made["ARN"], samples.partial(made["ARN"])):
            with self.subTest(secret_id=secret_id):
                got = self.client.get_secret_value(SecretId=secret_id)
                self.assert_metadata(got)
                self.assertEqual(made["ARN"], got["ARN"])
                self.assertEqual(made["Name"], got["Name"])
                self.assertEqual(made["VersionId"], got["VersionId"])
                self.assertEqual(["AWSCURRENT"], got["VersionStages"])
                self.assertEqual(text, got["SecretString"])
                self.assertNotIn("SecretBinary", got)
                self.assertIsInstance(got["CreatedDate"], datetime.datetime)

    def test_get_secret_value_returns_bytes_as_they_were(self):
        binary = bytes(range(256)) + samples.CANARY.encode()
        made = self.create("binary", SecretString=None, SecretBinary=binary)
        got = self.client.get_secret_value(SecretId=made["ARN"])
        self.assertEqual(binary, got["SecretBinary"])
        self.assertNotIn("SecretString", got)

    def test_get_secret_value_returns_text_as_it_was(self):
        for text in ("\u00e9\u4f60\U0001f511 \u2028 \x7f \"\\/\b\t", samples.CANARY * 2900):
            made = self.create("text", SecretString=text)
            self.assertEqual(text, self.value(made["ARN"]))

    def test_get_secret_value_selects_by_version_and_label(self):
        made = self.create("select")
        text = samples.text()
        put = self.client.put_secret_value(
            SecretId=made["ARN"], SecretString=text, VersionStages=["blue"]
        )
        self.assertEqual(text, self.value(made["ARN"], VersionId=put["VersionId"]))
        self.assertEqual(text, self.value(made["ARN"], VersionStage="blue"))
        self.assertEqual(
            text, self.value(made["ARN"], VersionId=put["VersionId"], VersionStage="blue")
        )
        unknown = samples.token()
        for code, message, members in (
            (
                "ResourceNotFoundException",
                texts.no_value("staging label: red"),
                {"VersionStage": "red"},
            ),
            (
                "ResourceNotFoundException",
                texts.no_value(f"VersionId: {unknown}"),
                {"VersionId": unknown},
            ),
            (
                "InvalidRequestException",
                "You provided a VersionStage that is not associated to the provided VersionId.",
                {"VersionId": put["VersionId"], "VersionStage": "AWSCURRENT"},
            ),
        ):
            with self.subTest(message=message):
                self.assert_refused(
                    code, message, self.client.get_secret_value, SecretId=made["ARN"], **members
                )

    def test_get_secret_value_refuses_what_is_missing_or_deleted(self):
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.get_secret_value,
            SecretId=samples.name("nowhere"),
        )
        made = self.create("deleted")
        self.client.delete_secret(SecretId=made["ARN"])
        self.assert_refused(
            "InvalidRequestException",
            texts.MARKED,
            self.client.get_secret_value,
            SecretId=made["ARN"],
        )

    def test_batch_get_secret_value_answers_each_secret_alone(self):
        text, missing = samples.text(), samples.name("nowhere")
        one, two = self.create("batch", SecretString=text), self.create("batch")
        self.client.delete_secret(SecretId=two["ARN"])
        got = self.client.batch_get_secret_value(SecretIdList=[one["Name"], missing, two["ARN"]])
        self.assert_metadata(got)
        self.assertEqual(1, len(got["SecretValues"]))
        entry = got["SecretValues"][0]
        self.assertEqual(
            (one["ARN"], one["Name"], one["VersionId"], text, ["AWSCURRENT"]),
            tuple(
                entry[member]
                for member in ("ARN", "Name", "VersionId", "SecretString", "VersionStages")
            ),
        )
        self.assertIsInstance(entry["CreatedDate"], datetime.datetime)
        self.assertEqual(
            {
                missing: ("ResourceNotFoundException", texts.MISSING),
                two["ARN"]: ("InvalidRequestException", texts.MARKED),
            },
            {
                error["SecretId"]: (error["ErrorCode"], error["Message"])
                for error in got["Errors"]
            },
        )

    def test_batch_get_secret_value_pages_through_a_filter(self):
        prefix = samples.name("batch-pages")
        made = {self.create("page", Name=f"{prefix}/{n}")["ARN"] for n in range(5)}
        members = {"Filters": [{"Key": "name", "Values": [prefix]}], "MaxResults": 2}
        seen, sizes = [], []
        while True:
            page = self.client.batch_get_secret_value(**members)
            self.assertEqual([], page["Errors"])
            sizes.append(len(page["SecretValues"]))
            seen += [entry["ARN"] for entry in page["SecretValues"]]
            if not page.get("NextToken"):
                break
            members["NextToken"] = page["NextToken"]
        self.assertEqual(5, len(seen))
        self.assertEqual(made, set(seen))
        self.assertLessEqual(max(sizes), 2)

    def test_batch_get_secret_value_refuses_ids_together_with_filters(self):
        self.assert_refused(
            "InvalidParameterException",
            "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
            self.client.batch_get_secret_value,
            SecretIdList=[samples.name("any")],
            Filters=[{"Key": "name", "Values": ["any"]}],
        )

    def test_update_secret_changes_value_and_description_apart(self):
        made = self.create("update", Description="before")
        token, text = samples.token(), samples.text()
        value = self.client.update_secret(
            SecretId=made["Name"], ClientRequestToken=token, SecretString=text
        )
        self.assert_metadata(value)
        self.assertEqual(
            (made["ARN"], made["Name"], token), (value["ARN"], value["Name"], value["VersionId"])
        )
        self.assertEqual(text, self.value(made["ARN"]))
        metadata = self.client.update_secret(SecretId=made["ARN"], Description="after")
        self.assertNotIn("VersionId", metadata)
        self.assertEqual(
            {made["VersionId"]: ["AWSPREVIOUS"], token: ["AWSCURRENT"]}, self.stages(made["ARN"])
        )
        self.assertEqual(
            "after", self.client.describe_secret(SecretId=made["ARN"])["Description"]
        )

    def test_update_secret_names_the_key_and_returns_to_the_default(self):
        made = self.create("key")
        self.client.update_secret(SecretId=made["ARN"], KmsKeyId="alias/aws/secretsmanager")
        described = self.client.describe_secret(SecretId=made["ARN"])
        self.assertEqual("alias/aws/secretsmanager", described["KmsKeyId"])
        self.client.update_secret(SecretId=made["ARN"], KmsKeyId="", Description="")
        described = self.client.describe_secret(SecretId=made["ARN"])
        self.assertNotIn("KmsKeyId", described)
        self.assertNotIn("Description", described)

    def test_update_secret_refuses_two_values_and_a_missing_secret(self):
        self.assert_refused(
            "InvalidParameterException",
            texts.BOTH_VALUES,
            self.client.update_secret,
            SecretId=self.create("both")["ARN"],
            SecretString=samples.text(),
            SecretBinary=b"bytes",
        )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.update_secret,
            SecretId=samples.name("nowhere"),
            Description="any",
        )

    def test_update_secret_version_stage_moves_current_back(self):
        made = self.create("stage")
        first = made["VersionId"]
        second = self.client.put_secret_value(SecretId=made["ARN"], SecretString=samples.text())[
            "VersionId"
        ]
        moved = self.client.update_secret_version_stage(
            SecretId=made["ARN"],
            VersionStage="AWSCURRENT",
            MoveToVersionId=first,
            RemoveFromVersionId=second,
        )
        self.assert_metadata(moved)
        self.assertEqual((made["ARN"], made["Name"]), (moved["ARN"], moved["Name"]))
        self.assertEqual({first: ["AWSCURRENT"], second: ["AWSPREVIOUS"]}, self.stages(made["ARN"]))

    def test_update_secret_version_stage_attaches_and_detaches_a_label(self):
        made = self.create("label")
        members = {"SecretId": made["ARN"], "VersionStage": "blue"}
        self.client.update_secret_version_stage(**members, MoveToVersionId=made["VersionId"])
        self.assertEqual({made["VersionId"]: ["AWSCURRENT", "blue"]}, self.stages(made["ARN"]))
        self.client.update_secret_version_stage(**members, RemoveFromVersionId=made["VersionId"])
        self.assertEqual({made["VersionId"]: ["AWSCURRENT"]}, self.stages(made["ARN"]))

    def test_update_secret_version_stage_refuses_to_lose_current(self):
        made = self.create("hold")
        second = self.client.put_secret_value(SecretId=made["ARN"], SecretString=samples.text())[
            "VersionId"
        ]
        members = {"SecretId": made["ARN"], "VersionStage": "AWSCURRENT"}
        self.assert_refused(
            "InvalidParameterException",
            texts.label_held("AWSCURRENT", second),
            self.client.update_secret_version_stage,
            **members,
            MoveToVersionId=made["VersionId"],
        )
        self.assert_refused(
            "InvalidParameterException",
            "You can only move staging label AWSCURRENT to a different secret version."
            " It can\u2019t be completely removed.",
            self.client.update_secret_version_stage,
            **members,
            RemoveFromVersionId=second,
        )
