"""boto3: describing, listing, tagging, deleting secrets, and making passwords."""

import datetime
import string

import samples
import texts
from boto3_case import Boto3Case

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
DAY = datetime.timedelta(days=1)


class Lifecycle(Boto3Case):
    """DescribeSecret, the two lists, tags, deletion, restoration, GetRandomPassword."""

    def listed(self, **members):
        """All secrets of a list, page by page."""
        pages = self.client.get_paginator("list_secrets").paginate(**members)
        return [entry for page in pages for entry in page["SecretList"]]

    def test_describe_secret_shows_all_but_the_value(self):
        made = self.create(
            "describe", Description="for people", Tags=[{"Key": "team", "Value": "blue"}]
        )
        before = datetime.datetime.now(datetime.timezone.utc).date()
        self.value(made["ARN"])
        after = datetime.datetime.now(datetime.timezone.utc).date()
        shown = self.client.describe_secret(SecretId=made["Name"])
        self.assert_metadata(shown)
        self.assertEqual(
            {
                "ARN": made["ARN"],
                "Name": made["Name"],
                "Description": "for people",
                "Tags": [{"Key": "team", "Value": "blue"}],
                "VersionIdsToStages": {made["VersionId"]: ["AWSCURRENT"]},
            },
            {
                key: value
                for key, value in shown.items()
                if key != "ResponseMetadata" and not key.endswith("Date")
            },
        )
        self.assertLessEqual(shown["CreatedDate"], shown["LastChangedDate"])
        accessed = shown["LastAccessedDate"].astimezone(datetime.timezone.utc)
        self.assertIn(accessed.date(), (before, after))
        self.assertEqual(datetime.time(0, 0), accessed.time())
        self.assertNotIn("DeletedDate", shown)

    def test_describe_secret_leaves_out_what_a_bare_secret_lacks(self):
        made = self.create("bare", SecretString=None)
        shown = self.client.describe_secret(SecretId=made["ARN"])
        self.assertEqual(
            {"ARN", "Name", "CreatedDate", "LastChangedDate", "ResponseMetadata"}, set(shown)
        )

    def test_describe_secret_refuses_what_is_missing(self):
        wrong_suffix = self.create("suffix")["ARN"][:-6] + "zzzzzz"
        for secret_id in (samples.name("nowhere"), wrong_suffix):
            self.assert_refused(
                "ResourceNotFoundException",
                texts.MISSING,
                self.client.describe_secret,
                SecretId=secret_id,
            )

    def test_list_secrets_pages_in_order_of_creation(self):
        prefix = samples.name("pages")
        made = [self.create("page", Name=f"{prefix}/{n}")["ARN"] for n in range(5)]
        filters = [{"Key": "name", "Values": [prefix]}]
        pages = list(
            self.client.get_paginator("list_secrets").paginate(
                Filters=filters, PaginationConfig={"PageSize": 2}
            )
        )
        self.assertEqual(
            made, [entry["ARN"] for page in pages for entry in page["SecretList"]]
        )
        self.assertLessEqual(max(len(page["SecretList"]) for page in pages), 2)
        for page in pages:
            self.assert_metadata(page)
        backwards = self.listed(Filters=filters, SortBy="name", SortOrder="desc")
        self.assertEqual(made[::-1], [entry["ARN"] for entry in backwards])

    def test_list_secrets_shows_what_describe_shows(self):
        made = self.create("entry", Description="for people", Tags=[{"Key": "k", "Value": "v"}])
        self.value(made["ARN"])
        (entry,) = self.listed(Filters=[{"Key": "name", "Values": [made["Name"]]}])
        shown = self.client.describe_secret(SecretId=made["ARN"])
        del shown["ResponseMetadata"]
        shown["SecretVersionsToStages"] = shown.pop("VersionIdsToStages")
        self.assertEqual(shown, entry)

    def test_list_secrets_filters_by_tags_and_words(self):
        mark = samples.token().replace("-", "")
        made = self.create(
            "filters",
            Description=f"word {mark} OtherWord",
            Tags=[{"Key": f"Key{mark}", "Value": f"Value{mark}"}],
        )
        hidden = self.create("filters")
        for key, value, expected in (
            ("tag-key", f"Key{mark}", [made["ARN"]]),
            ("tag-key", f"key{mark}", []),
            ("tag-value", f"Value{mark}", [made["ARN"]]),
            ("description", f"ord {mark}", []),
            ("description", f"WORD {mark}", [made["ARN"]]),
            ("description", f"word {mark} other", [made["ARN"]]),
            ("all", f"wor {mark}", [made["ARN"]]),
            ("name", made["Name"], [made["ARN"]]),
        ):
            with self.subTest(key=key, value=value):
                found = self.listed(Filters=[{"Key": key, "Values": [value]}])
                self.assertEqual(expected, [entry["ARN"] for entry in found])
        neither = self.listed(
            Filters=[
                {"Key": "name", "Values": [samples.name("filters").rsplit("-", 1)[0]]},
                {"Key": "name", "Values": ["!" + made["Name"]]},
            ]
        )
        self.assertEqual([hidden["ARN"]], [entry["ARN"] for entry in neither])

    def test_list_secrets_hides_planned_deletions_unless_asked(self):
        made = self.create("planned")
        self.client.delete_secret(SecretId=made["ARN"])
        filters = [{"Key": "name", "Values": [made["Name"]]}]
        self.assertEqual([], self.listed(Filters=filters))
        (entry,) = self.listed(Filters=filters, IncludePlannedDeletion=True)
        self.assertEqual(made["ARN"], entry["ARN"])
        self.assertIn("DeletedDate", entry)

    def test_list_secrets_refuses_a_foreign_token_and_too_many_results(self):
        self.assert_refused(
            "InvalidNextTokenException", None, self.client.list_secrets, NextToken="made-up"
        )
        self.assert_refused(
            "ValidationException",
            texts.violation(101, "maxResults", "have value less than or equal to 100"),
            self.client.list_secrets,
            MaxResults=101,
        )

    def test_list_secret_version_ids_pages_through_all_versions(self):
        made = self.create("versions")
        ids = [made["VersionId"]]
        for _ in range(3):
            put = self.client.put_secret_value(SecretId=made["ARN"], SecretString=samples.text())
            ids.append(put["VersionId"])
        shown = self.client.list_secret_version_ids(SecretId=made["Name"])
        self.assert_metadata(shown)
        self.assertEqual((made["ARN"], made["Name"]), (shown["ARN"], shown["Name"]))
        self.assertEqual(set(ids[2:]), {entry["VersionId"] for entry in shown["Versions"]})
        self.assertNotIn("NextToken", shown)
        members = {"SecretId": made["ARN"], "IncludeDeprecated": True, "MaxResults": 3}
        first = self.client.list_secret_version_ids(**members)
        self.assertEqual(3, len(first["Versions"]))
        rest = self.client.list_secret_version_ids(**members, NextToken=first["NextToken"])
        entries = {entry["VersionId"]: entry for entry in first["Versions"] + rest["Versions"]}
        self.assertEqual(set(ids), set(entries))
        self.assertEqual(["AWSCURRENT"], entries[ids[3]]["VersionStages"])
        self.assertEqual(["AWSPREVIOUS"], entries[ids[2]]["VersionStages"])
        self.assertNotIn("VersionStages", entries[ids[0]])
        self.assertEqual(["DefaultEncryptionKey"], entries[ids[3]]["KmsKeyIds"])
        self.assertIn("CreatedDate", entries[ids[3]])

    def test_list_secret_version_ids_refuses_a_foreign_token_and_a_missing_secret(self):
        self.assert_refused(
            "InvalidNextTokenException",
            None,
            self.client.list_secret_version_ids,
            SecretId=self.create("foreign")["ARN"],
            NextToken="made-up",
        )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.list_secret_version_ids,
            SecretId=samples.name("nowhere"),
        )

    def tags(self, secret_id):
        tags = self.client.describe_secret(SecretId=secret_id).get("Tags")
        return None if tags is None else {tag["Key"]: tag["Value"] for tag in tags}

    def test_tag_resource_adds_and_replaces(self):
        made = self.create("tag", Tags=[{"Key": "team", "Value": "blue"}])
        answer = self.client.tag_resource(
            SecretId=made["Name"],
            Tags=[{"Key": "team", "Value": "green"}, {"Key": "Team", "Value": ""}],
        )
        self.assert_metadata(answer)
        self.assertEqual({"ResponseMetadata"}, set(answer))
        self.assertEqual({"team": "green", "Team": ""}, self.tags(made["ARN"]))

    def test_tag_resource_refuses_reserved_keys_and_long_keys(self):
        made, long = self.create("reserved"), "k" * 129
        self.assert_refused(
            "InvalidParameterException",
            None,
            self.client.tag_resource,
            SecretId=made["ARN"],
            Tags=[{"Key": "aws:team", "Value": "blue"}],
        )
        self.assert_refused(
            "ValidationException",
            texts.violation(long, "tags.1.member.key", "have length less than or equal to 128"),
            self.client.tag_resource,
            SecretId=made["ARN"],
            Tags=[{"Key": long, "Value": "v"}],
        )
        self.assertIsNone(self.tags(made["ARN"]))

    def test_untag_resource_removes_and_ignores_what_is_not_there(self):
        made = self.create("untag", Tags=[{"Key": key, "Value": "v"} for key in ("a", "b")])
        answer = self.client.untag_resource(SecretId=made["Name"], TagKeys=["a", "none"])
        self.assert_metadata(answer)
        self.assertEqual({"b": "v"}, self.tags(made["ARN"]))
        self.client.untag_resource(SecretId=made["Name"], TagKeys=["b"])
        self.assertEqual({}, self.tags(made["ARN"]))

    def test_untag_resource_refuses_missing_and_deleted_secrets(self):
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.untag_resource,
            SecretId=samples.name("nowhere"),
            TagKeys=["a"],
        )
        made = self.create("gone")
        self.client.delete_secret(SecretId=made["ARN"])
        self.assert_refused(
            "InvalidRequestException",
            texts.MARKED,
            self.client.untag_resource,
            SecretId=made["ARN"],
            TagKeys=["a"],
        )

    def test_delete_secret_waits_for_the_window(self):
        for window, days in (({}, 30), ({"RecoveryWindowInDays": 7}, 7)):
            with self.subTest(days=days):
                made = self.create("window")
                deleted = self.client.delete_secret(SecretId=made["Name"], **window)
                self.assert_metadata(deleted)
                self.assertEqual((made["ARN"], made["Name"]), (deleted["ARN"], deleted["Name"]))
                shown = self.client.describe_secret(SecretId=made["ARN"])
                wait = deleted["DeletionDate"] - shown["DeletedDate"]
                self.assertLess(abs(wait - days * DAY), DAY / 24)
                self.assert_refused(
                    "InvalidRequestException",
                    texts.ALREADY_SCHEDULED,
                    self.client.delete_secret,
                    SecretId=made["ARN"],
                )
                self.assert_refused(
                    "InvalidRequestException",
                    texts.NAME_SCHEDULED,
                    self.client.create_secret,
                    Name=made["Name"],
                    SecretString=samples.text(),
                )

    def test_delete_secret_at_once_frees_the_name(self):
        made = self.create("force")
        members = {"SecretId": made["Name"], "ForceDeleteWithoutRecovery": True}
        self.assertEqual(made["ARN"], self.client.delete_secret(**members)["ARN"])
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.describe_secret,
            SecretId=made["Name"],
        )
        self.assertEqual(made["Name"], self.client.delete_secret(**members)["Name"])
        again = self.create("force", Name=made["Name"])
        self.assertNotEqual(made["ARN"], again["ARN"])

    def test_delete_secret_refuses_odd_windows(self):
        made = self.create("odd")
        for members, message in (
            (
                {"RecoveryWindowInDays": 6},
                "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
            ),
            (
                {"RecoveryWindowInDays": 7, "ForceDeleteWithoutRecovery": True},
                "You can't use ForceDeleteWithoutRecovery in conjunction with"
                " RecoveryWindowInDays.",
            ),
        ):
            self.assert_refused(
                "InvalidParameterException",
                message,
                self.client.delete_secret,
                SecretId=made["ARN"],
                **members,
            )
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.delete_secret,
            SecretId=samples.name("nowhere"),
        )

    def test_restore_secret_makes_it_readable_again(self):
        text = samples.text()
        made = self.create("restore", SecretString=text)
        self.client.delete_secret(SecretId=made["ARN"])
        restored = self.client.restore_secret(SecretId=made["Name"])
        self.assert_metadata(restored)
        self.assertEqual((made["ARN"], made["Name"]), (restored["ARN"], restored["Name"]))
        self.assertEqual(text, self.value(made["ARN"]))
        self.assertNotIn("DeletedDate", self.client.describe_secret(SecretId=made["ARN"]))

    def test_restore_secret_refuses_what_was_deleted_at_once(self):
        made = self.create("lost")
        self.client.delete_secret(SecretId=made["ARN"], ForceDeleteWithoutRecovery=True)
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            self.client.restore_secret,
            SecretId=made["ARN"],
        )

    def test_get_random_password_follows_its_rules(self):
        classes = (string.ascii_lowercase, string.ascii_uppercase, string.digits, PUNCTUATION)
        answer = self.client.get_random_password()
        self.assert_metadata(answer)
        password = answer["RandomPassword"]
        self.assertEqual(32, len(password))
        for each in classes:
            self.assertTrue(set(password) & set(each), f"none of {each}")
        self.assertLessEqual(set(password), set("".join(classes)))
        password = self.client.get_random_password(
            PasswordLength=500,
            ExcludeUppercase=True,
            ExcludePunctuation=True,
            ExcludeCharacters="abc0",
            IncludeSpace=True,
        )["RandomPassword"]
        self.assertEqual(set(string.ascii_lowercase[3:] + string.digits[1:] + " "), set(password))

    def test_get_random_password_refuses_what_cannot_be(self):
        for code, message, members in (
            (
                "InvalidParameterException",
                "Password length is too short based on the required types.",
                {"PasswordLength": 3},
            ),
            (
                "InvalidParameterException",
                "All characters of the desired type have been excluded.",
                {"ExcludeCharacters": string.digits},
            ),
            (
                "ValidationException",
                texts.violation(4097, "passwordLength", "have value less than or equal to 4096"),
                {"PasswordLength": 4097},
            ),
        ):
            with self.subTest(message=message):
                self.assert_refused(code, message, self.client.get_random_password, **members)
