// Sessions of STS, and what they may do.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as parties from "../parties.js";
import { call, connect, create, describe, get, refused, target, texts, told } from "../support.js";

const { asSts, assume, may, trusting } = parties;

test("Sessions: know who they are", async (t) => {
  const { arn, credentials } = await assume(await parties.role(t, may("sts:*")));
  const who = await asSts(credentials)("GetCallerIdentity");
  assert.deepEqual([who.Arn, who.Account], [arn, target.account]);
  assert.ok(who.UserId.endsWith(":session"));
});

test("Sessions: of a role need its external id", async (t) => {
  const Condition = { StringEquals: { "sts:ExternalId": "of-the-shop" } };
  const trust = trusting(target.account, "sts:AssumeRole", { Condition });
  const role = await parties.role(t, may("secretsmanager:*"), trust);
  const partner = await parties.user(t, may("sts:AssumeRole", role));
  const by = asSts(partner.credentials);
  const message =
    `User: ${partner.arn} is not authorized to perform: sts:AssumeRole on resource: ${role}` +
    " because no role trust policy allows the sts:AssumeRole action";
  for (const wrong of [{}, { ExternalId: "of-another" }]) {
    await told("AccessDenied", 403, message, assume(role, wrong, by));
  }
  const { credentials } = await assume(role, { ExternalId: "of-the-shop" }, by);
  const listed = await call("ListSecrets", { MaxResults: 1 }, connect(credentials));
  assert.ok(listed.SecretList);
});

test("Sessions: have no more than their own policy", async (t) => {
  const { ARN } = await create(t);
  const role = await parties.role(t, may("secretsmanager:*"));
  const Policy = may("secretsmanager:GetSecretValue", ARN);
  const { arn, credentials } = await assume(role, { Policy });
  const client = connect(credentials);
  assert.ok((await get(ARN, {}, client)).SecretString);
  const message = texts.notAllowed(arn, "secretsmanager:DescribeSecret", ARN, "session");
  await refused("AccessDeniedException", message, describe(ARN, client));
});

test("Sessions: of users come from their keys only", async (t) => {
  const person = await parties.user(t, may("secretsmanager:*"));
  const answer = await asSts(person.credentials)("GetSessionToken");
  const inside = asSts(parties.session(answer).credentials);
  assert.equal((await inside("GetCallerIdentity")).Arn, person.arn);
  const message = "Cannot call GetSessionToken with session credentials";
  await told("AccessDenied", 403, message, inside("GetSessionToken"));
});
