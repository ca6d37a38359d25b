// Resource policies, rotation and replication.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as support from "../support.js";

const { answered, call, create, describe, elsewhere, get, refused, target, texts } = support;

const OWN = support.policy({ AWS: `arn:aws:iam::${target.account}:root` });
const BROAD = support.policy("*");

const attach = (SecretId, ResourcePolicy) =>
  call("PutResourcePolicy", { SecretId, ResourcePolicy, BlockPublicPolicy: true });

test("PutResourcePolicy: replaces the policy and refuses bad and broad ones", async (t) => {
  const made = await create(t);
  const put = await attach(made.Name, OWN);
  answered(put);
  assert.deepEqual(support.members(put), { ARN: made.ARN, Name: made.Name });
  await refused(
    "PublicPolicyException",
    "You can't attach a resource-based policy that allows broad access to the secret.",
    attach(made.ARN, BROAD),
  );
  await refused(
    "MalformedPolicyDocumentException",
    "This resource policy contains a syntax error.",
    attach(made.ARN, "not a policy"),
  );
});

test("GetResourcePolicy: prints it again", async (t) => {
  const made = await create(t);
  const read = (SecretId) => call("GetResourcePolicy", { SecretId });
  assert.deepEqual(support.members(await read(made.Name)), { ARN: made.ARN, Name: made.Name });
  await attach(made.ARN, OWN);
  const got = await read(made.Name);
  answered(got);
  assert.match(got.ResourcePolicy, /"Version" : "2012-10-17"/);
  assert.deepEqual(JSON.parse(got.ResourcePolicy), JSON.parse(OWN));
  await call("DeleteSecret", { SecretId: made.ARN });
  await refused("InvalidRequestException", texts.marked, read(made.ARN));
});

test("DeleteResourcePolicy: succeeds with and without one", async (t) => {
  const made = await create(t);
  const drop = (SecretId) => call("DeleteResourcePolicy", { SecretId });
  await attach(made.ARN, OWN);
  for (let each = 0; each < 2; each++) {
    const dropped = await drop(made.Name);
    answered(dropped);
    assert.deepEqual(support.members(dropped), { ARN: made.ARN, Name: made.Name });
  }
  const got = await call("GetResourcePolicy", { SecretId: made.ARN });
  assert.equal(got.ResourcePolicy, undefined);
  await refused("ResourceNotFoundException", texts.missing, drop(support.name("nowhere")));
});

test("ValidateResourcePolicy: tells good from broad", async () => {
  const judge = (members) => call("ValidateResourcePolicy", members);
  const good = await judge({ ResourcePolicy: OWN });
  answered(good);
  assert.deepEqual(support.members(good), { PolicyValidationPassed: true, ValidationErrors: [] });
  const broad = await judge({ ResourcePolicy: BROAD });
  assert.equal(broad.PolicyValidationPassed, false);
  assert.ok(broad.ValidationErrors.some(({ ErrorMessage }) => /broad access/.test(ErrorMessage)));
  await refused(
    "ResourceNotFoundException",
    texts.missing,
    judge({ ResourcePolicy: OWN, SecretId: support.name("nowhere") }),
  );
});

const rotate = (SecretId, members) =>
  call("RotateSecret", {
    SecretId,
    RotationLambdaARN: support.functionArn(),
    RotationRules: { AutomaticallyAfterDays: 30 },
    ...members,
  });

test("RotateSecret: answers with the pending version", async (t) => {
  const made = await create(t);
  const ClientRequestToken = support.token();
  const rotated = await rotate(made.Name, { ClientRequestToken });
  answered(rotated);
  assert.deepEqual(support.members(rotated), {
    ARN: made.ARN,
    Name: made.Name,
    VersionId: ClientRequestToken,
  });
  const shown = await describe(made.ARN);
  assert.equal(shown.RotationEnabled, true);
  assert.equal(shown.RotationLambdaARN, support.functionArn());
  assert.deepEqual(shown.RotationRules, { AutomaticallyAfterDays: 30 });
  assert.deepEqual(shown.VersionIdsToStages[ClientRequestToken], ["AWSPENDING"]);
  assert.ok(shown.NextRotationDate > shown.CreatedDate);
  await refused(
    "InvalidRequestException",
    "A previous rotation isn't complete. That rotation will be reattempted.",
    rotate(made.ARN),
  );
});

test("RotateSecret: refuses bad rules and no function", async (t) => {
  const made = await create(t);
  await refused(
    "InvalidParameterException",
    "Rate in hour should be least 4 and less than 24.",
    rotate(made.ARN, { RotationRules: { ScheduleExpression: "rate(3 hours)" } }),
  );
  await refused(
    "InvalidRequestException",
    "No Lambda rotation function ARN is associated with this secret.",
    call("RotateSecret", { SecretId: made.ARN }),
  );
});

test("CancelRotateSecret: keeps function and rules", async (t) => {
  const made = await create(t);
  const cancel = () => call("CancelRotateSecret", { SecretId: made.Name });
  await refused("InvalidRequestException", undefined, cancel());
  const { VersionId } = await rotate(made.ARN);
  const cancelled = await cancel();
  answered(cancelled);
  assert.deepEqual(support.members(cancelled), { ARN: made.ARN, Name: made.Name, VersionId });
  const shown = await describe(made.ARN);
  assert.equal(shown.RotationEnabled, false);
  assert.equal(shown.RotationLambdaARN, support.functionArn());
  assert.equal(shown.NextRotationDate, undefined);
});

const region = target.replicaRegion;

const replicate = (SecretId, Region = region) =>
  call("ReplicateSecretToRegions", { SecretId, AddReplicaRegions: [{ Region }] });

test("ReplicateSecretToRegions: makes a replica that follows", async (t) => {
  const made = await create(t);
  const answer = await replicate(made.Name);
  answered(answer);
  assert.deepEqual(support.members(answer), {
    ARN: made.ARN,
    ReplicationStatus: [
      { Region: region, KmsKeyId: "alias/aws/secretsmanager", Status: "InProgress" },
    ],
  });
  const shown = await describe(made.ARN);
  assert.equal(shown.PrimaryRegion, target.region);
  assert.equal(shown.ReplicationStatus[0].Status, "InSync");
  const SecretString = support.text();
  await call("PutSecretValue", { SecretId: made.ARN, SecretString });
  const got = await get(made.Name, {}, elsewhere);
  assert.equal(got.ARN, support.inRegion(made.ARN, region));
  assert.equal(got.SecretString, SecretString);
});

test("ReplicateSecretToRegions: keeps writers from replicas", async (t) => {
  const made = await create(t);
  await refused(
    "InvalidParameterException",
    "Invalid replica region.",
    replicate(made.ARN, target.region),
  );
  await replicate(made.ARN);
  const members = { SecretId: made.Name, SecretString: support.text() };
  await refused(
    "InvalidParameterException",
    texts.replica,
    call("PutSecretValue", members, elsewhere),
  );
  await refused(
    "InvalidParameterException",
    `You can't delete secret ${made.ARN} that still has replica regions [${region}].`,
    call("DeleteSecret", { SecretId: made.ARN }),
  );
});

test("RemoveRegionsFromReplication: deletes the replica", async (t) => {
  const made = await create(t);
  await replicate(made.ARN);
  const remove = (SecretId) =>
    call("RemoveRegionsFromReplication", { SecretId, RemoveReplicaRegions: [region] });
  const removed = await remove(made.Name);
  answered(removed);
  assert.equal(removed.ARN, made.ARN);
  assert.deepEqual(removed.ReplicationStatus ?? [], []);
  await refused("ResourceNotFoundException", texts.missing, describe(made.Name, elsewhere));
  await refused("ResourceNotFoundException", texts.missing, remove(support.name("nowhere")));
});

test("StopReplicationToReplica: makes it a secret of its own", async (t) => {
  const made = await create(t);
  const SecretId = made.Name;
  await refused(
    "InvalidParameterException",
    undefined,
    call("StopReplicationToReplica", { SecretId }),
  );
  await replicate(made.ARN);
  const replica = support.inRegion(made.ARN, region);
  support.sweep(t, replica, elsewhere);
  const stopped = await call("StopReplicationToReplica", { SecretId }, elsewhere);
  answered(stopped);
  assert.deepEqual(support.members(stopped), { ARN: replica });
  await call("UpdateSecret", { SecretId: replica, Description: "its own" }, elsewhere);
  assert.equal((await describe(replica, elsewhere)).PrimaryRegion, undefined);
  assert.deepEqual((await describe(made.ARN)).ReplicationStatus ?? [], []);
});
