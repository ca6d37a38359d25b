// Keys of KMS, by themselves and under secrets.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DisabledException, InvalidCiphertextException } from "@aws-sdk/client-kms";
import { key, kms } from "../parties.js";
import { create, get, refused, text, told } from "../support.js";

test("Keys: encrypt for one context", async (t) => {
  const KeyId = await key(t);
  const Plaintext = Buffer.from(text());
  const EncryptionContext = { purpose: "clients" };
  const { CiphertextBlob } = await kms("Encrypt", { KeyId, Plaintext, EncryptionContext });
  const opened = await kms("Decrypt", { CiphertextBlob, EncryptionContext });
  assert.deepEqual(Buffer.from(opened.Plaintext), Plaintext);
  assert.equal(opened.KeyId, KeyId);
  const without = kms("Decrypt", { CiphertextBlob });
  const code = "InvalidCiphertextException";
  await told(code, 400, undefined, without, InvalidCiphertextException);
});

test("Keys: that are disabled open no secret", async (t) => {
  const KeyId = await key(t);
  const made = await create(t, { KmsKeyId: KeyId });
  await kms("DisableKey", { KeyId });
  await refused("DecryptionFailure", undefined, get(made.ARN));
  const generating = kms("GenerateDataKey", { KeyId, KeySpec: "AES_256" });
  const message = `${KeyId} is disabled.`;
  await told("DisabledException", 400, message, generating, DisabledException);
  await kms("EnableKey", { KeyId });
  assert.ok((await get(made.ARN)).SecretString);
});
