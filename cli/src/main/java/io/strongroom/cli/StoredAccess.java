package io.strongroom.cli;

import io.strongroom.cli.policy.Identity;
import io.strongroom.cli.policy.Identity.Gathering;
import io.strongroom.cli.policy.SecretAccess;
import io.strongroom.cli.policy.Unreadable;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRef;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identity.Bearer;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.store.sqlite.StoreOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store tells about who can use a secret. No value is opened.
 *
 * @param about the secret and all identities of the store
 */
record StoredAccess(SecretAccess about) {
  private static final int ACCOUNTS_AT_A_TIME = 1_000;

  /** Reads it from a directory. */
  static StoredAccess read(Path data, Path rootKey, String secretArn) throws Refusal {
    StorePlace place = new StorePlace.Directory(data, StoreOptions.defaults());
    try (StoreFiles.Opened opened = StoreFiles.open(place, rootKey)) {
      Store store = opened.store();
      Secret secret = secret(store, secretArn);
      return new StoredAccess(
          SecretAccess.of(
              secret.arn(),
              secret.resourcePolicy(),
              key(store, secret),
              identities(store),
              tags(secret)));
    } catch (Unreadable e) {
      throw new Refusal(e);
    }
  }

  private static Secret secret(Store store, String arn) throws Refusal {
    Secret found = null;
    try {
      found =
          switch (SecretId.parse(arn)) {
            case SecretId.ByArn id -> store.find(id.account(), id.region(), id.name());
            case SecretId.ByPartialArn id -> store.find(id.account(), id.region(), id.name());
            case SecretId.ByName _ -> null;
          };
    } catch (ServiceException e) {
      throw new Refusal("not the ARN of a secret: " + arn);
    }
    if (found == null || !found.arn().startsWith(arn)) {
      throw new Refusal("there is no secret " + arn + " in the store");
    }
    return found;
  }

  private static SecretAccess.@Nullable Key key(Store store, Secret secret) throws Unreadable {
    String named = secret.kmsKeyId() == null ? KmsKeys.DEFAULT_ALIAS : secret.kmsKeyId();
    String id;
    try {
      id =
          switch (KeyRef.parse(named, secret.account(), secret.region())) {
            case KeyRef.ById byId -> byId.id();
            case KeyRef.ByAlias(AccountId account, Region region, String name) -> {
              Alias alias = store.alias(account, region, name);
              yield alias == null ? null : alias.keyId();
            }
          };
    } catch (ServiceException e) {
      return null;
    }
    Key key = id == null ? null : store.key(id);
    return key == null ? null : SecretAccess.Key.of(key.arn(), key.policy());
  }

  /** Returns the tags of the secret, as policies see them. */
  private static Map<String, String> tags(Secret secret) {
    Map<String, String> keys = new HashMap<>();
    Tags tags = secret.tags();
    if (tags != null) {
      tags.byKey()
          .forEach(
              (key, value) -> {
                String folded = key.toLowerCase(Locale.ROOT);
                keys.putIfAbsent("aws:resourcetag/" + folded, value);
                keys.putIfAbsent("secretsmanager:resourcetag/" + folded, value);
              });
    }
    return keys;
  }

  private static List<Identity> identities(Store store) throws Unreadable {
    List<Identity> all = new ArrayList<>();
    AccountId after = null;
    List<Account> some = store.accounts(null, ACCOUNTS_AT_A_TIME);
    while (!some.isEmpty()) {
      for (Account account : some) {
        add(store.directory(account.id()), all);
        after = account.id();
      }
      some = store.accounts(after, ACCOUNTS_AT_A_TIME);
    }
    return all;
  }

  private static void add(Directory directory, List<Identity> all) throws Unreadable {
    AccountId account = directory.id();
    for (User user : directory.list(User.class, "/", null, Integer.MAX_VALUE)) {
      Gathering gathering = gathering(directory, user);
      for (String id : user.groups()) {
        Group group = directory.find(Group.class, id);
        if (group != null) {
          add(gathering, directory, group.policies());
        }
      }
      all.add(gathering.user(account, user.id(), user.path(), user.name(), user.tags()));
    }
    for (Role role : directory.list(Role.class, "/", null, Integer.MAX_VALUE)) {
      Gathering gathering = gathering(directory, role);
      all.add(gathering.role(account, role.id(), role.path(), role.name()));
    }
  }

  private static Gathering gathering(Directory directory, Bearer bearer) {
    Gathering gathering = new Gathering();
    add(gathering, directory, bearer.policies());
    String boundary =
        switch (bearer) {
          case User user -> user.boundary();
          case Role role -> role.boundary();
          case Group _ -> null;
        };
    if (boundary != null) {
      gathering.boundary(boundary, document(directory, boundary));
    }
    return gathering;
  }

  private static void add(Gathering gathering, Directory directory, Policies policies) {
    policies.inline().forEach(gathering::policy);
    policies.attached().forEach(arn -> gathering.policy(arn, document(directory, arn)));
  }

  private static @Nullable String document(Directory directory, String arn) {
    ManagedPolicy policy = directory.policy(arn);
    return policy == null ? null : policy.inForce().document();
  }
}
