#!/usr/bin/env python3
"""Runs the scenarios of boto3 and of the AWS CLI against a running server.

The environment names the server: STRONGROOM_ENDPOINT, STRONGROOM_AUTH (lenient or strict),
STRONGROOM_ACCOUNT, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. STRONGROOM_ISSUER_KEY is
the key of the issuer (issuer.py) whose tokens it believes.

Standard output gets a line per operation, for programs, and a summary:

    result<TAB>CLIENT<TAB>AUTH<TAB>OPERATION<TAB>pass|fail|skipped

The exit code is 0 unless a scenario failed; a client that is not installed is skipped.
"""

import argparse
import importlib.util
import pathlib
import re
import shutil
import signal
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import samples  # noqa: E402
import target  # noqa: E402

CLIENTS = {
    "boto3": (
        "boto3_values",
        "boto3_lifecycle",
        "boto3_operations",
        "boto3_identities",
        "boto3_accounts",
        "boto3_sessions",
        "boto3_web_identity",
        "boto3_access",
        "boto3_keys",
        "boto3_functions",
        "boto3_signatures",
    ),
    "aws-cli": (
        "aws_cli_values",
        "aws_cli_lifecycle",
        "aws_cli_operations",
        "aws_cli_identities",
        "aws_cli_accounts",
        "aws_cli_sessions",
        "aws_cli_web_identity",
        "aws_cli_access",
        "aws_cli_keys",
    ),
}
# Rows that are not operations.
BEYOND = (
    "Access",
    "Accounts",
    "Functions",
    "Identities",
    "Keys",
    "Sessions",
    "Signatures",
    "WebIdentity",
)


def missing(client):
    """Says why a client cannot run here, or nothing."""
    if client == "boto3" and importlib.util.find_spec("boto3") is None:
        return "boto3 is not installed"
    if client == "aws-cli" and shutil.which("aws") is None:
        return "the AWS CLI is not installed"
    return None


def snake(operation):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def operation_of(test):
    """The operation that a scenario's name starts with; the longest, for some begin alike."""
    name = test.id().rsplit(".", 1)[-1].removeprefix("test_")
    rows = (*samples.OPERATIONS, *BEYOND)
    found = [row for row in rows if name.startswith(snake(row) + "_")]
    if not found:
        raise SystemExit(f"no operation is called like the scenario {name}")
    return max(found, key=len)


class Outcomes(unittest.TextTestResult):
    """Keeps the worst outcome of each operation."""

    WORSE = ("skipped", "pass", "fail")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {}
        self.failed = set()
        self.passed = 0

    def _note(self, test, outcome):
        if outcome == "fail":
            self.failed.add(test.id())
        if isinstance(test, unittest.TestCase):  # a class that cannot be set up is none
            operation = operation_of(test)
            before = self.rows.get(operation, "skipped")
            self.rows[operation] = max(before, outcome, key=self.WORSE.index)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1
        self._note(test, "pass")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._note(test, "fail")

    def addError(self, test, err):
        super().addError(test, err)
        self._note(test, "fail")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._note(test, "skipped")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._note(test, "fail")


def run(client, auth, wanted):
    """Runs one client's scenarios and prints their lines; returns how many failed."""
    why = missing(client)
    if why:
        print(f"skipped: {why}", flush=True)
        return 0
    loader = unittest.TestLoader()
    loaded = (loader.loadTestsFromName(module) for module in CLIENTS[client])
    suite = unittest.TestSuite(
        test for test in flattened(loaded) if not wanted or operation_of(test) in wanted
    )
    runner = unittest.TextTestRunner(stream=sys.stderr, verbosity=1, resultclass=Outcomes)
    result = runner.run(suite)
    for operation, outcome in sorted(result.rows.items()):
        print("result", client, auth, operation, outcome, sep="\t")
    print(
        f"{client}, {auth}: {result.passed} passed, {len(result.failed)} failed,"
        f" {len(result.skipped)} skipped",
        flush=True,
    )
    return len(result.failed)


def flattened(suites):
    for each in suites:
        if isinstance(each, unittest.TestSuite):
            yield from flattened(each)
        else:
            yield each


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("client", choices=CLIENTS)
    parser.add_argument("operation", nargs="*", help="only these operations")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # temporary files go, as for Ctrl-C
    auth = target.from_environment().auth
    sys.exit(1 if run(arguments.client, auth, set(arguments.operation)) else 0)


if __name__ == "__main__":
    main()
