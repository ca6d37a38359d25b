// What the scenarios stand on: the server under test, samples, and a broom for what they create.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after } from "node:test";
import * as sdk from "@aws-sdk/client-secrets-manager";

const environment = process.env;

if (!environment.STRONGROOM_ENDPOINT) {
  throw new Error("STRONGROOM_ENDPOINT must name the server, as http://127.0.0.1:3000");
}

/** The server, as the environment describes it. */
export const target = Object.freeze({
  endpoint: environment.STRONGROOM_ENDPOINT,
  auth: environment.STRONGROOM_AUTH ?? "lenient",
  account: environment.STRONGROOM_ACCOUNT ?? "000000000000",
  region: environment.AWS_REGION ?? "us-east-1",
  replicaRegion: environment.AWS_REGION === "eu-west-1" ? "us-east-1" : "eu-west-1",
  accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "anyone",
  secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "anything",
});

// One mark for everything that a run leaves in names, so that runs never meet.
const run = randomUUID().replaceAll("-", "").slice(0, 12);
let number = 0;

/** Searched for in everything the server leaves behind; it must never be found there. */
export const CANARY = "canary-7f3a-strongroom";

export const token = () => randomUUID();
export const name = (purpose) => `clients/${run}/${purpose}-${++number}`;
export const text = () => JSON.stringify({ password: `${CANARY} ${++number}` });
export const functionArn = () =>
  `arn:aws:lambda:${target.region}:${target.account}:function:builtin-postgresql-single`;
export const partial = (arn) => arn.slice(0, -7);
export const inRegion = (arn, region) => arn.split(":").with(3, region).join(":");

/** A resource policy of one statement. */
export const policy = (principal) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
      },
    ],
  });

/** Sentences of the service that more than one scenario expects. */
export const texts = Object.freeze({
  missing: "Secrets Manager can't find the specified secret.",
  marked: "You can't perform this operation on the secret because it was marked for deletion.",
  noKey: "Access to KMS is not allowed",
  notAllowed: (caller, action, resource, kind) =>
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resource}` +
    ` because no ${kind} policy allows the ${action} action`,
  replica:
    "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
  tokenTaken: (used, arn) =>
    `You can't use ClientRequestToken ${used} because that value is already in use for a` +
    ` version of secret ${arn}.`,
  violation: (value, path, constraint) =>
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint:` +
    ` Member must ${constraint}`,
});

const clients = [];
after(() => clients.forEach((each) => each.destroy()));

/** A client that tries once, so that no fault hides behind a retry. */
export function connect({ region, ...credentials } = {}, Client = sdk.SecretsManagerClient) {
  const client = new Client({
    endpoint: target.endpoint,
    region: region ?? target.region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: target.accessKeyId,
      secretAccessKey: target.secretAccessKey,
      ...credentials,
    },
  });
  clients.push(client);
  return client;
}

export const client = connect();
export const elsewhere = connect({ region: target.replicaRegion });

/** Sends the command of an operation's name. */
export const call = (operation, members = {}, by = client) =>
  by.send(new sdk[`${operation}Command`](members));

/** Creates a secret for one scenario; it has a value unless told otherwise. */
export async function create(scenario, members = {}) {
  const made = await call("CreateSecret", {
    Name: name("secret"),
    ...("SecretBinary" in members ? {} : { SecretString: text() }),
    ...members,
  });
  sweep(scenario, made.ARN);
  return made;
}

/** Deletes the secret and its replica after the scenario. */
export function sweep(scenario, arn, by = client) {
  scenario.after(async () => {
    const regions = { SecretId: arn, RemoveReplicaRegions: [target.replicaRegion] };
    await call("RemoveRegionsFromReplication", regions, by).catch(() => {});
    await call("DeleteSecret", { SecretId: arn, ForceDeleteWithoutRecovery: true }, by);
  });
}

/** Asserts the class that the SDK gives the error, its text and its status. */
export async function refused(code, message, promise) {
  await told(code, 400, message, promise, sdk[code] ?? sdk.SecretsManagerServiceException);
}

/** Asserts code, status and text of a refusal by any service. */
export async function told(code, status, message, promise, kind = Error) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, code, error.message);
    assert.ok(error instanceof kind);
    if (message !== undefined) {
      assert.equal(error.message, message);
    }
    answered(error, status);
    return true;
  });
}

export function answered({ $metadata }, status = 200) {
  assert.equal($metadata.httpStatusCode, status);
  assert.match($metadata.requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal($metadata.attempts, 1);
}

export const describe = (secretId, by = client) =>
  call("DescribeSecret", { SecretId: secretId }, by);

export const get = (secretId, members = {}, by = client) =>
  call("GetSecretValue", { SecretId: secretId, ...members }, by);

/** The labels of each version, sorted. */
export async function stages(secretId) {
  const shown = Object.entries((await describe(secretId)).VersionIdsToStages ?? {});
  return Object.fromEntries(shown.map(([version, labels]) => [version, labels.toSorted()]));
}

/** The members of an answer, without what the SDK adds. */
export function members({ $metadata, ...rest }) {
  return rest;
}
