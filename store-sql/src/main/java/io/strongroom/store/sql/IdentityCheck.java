package io.strongroom.store.sql;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a check that is about accounts: each record against its row, what records refer to,
 * and whether every access key has an owner and opens.
 */
final class IdentityCheck {
  private final SqlConnection connection;
  private final @Nullable Keyring keyring;
  private final Findings findings;

  /** The accounts that there are, damaged ones too, with their identities. */
  private final Map<AccountId, Members> accounts = new HashMap<>();

  /** The identities of an account, by unique id and by ARN. */
  private record Members(Map<String, Identity> byId, Map<String, Identity> byArn) {}

  IdentityCheck(SqlConnection connection, @Nullable Keyring keyring, Findings findings) {
    this.connection = connection;
    this.keyring = keyring;
    this.findings = findings;
  }

  void run() throws SQLException {
    checkAccounts();
    checkIdentities();
    accounts.values().forEach(this::checkReferences);
    checkAccessKeys();
    checkLastUses();
  }

  private void checkAccounts() throws SQLException {
    try (ResultSet row = connection.prepare(IdentitySql.ALL_ACCOUNTS).executeQuery()) {
      while (row.next()) {
        findings.count(Findings.Kind.ACCOUNT);
        try {
          AccountId id = new AccountId(row.getString(1));
          accounts.put(id, new Members(new HashMap<>(), new HashMap<>()));
          Account account = IdentityRows.account(id, row.getBytes(4));
          if (!Objects.equals(account.foldedEmail(), row.getString(3)) || row.getLong(2) < 1) {
            findings.problem("account " + id + ": the record is not that of its row");
          }
        } catch (IllegalArgumentException | NullPointerException e) {
          findings.problem("account " + row.getString(1) + " is broken: " + e.getMessage());
        }
      }
    }
  }

  private void checkIdentities() throws SQLException {
    try (ResultSet row = connection.prepare(IdentitySql.ALL_IDENTITIES).executeQuery()) {
      while (row.next()) {
        findings.count(Findings.Kind.IDENTITY);
        String named = row.getString(3) + " " + row.getString(2);
        try {
          Identity identity = IdentityRows.identity(row);
          Members members = accounts.get(new AccountId(row.getString(1)));
          if (members == null) {
            findings.problem(named + " belongs to an account that is not there");
          } else {
            members.byId().put(identity.id(), identity);
            members.byArn().put(identity.arn(), identity);
          }
        } catch (IllegalArgumentException | NullPointerException e) {
          findings.problem(named + " is broken: " + e.getMessage());
        }
      }
    }
  }

  private void checkReferences(Members members) {
    for (Identity identity : members.byId().values()) {
      for (String arn : policiesOf(identity)) {
        if (!members.byArn().containsKey(arn) && AwsManagedPolicies.find(arn) == null) {
          findings.problem(identity.id() + " refers to a policy that is not there: " + arn);
        }
      }
      if (identity instanceof User user) {
        for (String group : user.groups()) {
          if (!members.byId().containsKey(group)) {
            findings.problem(user.id() + " is in a group that is not there: " + group);
          }
        }
      }
    }
  }

  private static List<String> policiesOf(Identity identity) {
    List<String> arns = new ArrayList<>();
    if (identity instanceof Identity.Bearer bearer) {
      arns.addAll(bearer.policies().attached());
    }
    if (identity instanceof User user && user.boundary() != null) {
      arns.add(user.boundary());
    }
    if (identity instanceof Role role && role.boundary() != null) {
      arns.add(role.boundary());
    }
    return arns;
  }

  private void checkAccessKeys() throws SQLException {
    try (ResultSet row = connection.prepare(IdentitySql.ALL_ACCESS_KEYS).executeQuery()) {
      while (row.next()) {
        findings.count(Findings.Kind.ACCESS_KEY);
        try {
          checkAccessKey(IdentityRows.accessKey(row));
        } catch (IllegalArgumentException | NullPointerException e) {
          findings.problem("access key " + row.getString(1) + " is broken");
        }
      }
    }
  }

  private void checkAccessKey(AccessKey key) {
    Members members = accounts.get(key.account());
    if (members == null || !(key.isOfRoot() || isUser(members, key.owner()))) {
      findings.problem("access key " + key.id() + " belongs to nobody");
    }
    if (keyring == null) {
      return;
    }
    String sealedFor = key.account() + "/" + key.id();
    try (var _ = keyring.openCredential(sealedFor, key.sealedSecret())) {
      findings.count(Findings.Kind.OPENED);
    } catch (OpenException e) {
      findings.problem("access key " + key.id() + " does not open: " + e.getMessage());
    }
  }

  private static boolean isUser(Members members, String id) {
    return members.byId().get(id) instanceof User;
  }

  private void checkLastUses() throws SQLException {
    try (ResultSet row = connection.prepare(IdentitySql.LAST_USES_OF_NOTHING).executeQuery()) {
      while (row.next()) {
        findings.problem("there is a last use of " + row.getString(2) + ", which is not there");
      }
    }
  }
}
