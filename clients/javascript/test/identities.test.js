// Users, groups, roles and policies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EntityAlreadyExistsException, NoSuchEntityException } from "@aws-sdk/client-iam";
import { asIam, iam, may, plain, role, trusting, user } from "../parties.js";
import { target, told } from "../support.js";

test("Identities: of users are made, listed and refused twice", async (t) => {
  const UserName = plain("user");
  const { User } = await iam("CreateUser", { UserName, Tags: [{ Key: "k", Value: "v" }] });
  t.after(() => iam("DeleteUser", { UserName }));
  assert.equal(User.Arn, `arn:aws:iam::${target.account}:user/${UserName}`);
  assert.deepEqual((await iam("GetUser", { UserName })).User, User);
  const taken = `User with name ${UserName} already exists.`;
  const again = iam("CreateUser", { UserName });
  await told("EntityAlreadyExistsException", 409, taken, again, EntityAlreadyExistsException);
  const missing = `The user with name ${UserName}-2 cannot be found.`;
  const nobody = iam("GetUser", { UserName: `${UserName}-2` });
  await told("NoSuchEntityException", 404, missing, nobody, NoSuchEntityException);
});

test("Identities: of keys sign until they are turned off", async (t) => {
  const { arn, credentials } = await user(t, may("iam:GetUser"));
  const own = asIam(credentials);
  const { UserName } = (await own("GetUser")).User;
  assert.ok(arn.endsWith(`:user/${UserName}`));
  const { accessKeyId: AccessKeyId } = credentials;
  await iam("UpdateAccessKey", { UserName, AccessKeyId, Status: "Inactive" });
  const unknown = "The security token included in the request is invalid";
  await told("InvalidClientTokenId", 403, unknown, own("GetUser"));
});

test("Identities: of roles and policies show their documents", async (t) => {
  const [document, trust] = [may("secretsmanager:*"), trusting(target.account)];
  const RoleName = (await role(t, document, trust)).split("/").at(-1);
  const shown = (await iam("GetRole", { RoleName })).Role;
  const parsed = (text) => JSON.parse(decodeURIComponent(text));
  assert.deepEqual(parsed(shown.AssumeRolePolicyDocument), JSON.parse(trust));
  const inline = await iam("GetRolePolicy", { RoleName, PolicyName: "own" });
  assert.deepEqual(parsed(inline.PolicyDocument), JSON.parse(document));
  const made = { PolicyName: plain("policy"), PolicyDocument: document };
  const PolicyArn = (await iam("CreatePolicy", made)).Policy.Arn;
  await iam("AttachRolePolicy", { RoleName, PolicyArn });
  const attached = await iam("ListAttachedRolePolicies", { RoleName });
  assert.deepEqual(
    attached.AttachedPolicies.map((each) => each.PolicyArn),
    [PolicyArn],
  );
  const conflict = "Cannot delete a policy attached to entities.";
  await told("DeleteConflictException", 409, conflict, iam("DeletePolicy", { PolicyArn }));
  await iam("DetachRolePolicy", { RoleName, PolicyArn });
  await iam("DeletePolicy", { PolicyArn });
});
