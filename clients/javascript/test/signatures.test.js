// Who is let in, with real keys and in lenient mode.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as support from "../support.js";

const { call, connect, create, describe, refused, target, texts } = support;

const strict = { skip: target.auth !== "strict" };
const lenient = { skip: target.auth !== "lenient" };
const UNKNOWN = "The security token included in the request is invalid.";

test("Signatures: by a wrong secret are refused", strict, async () => {
  await refused(
    "InvalidSignatureException",
    "The request signature we calculated does not match the signature you provided. Check your" +
      " AWS Secret Access Key and signing method. Consult the service documentation for details.",
    call("ListSecrets", {}, connect({ secretAccessKey: "w".repeat(40) })),
  );
});

test("Signatures: by an unknown key are refused", strict, async () => {
  const unknown = connect({ accessKeyId: "AKIAUNKNOWNUNKNOWN00" });
  await refused("UnrecognizedClientException", UNKNOWN, call("ListSecrets", {}, unknown));
});

test("Signatures: with a session token of nobody are refused", async () => {
  const session = connect({ sessionToken: "token-of-nobody" });
  await refused("UnrecognizedClientException", UNKNOWN, call("ListSecrets", {}, session));
});

test("Signatures: of any key act as the default account", lenient, async (t) => {
  const made = await create(t);
  const shown = await describe(made.Name, connect({ accessKeyId: "AKIAWHOEVER" }));
  assert.equal(shown.ARN, made.ARN);
});

test("Signatures: of twelve digits act as that account", lenient, async (t) => {
  const made = await create(t);
  const other = connect({ accessKeyId: "123456789012" });
  await refused("ResourceNotFoundException", texts.missing, describe(made.Name, other));
});
