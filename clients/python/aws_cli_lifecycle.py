"""The AWS CLI: describing, listing, tagging, deleting secrets, and making passwords."""

import string

import samples
import texts
from aws_cli_case import AwsCliCase, Refused


class Lifecycle(AwsCliCase):
    """DescribeSecret, the two lists, tags, deletion, restoration, GetRandomPassword."""

    def test_describe_secret_shows_all_but_the_value(self):
        made = self.create("describe", "--tags", "Key=team,Value=blue")
        shown = self.describe(made["Name"])
        self.assertEqual(
            {
                "ARN": made["ARN"],
                "Name": made["Name"],
                "Tags": [{"Key": "team", "Value": "blue"}],
                "VersionIdsToStages": {made["VersionId"]: ["AWSCURRENT"]},
            },
            {key: value for key, value in shown.items() if not key.endswith("Date")},
        )
        self.assertEqual(
            {"CreatedDate", "LastChangedDate"}, {key for key in shown if key.endswith("Date")}
        )

    def test_describe_secret_refuses_what_is_missing(self):
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "describe-secret",
            "--secret-id",
            samples.name("nowhere"),
        )

    def test_list_secrets_pages_by_itself_and_on_request(self):
        prefix = samples.name("pages")
        made = [self.create("page", name=f"{prefix}/{n}")["ARN"] for n in range(5)]
        command = ("list-secrets", "--filters", f"Key=name,Values={prefix}")
        whole = self.aws(*command, "--page-size", "2")
        self.assertEqual(made, [entry["ARN"] for entry in whole["SecretList"]])
        self.assertNotIn("NextToken", whole)
        first = self.aws(*command, "--page-size", "2", "--max-items", "3")
        rest = self.aws(*command, "--page-size", "2", "--starting-token", first["NextToken"])
        self.assertEqual(
            made, [entry["ARN"] for entry in first["SecretList"] + rest["SecretList"]]
        )
        names = self.aws(
            *command, "--sort-by", "name", "--sort-order", "desc", "--query", "SecretList[].Name"
        )
        self.assertEqual([f"{prefix}/{n}" for n in (4, 3, 2, 1, 0)], names)

    def test_list_secrets_refuses_an_unknown_filter(self):
        with self.assertRaises(Refused) as caught:
            self.aws("list-secrets", "--filters", "Key=colour,Values=blue")
        self.assertEqual("ValidationException", caught.exception.code)
        self.assertTrue(
            caught.exception.message.startswith(
                texts.violation("colour", "filters.1.member.key", "satisfy enum value set: [")
            ),
            caught.exception.message,
        )
        self.assert_refused(
            "ValidationException",
            texts.violation(101, "maxResults", "have value less than or equal to 100"),
            "list-secrets",
            "--max-results",
            "101",
        )
        self.assert_refused(
            "InvalidNextTokenException", None, "list-secrets", "--next-token", "made-up"
        )

    def test_list_secrets_shows_planned_deletions_when_asked(self):
        made = self.create("planned")
        self.aws("delete-secret", "--secret-id", made["ARN"])
        command = ("list-secrets", "--filters", f"Key=name,Values={made['Name']}")
        self.assertEqual([], self.aws(*command)["SecretList"])
        (entry,) = self.aws(*command, "--include-planned-deletion")["SecretList"]
        self.assertEqual(made["ARN"], entry["ARN"])
        self.assertIn("DeletedDate", entry)

    def test_list_secret_version_ids_pages_through_all_versions(self):
        made = self.create("versions")
        ids = [made["VersionId"]]
        for _ in range(2):
            put = self.aws(
                "put-secret-value", "--secret-id", made["ARN"], "--secret-string", samples.text()
            )
            ids.append(put["VersionId"])
        command = ("list-secret-version-ids", "--secret-id", made["Name"])
        shown = self.aws(*command)
        self.assertEqual((made["ARN"], made["Name"]), (shown["ARN"], shown["Name"]))
        self.assertEqual(
            {ids[1]: ["AWSPREVIOUS"], ids[2]: ["AWSCURRENT"]},
            {entry["VersionId"]: entry["VersionStages"] for entry in shown["Versions"]},
        )
        page = (*command, "--include-deprecated", "--max-results", "2")
        first = self.aws(*page)
        rest = self.aws(*page, "--next-token", first["NextToken"])
        entries = first["Versions"] + rest["Versions"]
        self.assertEqual(sorted(ids), sorted(entry["VersionId"] for entry in entries))
        self.assert_refused("InvalidNextTokenException", None, *page, "--next-token", "made-up")

    def test_tag_resource_prints_nothing_and_tags(self):
        made = self.create("tag")
        command = ("tag-resource", "--secret-id", made["Name"], "--tags")
        self.assertIsNone(self.aws(*command, "Key=team,Value=blue", "Key=empty,Value="))
        self.assertEqual(
            {"team": "blue", "empty": ""},
            {tag["Key"]: tag["Value"] for tag in self.describe(made["ARN"])["Tags"]},
        )
        self.assert_refused(
            "InvalidParameterException", None, *command, "Key=aws:team,Value=blue"
        )

    def test_untag_resource_leaves_an_empty_list(self):
        made = self.create("untag", "--tags", "Key=team,Value=blue")
        command = ("untag-resource", "--secret-id", made["Name"], "--tag-keys", "team", "none")
        self.assertIsNone(self.aws(*command))
        self.assertEqual([], self.describe(made["ARN"])["Tags"])
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "untag-resource",
            "--secret-id",
            samples.name("nowhere"),
            "--tag-keys",
            "team",
        )

    def test_delete_secret_waits_for_the_window(self):
        made = self.create("window")
        command = ("delete-secret", "--secret-id", made["Name"], "--recovery-window-in-days")
        self.assert_refused(
            "InvalidParameterException",
            "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
            *command,
            "31",
        )
        deleted = self.aws(*command, "7")
        self.assertEqual({"ARN", "Name", "DeletionDate"}, set(deleted))
        self.assertIn("DeletedDate", self.describe(made["ARN"]))
        self.assert_refused("InvalidRequestException", texts.ALREADY_SCHEDULED, *command, "7")
        self.assert_refused(
            "InvalidRequestException", texts.MARKED, "get-secret-value", "--secret-id", made["ARN"]
        )

    def test_delete_secret_at_once_frees_the_name(self):
        made = self.create("force")
        self.aws("delete-secret", "--secret-id", made["ARN"], "--force-delete-without-recovery")
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "delete-secret",
            "--secret-id",
            made["Name"],
        )
        self.assertNotEqual(made["ARN"], self.create("force", name=made["Name"])["ARN"])

    def test_restore_secret_makes_it_readable_again(self):
        made = self.create("restore")
        self.aws("delete-secret", "--secret-id", made["ARN"])
        restored = self.aws("restore-secret", "--secret-id", made["Name"])
        self.assertEqual({"ARN": made["ARN"], "Name": made["Name"]}, restored)
        self.assertEqual(made["VersionId"], self.get(made["ARN"])["VersionId"])
        self.assert_refused(
            "ResourceNotFoundException",
            texts.MISSING,
            "restore-secret",
            "--secret-id",
            samples.name("nowhere"),
        )

    def test_get_random_password_follows_its_rules(self):
        password = self.aws(
            "get-random-password",
            "--password-length",
            "100",
            "--exclude-punctuation",
            "--exclude-uppercase",
            "--exclude-characters",
            "abc",
        )["RandomPassword"]
        self.assertEqual(100, len(password))
        self.assertLessEqual(set(password), set(string.ascii_lowercase[3:] + string.digits))
        self.assert_refused(
            "InvalidParameterException",
            "Password length is too short based on the required types.",
            "get-random-password",
            "--password-length",
            "3",
        )
        short = self.aws(
            "get-random-password",
            "--password-length",
            "3",
            "--no-require-each-included-type",
        )
        self.assertEqual(3, len(short["RandomPassword"]))
