// Logging in with a token of an identity provider.

import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { allowing, asSts, iam, may, role } from "../parties.js";
import { target, told } from "../support.js";

// The issuer of ../python/issuer.py, which makes its key.
const ISSUER = "https://issuer.example.com/clients";
const AUDIENCE = "strongroom-clients";
const KEY_ID = "first";
const SUBJECT = "system:serviceaccount:shop:app";
const keyFile = process.env.STRONGROOM_ISSUER_KEY;
const issued = { skip: keyFile === undefined };

/** A token about a subject that is good for five minutes. */
function token(sub = SUBJECT) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: ISSUER, aud: AUDIENCE, sub, iat: now, exp: now + 300 };
  const signed = [{ alg: "RS256", kid: KEY_ID, typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("sha256", Buffer.from(signed), readFileSync(keyFile));
  return `${signed}.${signature.toString("base64url")}`;
}

let provider;
before(async () => {
  if (keyFile !== undefined) {
    const made = { Url: ISSUER, ClientIDList: [AUDIENCE] };
    const answer = await iam("CreateOpenIDConnectProvider", made);
    provider = answer.OpenIDConnectProviderArn;
  }
});
after(async () => {
  if (provider !== undefined) {
    await iam("DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn: provider });
  }
});

/** A role for the subject alone. */
function federated(scenario) {
  const host = ISSUER.replace("https://", "");
  const trust = allowing({
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${host}:aud`]: AUDIENCE, [`${host}:sub`]: SUBJECT } },
  });
  return role(scenario, may("secretsmanager:*"), trust);
}

test("WebIdentity: logs a program in", issued, async (t) => {
  const directory = mkdtempSync(join(tmpdir(), "strongroom-token-"));
  const kept = { ...process.env };
  t.after(() => {
    process.env = kept;
    rmSync(directory, { recursive: true });
  });
  const file = join(directory, "token");
  writeFileSync(file, token());
  const { PATH } = kept;
  process.env = {
    PATH,
    HOME: directory,
    AWS_ENDPOINT_URL: target.endpoint,
    AWS_REGION: target.region,
    AWS_ROLE_ARN: await federated(t),
    AWS_ROLE_SESSION_NAME: "pod",
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
  };
  const client = new STSClient({});
  t.after(() => client.destroy());
  const who = await client.send(new GetCallerIdentityCommand({}));
  assert.equal(who.Account, target.account);
  assert.ok(who.Arn.endsWith("/pod"));
});

test("WebIdentity: of others is refused", issued, async (t) => {
  const members = { RoleArn: await federated(t), RoleSessionName: "pod" };
  const login = (WebIdentityToken) =>
    asSts()("AssumeRoleWithWebIdentity", { ...members, WebIdentityToken });
  assert.equal((await login(token())).SubjectFromWebIdentityToken, SUBJECT);
  const denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
  const other = login(token("system:serviceaccount:shop:other"));
  await told("AccessDenied", 403, denied, other);
});
