// Who may do what: across accounts, with the least privilege, and by tags.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as support from "../support.js";
import * as parties from "../parties.js";

const { call, connect, create, get, policy, refused, target, text, texts, token } = support;
const { allowing, assume, may, trusting } = parties;
const GET = "secretsmanager:GetSecretValue";
const DENIED = "AccessDeniedException";

test("Access: from another account takes the policies of all three", async (t) => {
  const KeyId = await parties.key(t);
  const secret = (await create(t, { KmsKeyId: KeyId })).ARN;
  const account = await parties.account(t);
  const { credentials } = await parties.inside(account);
  const iam = parties.asIam(credentials);
  await iam("CreateRole", {
    RoleName: "reader",
    AssumeRolePolicyDocument: trusting(account),
  });
  const role = `arn:aws:iam::${account}:role/reader`;
  const reader = await assume(role, {}, parties.asSts(credentials));
  const reading = connect(reader.credentials);
  const refusedFor = (message) => refused(DENIED, message, get(secret, {}, reading));
  const refusedBy = (kind) => refusedFor(texts.notAllowed(reader.arn, GET, secret, kind));

  await call("PutResourcePolicy", { SecretId: secret, ResourcePolicy: policy({ AWS: role }) });
  await refusedBy("identity-based");
  await iam("PutRolePolicy", {
    RoleName: "reader",
    PolicyName: "own",
    PolicyDocument: may([GET, "kms:Decrypt"]),
  });
  await refusedFor(texts.noKey);
  await parties.kms("PutKeyPolicy", {
    KeyId,
    PolicyName: "default",
    Policy: allowing(
      { Principal: { AWS: target.account }, Action: "kms:*", Resource: "*" },
      { Principal: { AWS: role }, Action: "kms:Decrypt", Resource: "*" },
    ),
  });
  assert.ok((await get(secret, {}, reading)).SecretString);
  await call("DeleteResourcePolicy", { SecretId: secret });
  await refusedBy("resource-based");
});

test("Access: of a rotation function ends at its secret", async (t) => {
  const made = await create(t);
  const another = await create(t);
  const rights = ["DescribeSecret", "GetSecretValue", "PutSecretValue"];
  rights.push("UpdateSecretVersionStage");
  const own = may(
    rights.map((each) => `secretsmanager:${each}`),
    made.ARN,
  );
  const { arn, credentials } = await assume(await parties.role(t, own));
  const client = connect(credentials);
  const [ClientRequestToken, SecretString] = [token(), text()];
  const SecretId = made.ARN;
  const pending = { SecretId, ClientRequestToken, SecretString, VersionStages: ["AWSPENDING"] };
  await call("PutSecretValue", pending, client);
  const moving = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: ClientRequestToken };
  moving.RemoveFromVersionId = made.VersionId;
  await call("UpdateSecretVersionStage", moving, client);
  assert.equal((await get(SecretId, {}, client)).SecretString, SecretString);
  const notAllowed = (action, resource) =>
    texts.notAllowed(arn, `secretsmanager:${action}`, resource, "identity-based");
  const elsewhere = notAllowed("GetSecretValue", another.ARN);
  await refused(DENIED, elsewhere, get(another.ARN, {}, client));
  const deletion = notAllowed("DeleteSecret", SecretId);
  await refused(DENIED, deletion, call("DeleteSecret", { SecretId }, client));
});

test("Access: by tags is that of the same team", async (t) => {
  const tags = (team) => [{ Key: "team", Value: team }];
  const blue = (await create(t, { Tags: tags("blue") })).ARN;
  const red = (await create(t, { Tags: tags("red") })).ARN;
  const Condition = {
    StringEquals: { "secretsmanager:ResourceTag/team": "${aws:PrincipalTag/team}" },
  };
  const trust = trusting(target.account, ["sts:AssumeRole", "sts:TagSession"]);
  const own = may(GET, "*", { Condition });
  const role = await parties.role(t, own, trust, { Tags: tags("blue") });
  const check = async ({ arn, credentials }, allowed, other) => {
    const client = connect(credentials);
    assert.ok((await get(allowed, {}, client)).SecretString);
    const message = texts.notAllowed(arn, GET, other, "identity-based");
    await refused(DENIED, message, get(other, {}, client));
  };
  await check(await assume(role), blue, red);
  await check(await assume(role, { Tags: tags("red") }), red, blue);
});
