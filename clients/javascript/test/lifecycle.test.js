// Describing, listing, tagging, deleting secrets, and making passwords.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  paginateListSecrets,
  paginateListSecretVersionIds,
} from "@aws-sdk/client-secrets-manager";
import * as support from "../support.js";

const { answered, call, client, create, describe, get, refused, texts } = support;

const DAY = 86_400_000;

async function listed(members, pageSize) {
  const found = [];
  for await (const page of paginateListSecrets({ client, pageSize }, members)) {
    answered(page);
    assert.ok(page.SecretList.length <= (pageSize ?? 100));
    found.push(...page.SecretList);
  }
  return found;
}

const named = (prefix) => [{ Key: "name", Values: [prefix] }];

test("DescribeSecret: shows all but the value", async (t) => {
  const made = await create(t, {
    Description: "for people",
    Tags: [{ Key: "team", Value: "blue" }],
  });
  await get(made.ARN);
  const shown = await describe(made.Name);
  answered(shown);
  const { CreatedDate, LastChangedDate, LastAccessedDate, ...rest } = support.members(shown);
  assert.deepEqual(rest, {
    ARN: made.ARN,
    Name: made.Name,
    Description: "for people",
    Tags: [{ Key: "team", Value: "blue" }],
    VersionIdsToStages: { [made.VersionId]: ["AWSCURRENT"] },
  });
  assert.ok(CreatedDate <= LastChangedDate);
  assert.equal(LastAccessedDate.getTime() % DAY, 0);
});

test("DescribeSecret: refuses what is missing", async () => {
  await refused("ResourceNotFoundException", texts.missing, describe(support.name("nowhere")));
});

test("ListSecrets: pages in order of creation", async (t) => {
  const prefix = support.name("pages");
  const made = [];
  for (let each = 0; each < 5; each++) {
    made.push((await create(t, { Name: `${prefix}/${each}` })).ARN);
  }
  const arns = (entries) => entries.map(({ ARN }) => ARN);
  const Filters = named(prefix);
  assert.deepEqual(arns(await listed({ Filters }, 2)), made);
  const backwards = await listed({ Filters, SortBy: "name", SortOrder: "desc" });
  assert.deepEqual(arns(backwards), made.toReversed());
  await call("DeleteSecret", { SecretId: made[0] });
  assert.deepEqual(arns(await listed({ Filters })), made.slice(1));
  assert.deepEqual(arns(await listed({ Filters, IncludePlannedDeletion: true }, 3)), made);
});

test("ListSecrets: refuses a foreign token and an unknown filter", async () => {
  await refused(
    "InvalidNextTokenException",
    undefined,
    call("ListSecrets", { NextToken: "made-up" }),
  );
  await refused(
    "ValidationException",
    undefined,
    call("ListSecrets", { Filters: [{ Key: "colour", Values: ["blue"] }] }),
  );
});

test("ListSecretVersionIds: pages through all versions", async (t) => {
  const made = await create(t);
  const SecretId = made.ARN;
  const ids = [made.VersionId];
  for (let each = 0; each < 3; each++) {
    const put = await call("PutSecretValue", { SecretId, SecretString: support.text() });
    ids.push(put.VersionId);
  }
  const labelled = await call("ListSecretVersionIds", { SecretId: made.Name });
  answered(labelled);
  assert.equal(labelled.ARN, made.ARN);
  assert.equal(labelled.Name, made.Name);
  assert.deepEqual(
    new Set(labelled.Versions.map(({ VersionId }) => VersionId)),
    new Set(ids.slice(2)),
  );
  const entries = new Map();
  const request = { SecretId, IncludeDeprecated: true };
  for await (const page of paginateListSecretVersionIds({ client, pageSize: 3 }, request)) {
    page.Versions.forEach((entry) => entries.set(entry.VersionId, entry));
  }
  assert.deepEqual(new Set(entries.keys()), new Set(ids));
  assert.equal(entries.get(ids[0]).VersionStages, undefined);
  assert.deepEqual(entries.get(ids[3]).VersionStages, ["AWSCURRENT"]);
  assert.deepEqual(entries.get(ids[3]).KmsKeyIds, ["DefaultEncryptionKey"]);
  assert.ok(entries.get(ids[3]).CreatedDate instanceof Date);
  await refused(
    "InvalidNextTokenException",
    undefined,
    call("ListSecretVersionIds", { SecretId, NextToken: "made-up" }),
  );
});

test("TagResource: adds and replaces, and refuses reserved keys", async (t) => {
  const made = await create(t, { Tags: [{ Key: "team", Value: "blue" }] });
  const tag = (...Tags) => call("TagResource", { SecretId: made.Name, Tags });
  answered(await tag({ Key: "team", Value: "green" }, { Key: "Team", Value: "" }));
  const shown = (await describe(made.ARN)).Tags.map(({ Key, Value }) => [Key, Value]);
  assert.deepEqual(Object.fromEntries(shown), { team: "green", Team: "" });
  await refused("InvalidParameterException", undefined, tag({ Key: "aws:team", Value: "x" }));
  await refused(
    "ValidationException",
    texts.violation("k".repeat(129), "tags.1.member.key", "have length less than or equal to 128"),
    tag({ Key: "k".repeat(129), Value: "x" }),
  );
});

test("UntagResource: removes and leaves an empty list", async (t) => {
  const made = await create(t, { Tags: [{ Key: "team", Value: "blue" }] });
  const untag = (SecretId) => call("UntagResource", { SecretId, TagKeys: ["team", "none"] });
  answered(await untag(made.Name));
  assert.deepEqual((await describe(made.ARN)).Tags, []);
  await refused("ResourceNotFoundException", texts.missing, untag(support.name("nowhere")));
});

test("DeleteSecret: waits for the window", async (t) => {
  const made = await create(t);
  const remove = (members) => call("DeleteSecret", { SecretId: made.Name, ...members });
  await refused(
    "InvalidParameterException",
    "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
    remove({ RecoveryWindowInDays: 6 }),
  );
  const deleted = await remove({ RecoveryWindowInDays: 7 });
  answered(deleted);
  assert.equal(deleted.ARN, made.ARN);
  assert.equal(deleted.Name, made.Name);
  const wait = deleted.DeletionDate - (await describe(made.ARN)).DeletedDate;
  assert.equal(Math.round(wait / DAY), 7);
  await refused(
    "InvalidRequestException",
    "You can't perform this operation on the secret because it was already scheduled for deletion.",
    remove({}),
  );
  await refused(
    "InvalidRequestException",
    "You can't create this secret because a secret with this name is already scheduled for" +
      " deletion.",
    call("CreateSecret", { Name: made.Name, SecretString: support.text() }),
  );
});

test("DeleteSecret: at once frees the name", async (t) => {
  const made = await create(t);
  const force = { SecretId: made.ARN, ForceDeleteWithoutRecovery: true };
  await refused(
    "InvalidParameterException",
    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    call("DeleteSecret", { ...force, RecoveryWindowInDays: 7 }),
  );
  answered(await call("DeleteSecret", force));
  await refused("ResourceNotFoundException", texts.missing, describe(made.Name));
  const again = await create(t, { Name: made.Name });
  assert.notEqual(again.ARN, made.ARN);
});

test("RestoreSecret: makes it readable again", async (t) => {
  const made = await create(t);
  await call("DeleteSecret", { SecretId: made.ARN });
  const restored = await call("RestoreSecret", { SecretId: made.Name });
  answered(restored);
  assert.deepEqual(support.members(restored), { ARN: made.ARN, Name: made.Name });
  assert.equal((await get(made.ARN)).VersionId, made.VersionId);
  await refused(
    "ResourceNotFoundException",
    texts.missing,
    call("RestoreSecret", { SecretId: support.name("nowhere") }),
  );
});

test("GetRandomPassword: follows its rules", async () => {
  const usual = await call("GetRandomPassword");
  answered(usual);
  assert.equal(usual.RandomPassword.length, 32);
  for (const each of [/[a-z]/, /[A-Z]/, /[0-9]/, /[!-/:-@[-`{-~]/]) {
    assert.match(usual.RandomPassword, each);
  }
  const special = await call("GetRandomPassword", {
    PasswordLength: 200,
    ExcludePunctuation: true,
    ExcludeUppercase: true,
    ExcludeCharacters: "abc0",
  });
  assert.match(special.RandomPassword, /^[d-z1-9]{200}$/);
  await refused(
    "InvalidParameterException",
    "Password length is too short based on the required types.",
    call("GetRandomPassword", { PasswordLength: 3 }),
  );
  await refused(
    "ValidationException",
    texts.violation(4097, "passwordLength", "have value less than or equal to 4096"),
    call("GetRandomPassword", { PasswordLength: 4097 }),
  );
});
