package io.strongroom.store.sql;

import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.Material;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The part of a check that looks at KMS keys: records, materials and aliases fit each other. */
final class KeyCheck {
  private final SqlConnection connection;
  private final SealedCheck sealed;
  private final Findings findings;
  private final Map<String, Key> keys = new HashMap<>();

  KeyCheck(SqlConnection connection, SealedCheck sealed, Findings findings) {
    this.connection = connection;
    this.sealed = sealed;
    this.findings = findings;
  }

  void run() throws SQLException {
    checkKeys();
    checkMaterials();
    checkAliases();
  }

  private void checkKeys() throws SQLException {
    try (ResultSet row = connection.prepare(KeySql.ALL_KEYS).executeQuery()) {
      while (row.next()) {
        findings.count(Findings.Kind.KMS_KEY);
        try {
          Key key = KeyRows.key(row);
          keys.put(key.id(), key);
        } catch (IllegalArgumentException | NullPointerException e) {
          findings.problem("KMS key " + row.getString(1) + " is broken");
        }
      }
    }
  }

  private void checkMaterials() throws SQLException {
    Map<String, Set<Integer>> found = new HashMap<>();
    try (ResultSet row = connection.prepare(KeySql.ALL_MATERIALS).executeQuery()) {
      while (row.next()) {
        String keyId = row.getString(1);
        int version = row.getInt(2);
        Key key = keys.get(keyId);
        if (key == null || !key.hasMaterial(version)) {
          findings.problem("KMS key " + keyId + " knows nothing of its version " + version);
        } else {
          found.computeIfAbsent(keyId, unseen -> new HashSet<>()).add(version);
          sealed.learn(key, version, row.getBytes(4));
        }
      }
    }
    for (Key key : keys.values()) {
      for (Material material : key.materials()) {
        if (!found.getOrDefault(key.id(), Set.of()).contains(material.version())) {
          findings.problem("KMS key " + key.id() + " lacks its version " + material.version());
        }
      }
    }
  }

  private void checkAliases() throws SQLException {
    try (ResultSet row = connection.prepare(KeySql.ALL_ALIASES).executeQuery()) {
      while (row.next()) {
        try {
          Alias alias = KeyRows.alias(row);
          Key key = keys.get(alias.keyId());
          if (key == null
              || !key.account().equals(alias.account())
              || !key.region().equals(alias.region())) {
            findings.problem(alias.arn() + " names a key that is not there");
          }
        } catch (IllegalArgumentException | NullPointerException e) {
          findings.problem("KMS alias " + row.getString(3) + " is broken");
        }
      }
    }
  }
}
