// Creating, writing and reading values, and moving their labels.

import assert from "node:assert/strict";
import { test } from "node:test";
import { paginateBatchGetSecretValue } from "@aws-sdk/client-secrets-manager";
import * as support from "../support.js";

const { answered, call, client, create, get, refused, stages, target, texts } = support;

test("CreateSecret: answers with its version, and again for the same token", async (t) => {
  const token = support.token();
  const request = {
    Name: support.name("create"),
    ClientRequestToken: token,
    SecretString: support.text(),
    Description: "made by a scenario",
    Tags: [{ Key: "team", Value: "blue" }],
  };
  const made = await create(t, request);
  answered(made);
  const scope = `arn:aws:secretsmanager:${target.region}:${target.account}:secret:`;
  assert.match(made.ARN, new RegExp(`^${scope}${request.Name}-[A-Za-z0-9]{6}$`));
  assert.equal(made.Name, request.Name);
  assert.equal(made.VersionId, token);
  assert.equal(made.ReplicationStatus, undefined);
  const again = await call("CreateSecret", request);
  assert.deepEqual(support.members(again), support.members(made));
});

test("CreateSecret: refuses a taken name, a used token and two values", async (t) => {
  const token = support.token();
  const made = await create(t, { ClientRequestToken: token });
  const members = { Name: made.Name, SecretString: support.text() };
  await refused(
    "ResourceExistsException",
    `The operation failed because the secret ${made.Name} already exists.`,
    call("CreateSecret", members),
  );
  await refused(
    "ResourceExistsException",
    texts.tokenTaken(token, made.ARN),
    call("CreateSecret", { ...members, ClientRequestToken: token }),
  );
  await refused(
    "InvalidParameterException",
    "You can't specify both a binary secret value and a string secret value in the same secret.",
    call("CreateSecret", { ...members, SecretBinary: new Uint8Array([1]) }),
  );
  await refused(
    "ValidationException",
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the" +
      " following: -/_+=.@!",
    call("CreateSecret", { ...members, Name: "no spaces" }),
  );
});

test("PutSecretValue: moves current and previous", async (t) => {
  const made = await create(t);
  const request = {
    SecretId: made.Name,
    ClientRequestToken: support.token(),
    SecretString: support.text(),
  };
  const put = await call("PutSecretValue", request);
  answered(put);
  assert.deepEqual(support.members(put), {
    ARN: made.ARN,
    Name: made.Name,
    VersionId: request.ClientRequestToken,
    VersionStages: ["AWSCURRENT"],
  });
  assert.deepEqual(support.members(await call("PutSecretValue", request)), support.members(put));
  assert.deepEqual(await stages(made.ARN), {
    [made.VersionId]: ["AWSPREVIOUS"],
    [put.VersionId]: ["AWSCURRENT"],
  });
  await refused(
    "ResourceExistsException",
    texts.tokenTaken(put.VersionId, made.ARN),
    call("PutSecretValue", { ...request, SecretString: support.text() }),
  );
});

test("PutSecretValue: refuses a request without a value", async (t) => {
  await refused(
    "InvalidRequestException",
    "You must provide either SecretString or SecretBinary.",
    call("PutSecretValue", { SecretId: (await create(t)).ARN }),
  );
});

test("GetSecretValue: finds by name, ARN and partial ARN", async (t) => {
  const SecretString = support.text();
  const made = await create(t, { SecretString });
  for (const id of [made.Name, made.ARN, support.partial(made.ARN)]) {
    const got = await get(id);
    answered(got);
    assert.ok(got.CreatedDate instanceof Date);
    const { CreatedDate, ...rest } = support.members(got);
    assert.deepEqual(rest, {
      ARN: made.ARN,
      Name: made.Name,
      VersionId: made.VersionId,
      SecretString,
      VersionStages: ["AWSCURRENT"],
    });
  }
});

test("GetSecretValue: returns text and bytes as they were", async (t) => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const binary = await get((await create(t, { SecretBinary: bytes })).ARN);
  assert.deepEqual(new Uint8Array(binary.SecretBinary), bytes);
  assert.equal(binary.SecretString, undefined);
  const SecretString = `\u00e9\u4f60\u{1f511} \u2028 \x7f "\\/\b\t ${support.CANARY}`;
  const made = await create(t, { SecretString });
  assert.equal((await get(made.ARN)).SecretString, SecretString);
});

test("GetSecretValue: selects by version and label", async (t) => {
  const made = await create(t);
  const SecretString = support.text();
  const SecretId = made.ARN;
  const put = await call("PutSecretValue", { SecretId, SecretString, VersionStages: ["blue"] });
  assert.equal((await get(SecretId, { VersionStage: "blue" })).SecretString, SecretString);
  assert.equal((await get(SecretId, { VersionId: put.VersionId })).SecretString, SecretString);
  await refused(
    "ResourceNotFoundException",
    "Secrets Manager can't find the specified secret value for staging label: red",
    get(SecretId, { VersionStage: "red" }),
  );
  await refused(
    "InvalidRequestException",
    "You provided a VersionStage that is not associated to the provided VersionId.",
    get(SecretId, { VersionId: put.VersionId, VersionStage: "AWSCURRENT" }),
  );
});

test("GetSecretValue: refuses what is missing or deleted", async (t) => {
  await refused("ResourceNotFoundException", texts.missing, get(support.name("nowhere")));
  const made = await create(t);
  await call("DeleteSecret", { SecretId: made.ARN });
  await refused("InvalidRequestException", texts.marked, get(made.ARN));
});

test("BatchGetSecretValue: answers each secret alone", async (t) => {
  const one = await create(t);
  const missing = support.name("nowhere");
  const got = await call("BatchGetSecretValue", { SecretIdList: [one.Name, missing] });
  answered(got);
  assert.deepEqual(
    got.SecretValues.map(({ ARN, VersionId }) => [ARN, VersionId]),
    [[one.ARN, one.VersionId]],
  );
  assert.deepEqual(got.Errors, [
    { SecretId: missing, ErrorCode: "ResourceNotFoundException", Message: texts.missing },
  ]);
});

test("BatchGetSecretValue: pages through a filter", async (t) => {
  const prefix = support.name("batch");
  const made = new Set();
  for (let each = 0; each < 5; each++) {
    made.add((await create(t, { Name: `${prefix}/${each}` })).ARN);
  }
  const found = [];
  const Filters = [{ Key: "name", Values: [prefix] }];
  for await (const page of paginateBatchGetSecretValue({ client, pageSize: 2 }, { Filters })) {
    assert.ok(page.SecretValues.length <= 2);
    assert.deepEqual(page.Errors, []);
    found.push(...page.SecretValues.map(({ ARN }) => ARN));
  }
  assert.equal(found.length, 5);
  assert.deepEqual(new Set(found), made);
});

test("BatchGetSecretValue: refuses ids together with filters", async () => {
  await refused(
    "InvalidParameterException",
    "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
    call("BatchGetSecretValue", {
      SecretIdList: ["any"],
      Filters: [{ Key: "name", Values: ["any"] }],
    }),
  );
});

test("UpdateSecret: changes value and description apart", async (t) => {
  const made = await create(t, { Description: "before" });
  const SecretString = support.text();
  const value = await call("UpdateSecret", { SecretId: made.Name, SecretString });
  answered(value);
  assert.equal(value.ARN, made.ARN);
  assert.notEqual(value.VersionId, made.VersionId);
  const metadata = await call("UpdateSecret", { SecretId: made.ARN, Description: "after" });
  assert.deepEqual(support.members(metadata), { ARN: made.ARN, Name: made.Name });
  assert.equal((await get(made.ARN)).SecretString, SecretString);
  assert.equal((await support.describe(made.ARN)).Description, "after");
});

test("UpdateSecret: refuses missing and deleted secrets", async (t) => {
  const change = (SecretId) => call("UpdateSecret", { SecretId, Description: "any" });
  await refused("ResourceNotFoundException", texts.missing, change(support.name("nowhere")));
  const made = await create(t);
  await call("DeleteSecret", { SecretId: made.ARN });
  await refused("InvalidRequestException", texts.marked, change(made.ARN));
});

test("UpdateSecretVersionStage: moves current back", async (t) => {
  const made = await create(t);
  const SecretId = made.ARN;
  const put = await call("PutSecretValue", { SecretId, SecretString: support.text() });
  const request = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: made.VersionId };
  await refused(
    "InvalidParameterException",
    "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently" +
      ` attached to version ${put.VersionId}, so you must explicitly reference that version in` +
      " RemoveFromVersionId.",
    call("UpdateSecretVersionStage", request),
  );
  const moved = await call("UpdateSecretVersionStage", {
    ...request,
    RemoveFromVersionId: put.VersionId,
  });
  answered(moved);
  assert.deepEqual(support.members(moved), { ARN: made.ARN, Name: made.Name });
  assert.deepEqual(await stages(SecretId), {
    [made.VersionId]: ["AWSCURRENT"],
    [put.VersionId]: ["AWSPREVIOUS"],
  });
});
