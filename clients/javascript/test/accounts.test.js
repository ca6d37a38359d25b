// Accounts, made and closed by Organizations.

import assert from "node:assert/strict";
import { test } from "node:test";
import { asOrganizations, asSts, inside, organizations, plain } from "../parties.js";
import { target, told } from "../support.js";

test("Accounts: are made, listed, used and closed", async () => {
  const AccountName = plain("account");
  const members = { AccountName, Email: `${AccountName}@example.com` };
  const { AccountId, State } = (await organizations("CreateAccount", members))
    .CreateAccountStatus;
  assert.equal(State, "SUCCEEDED");
  const shown = (await organizations("DescribeAccount", { AccountId })).Account;
  assert.deepEqual([shown.Name, shown.Status], [AccountName, "ACTIVE"]);
  const again = (await organizations("CreateAccount", members)).CreateAccountStatus;
  assert.equal(again.FailureReason, "EMAIL_ALREADY_EXISTS");
  const { credentials } = await inside(AccountId);
  assert.equal((await asSts(credentials)("GetCallerIdentity")).Account, AccountId);
  const member = asOrganizations(credentials);
  const { Organization } = await member("DescribeOrganization");
  assert.equal(Organization.MasterAccountId, target.account);
  const refused = "You don't have permissions to access this resource.";
  await told("AccessDeniedException", 400, refused, member("ListAccounts"));
  await organizations("CloseAccount", { AccountId });
  const unknown = "The security token included in the request is invalid.";
  await told("UnrecognizedClientException", 400, unknown, member("DescribeOrganization"));
});
