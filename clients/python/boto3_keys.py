"""boto3: keys of KMS, by themselves and under secrets."""

import samples
from boto3_parties import Parties


class Keys(Parties):
    """The life of a customer managed key."""

    def test_keys_encrypt_for_one_context(self):
        key = self.key()
        context = {"purpose": samples.name("context")}
        plain = samples.text("plain").encode()
        sealed = self.kms.encrypt(KeyId=key, Plaintext=plain, EncryptionContext=context)
        opened = self.kms.decrypt(
            CiphertextBlob=sealed["CiphertextBlob"], EncryptionContext=context
        )
        self.assertEqual((plain, key), (opened["Plaintext"], opened["KeyId"]))
        self.assert_answered(
            "InvalidCiphertextException",
            400,
            "",
            self.kms.decrypt,
            CiphertextBlob=sealed["CiphertextBlob"],
        )

    def test_keys_that_are_disabled_open_no_secret(self):
        key = self.key()
        alias = "alias/" + samples.plain_name("alias")
        self.kms.create_alias(AliasName=alias, TargetKeyId=key)
        self.addCleanup(self.kms.delete_alias, AliasName=alias)
        made = self.create("sealed", KmsKeyId=alias)
        self.kms.disable_key(KeyId=key)
        self.assert_refused(
            "DecryptionFailure", None, self.client.get_secret_value, SecretId=made["ARN"]
        )
        self.assert_answered(
            "DisabledException",
            400,
            f"{key} is disabled.",
            self.kms.generate_data_key,
            KeyId=alias,
            KeySpec="AES_256",
        )
        self.kms.enable_key(KeyId=key)
        self.assertIn("SecretString", self.client.get_secret_value(SecretId=made["ARN"]))
