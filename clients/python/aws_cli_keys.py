"""The AWS CLI: keys of KMS, by themselves and under secrets."""

import base64

import samples
from aws_cli_parties import Parties


class Keys(Parties):
    """The life of a customer managed key."""

    SERVICE = "kms"

    def test_keys_encrypt_for_one_context(self):
        key = self.customer_key()
        plain = samples.text("plain").encode()
        context = ("--encryption-context", "purpose=clients")
        given = ("--plaintext", "fileb://" + self.file(plain))
        sealed = self.aws("encrypt", "--key-id", key, *given, *context)
        blob = base64.b64decode(sealed["CiphertextBlob"])
        sent = ("--ciphertext-blob", "fileb://" + self.file(blob))
        opened = self.aws("decrypt", *sent, *context)
        self.assertEqual((plain, key), (base64.b64decode(opened["Plaintext"]), opened["KeyId"]))
        self.assert_refused("InvalidCiphertextException", "", "decrypt", *sent)

    def test_keys_that_are_disabled_open_no_secret(self):
        key = self.customer_key()
        named = ("--alias-name", "alias/" + samples.plain_name("alias"))
        self.aws("create-alias", *named, "--target-key-id", key)
        self.addCleanup(self.aws, "delete-alias", *named)
        manager = {"service": "secretsmanager"}
        made = self.aws(
            "create-secret",
            "--name",
            samples.name("sealed"),
            "--secret-string",
            samples.text("sealed"),
            "--kms-key-id",
            named[1],
            **manager,
        )
        meant = ("--secret-id", made["ARN"])
        self.addCleanup(
            self.aws, "delete-secret", *meant, "--force-delete-without-recovery", **manager
        )
        self.aws("disable-key", "--key-id", key)
        self.assert_refused("DecryptionFailure", None, "get-secret-value", *meant, **manager)
        self.assert_refused(
            "DisabledException",
            f"{key} is disabled.",
            "generate-data-key",
            "--key-id",
            named[1],
            "--key-spec",
            "AES_256",
        )
        self.aws("enable-key", "--key-id", key)
        self.assertIn("SecretString", self.aws("get-secret-value", *meant, **manager))
