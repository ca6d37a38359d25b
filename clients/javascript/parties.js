// Users, roles, keys and accounts for scenarios that need more than one caller, with a broom for them.

import assert from "node:assert/strict";
import * as iamSdk from "@aws-sdk/client-iam";
import * as kmsSdk from "@aws-sdk/client-kms";
import * as organizationsSdk from "@aws-sdk/client-organizations";
import * as stsSdk from "@aws-sdk/client-sts";
import { connect, name, target } from "./support.js";

/** A caller of one service: a function from an operation's name and members to its answer. */
const caller = (sdk, Client) => (credentials) => {
  const client = connect(credentials, Client);
  return (operation, members = {}) => client.send(new sdk[`${operation}Command`](members));
};

export const asIam = caller(iamSdk, iamSdk.IAMClient);
export const asKms = caller(kmsSdk, kmsSdk.KMSClient);
export const asOrganizations = caller(organizationsSdk, organizationsSdk.OrganizationsClient);
export const asSts = caller(stsSdk, stsSdk.STSClient);

export const iam = asIam();
export const kms = asKms();
export const organizations = asOrganizations();
export const sts = asSts();

/** A name for identities, which have no slash. */
export const plain = (purpose) => name(purpose).replaceAll("/", "-");

/** A policy of statements that allow. */
export const allowing = (...statements) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });

export const may = (Action, Resource = "*", more = {}) =>
  allowing({ Action, Resource, ...more });

export const trusting = (account, Action = "sts:AssumeRole", more = {}) =>
  allowing({ Principal: { AWS: account }, Action, ...more });

/** Makes a user with a policy and an access key. */
export async function user(scenario, policy) {
  const UserName = plain("user");
  const made = await iam("CreateUser", { UserName });
  const own = { UserName, PolicyName: "own" };
  await iam("PutUserPolicy", { ...own, PolicyDocument: policy });
  const { AccessKey } = await iam("CreateAccessKey", { UserName });
  scenario.after(async () => {
    await iam("DeleteAccessKey", { UserName, AccessKeyId: AccessKey.AccessKeyId });
    await iam("DeleteUserPolicy", own);
    await iam("DeleteUser", { UserName });
  });
  return {
    arn: made.User.Arn,
    credentials: {
      accessKeyId: AccessKey.AccessKeyId,
      secretAccessKey: AccessKey.SecretAccessKey,
    },
  };
}

/** Makes a role with a policy, which the account may assume; returns its ARN. */
export async function role(scenario, policy, trust = trusting(target.account), members = {}) {
  const RoleName = plain("role");
  const made = await iam("CreateRole", {
    RoleName,
    AssumeRolePolicyDocument: trust,
    ...members,
  });
  const own = { RoleName, PolicyName: "own" };
  await iam("PutRolePolicy", { ...own, PolicyDocument: policy });
  scenario.after(async () => {
    await iam("DeleteRolePolicy", own);
    await iam("DeleteRole", { RoleName });
  });
  return made.Role.Arn;
}

/** The session of an answer of STS: its ARN and its credentials. */
export const session = ({ AssumedRoleUser, Credentials }) => ({
  arn: AssumedRoleUser?.Arn,
  credentials: {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  },
});

export const assume = async (RoleArn, members = {}, by = sts) =>
  session(await by("AssumeRole", { RoleArn, RoleSessionName: "session", ...members }));

/** Makes an account, which is closed after the scenario; returns its id. */
export async function account(scenario) {
  const AccountName = plain("account");
  const { CreateAccountStatus } = await organizations("CreateAccount", {
    AccountName,
    Email: `${AccountName}@example.com`,
  });
  assert.equal(CreateAccountStatus.State, "SUCCEEDED");
  const { AccountId } = CreateAccountStatus;
  scenario.after(() => organizations("CloseAccount", { AccountId }));
  return AccountId;
}

/** Takes on the role that an account's makers have in it. */
export const inside = (id) =>
  assume(`arn:aws:iam::${id}:role/OrganizationAccountAccessRole`);

/** Makes a customer managed key; returns its ARN. */
export async function key(scenario) {
  const { KeyMetadata } = await kms("CreateKey");
  scenario.after(() =>
    kms("ScheduleKeyDeletion", { KeyId: KeyMetadata.Arn, PendingWindowInDays: 7 }),
  );
  return KeyMetadata.Arn;
}
