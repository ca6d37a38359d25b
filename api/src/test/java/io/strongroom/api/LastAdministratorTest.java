package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.StsRoom.Answer;
import io.strongroom.api.StsRoom.Signer;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.User;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody can take the last administrator from the account that manages the others (AUZ-11). */
class LastAdministratorTest {
  private static final String KEY = "AKIAADMINADMINADMINA";
  private static final String SECOND = "AKIASECONDSECONDSECO";
  private static final String FULL = AwsManagedPolicies.ADMINISTRATOR_ACCESS;
  private static final String DENY =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"iam:Create*\","
          + "\"Resource\":\"*\"}}";
  private static final String NOTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
          + "\"Resource\":\"*\"}}";
  private static final String TEXT =
      "The account must keep an administrator: a user with an active access key who may attach"
          + " policies, create users and create access keys.";

  private final StsRoom sts = new StsRoom();
  private final Signer administrator = new Signer(KEY, TestRoom.KEY_SECRET, null);

  /** An account as {@code init} makes it: one administrator with a key, and none of the root. */
  LastAdministratorTest() {
    sts.room.change(
        change ->
            change
                .registering(account(Account.Standing.MANAGEMENT))
                .removing(Objects.requireNonNull(change.after().key(TestRoom.KEY_ID)))
                .putting(user("administrator", "AIDAAAAAAAAAAAAAADMIN").with(full())));
    sts.room.issue(KEY, "AIDAAAAAAAAAAAAAADMIN", AccessKey.Status.ACTIVE);
  }

  private static Account account(Account.Standing standing) {
    return Account.unnamed(TestRoom.ACCOUNT, standing, StsRoom.NOW);
  }

  private static Policies full() {
    return Policies.NONE.attaching(FULL);
  }

  private static User user(String name, String id) {
    return User.of(Identifiers.of(TestRoom.ACCOUNT, Kind.USER, id, "/", name), StsRoom.NOW);
  }

  private void second(AccessKey.Status status) {
    sts.room.change(change -> change.putting(user("second", "AIDAAAAAAAAAAAAASECND").with(full())));
    sts.room.issue(SECOND, "AIDAAAAAAAAAAAAASECND", status);
  }

  private Answer iam(String action, String... parameters) {
    String form = StsRoom.form(action, parameters).replace("2011-06-15", "2010-05-08");
    return sts.answer(
        sts.post(administrator, "iam", "us-east-1", form, Map.of("content-type", StsRoom.FORM)));
  }

  private Answer detach() {
    return iam("DetachUserPolicy", "UserName", "administrator", "PolicyArn", FULL);
  }

  private static void assertRefused(Answer answer) {
    assertEquals("403 AccessDenied: " + TEXT, answer.told());
  }

  @ParameterizedTest
  @CsvSource({
    "DetachUserPolicy, PolicyArn, arn:aws:iam::aws:policy/AdministratorAccess",
    "PutUserPermissionsBoundary, PermissionsBoundary, arn:aws:iam::aws:policy/IAMReadOnlyAccess",
    "DeleteAccessKey, AccessKeyId, AKIAADMINADMINADMINA",
  })
  void noOneChangeTakesIt(String action, String name, String value) {
    assertRefused(iam(action, "UserName", "administrator", name, value));
    iam("GetUser", "UserName", "administrator").done();
  }

  @Test
  void aDenyTakesItToo() {
    assertRefused(
        iam(
            "PutUserPolicy",
            "UserName",
            "administrator",
            "PolicyName",
            "deny",
            "PolicyDocument",
            DENY));
  }

  @Test
  void aKeyThatIsTurnedOffSignsNothing() {
    String[] off = {
      "UserName", "administrator", "AccessKeyId", KEY, "Status", "Inactive",
    };
    assertRefused(iam("UpdateAccessKey", off));
    second(AccessKey.Status.INACTIVE);
    assertRefused(iam("UpdateAccessKey", off));
  }

  @Test
  @DisplayName("an administrator by a group or by a policy of the account is one as well")
  void groupsAndVersionsCount() {
    iam("CreateGroup", "GroupName", "admins").done();
    iam("CreatePolicy", "PolicyName", "all", "PolicyDocument", NOTHING.replace("s3:*", "*")).done();
    String all = "arn:aws:iam::123456789012:policy/all";
    iam("AttachGroupPolicy", "GroupName", "admins", "PolicyArn", all).done();
    String[] membership = {"GroupName", "admins", "UserName", "administrator"};
    iam("AddUserToGroup", membership).done();
    detach().done();
    assertRefused(iam("RemoveUserFromGroup", membership));
    assertRefused(iam("DetachGroupPolicy", "GroupName", "admins", "PolicyArn", all));
    assertRefused(
        iam(
            "CreatePolicyVersion",
            "PolicyArn",
            all,
            "PolicyDocument",
            NOTHING,
            "SetAsDefault",
            "true"));
  }

  @Test
  void whileThereIsAnotherOneCanGo() {
    second(AccessKey.Status.ACTIVE);
    detach().done();
  }

  @Test
  void theRootIsAnAdministratorWhileItHasAKey() {
    sts.room.issue("AKIAROOTROOTROOTROOT", AccessKey.Status.ACTIVE);
    detach().done();
  }

  @Test
  @DisplayName("other accounts are reached by the roles that the management account made")
  void otherAccountsMayLoseTheirs() {
    sts.room.change(change -> change.registering(account(Account.Standing.MEMBER)));
    detach().done();
  }
}
