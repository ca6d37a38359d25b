package io.strongroom.store.sql;

import java.util.List;

/**
 * What a check of a whole store found. No value and no key is in it; names of secrets are.
 *
 * @param secrets how many secrets there are
 * @param envelopes how many sealed values there are
 * @param kmsKeys how many KMS keys there are
 * @param accounts how many accounts there are
 * @param identities how many users, groups, roles, policies and identity providers there are
 * @param accessKeys how many access keys there are
 * @param functions how many functions there are
 * @param opened how many envelopes, materials of KMS keys, access keys and variables of functions
 *     were opened, which takes the root key
 * @param problems one line each; empty if the store is whole
 */
public record CheckReport(
    long secrets,
    long envelopes,
    long kmsKeys,
    long accounts,
    long identities,
    long accessKeys,
    long functions,
    long opened,
    List<String> problems) {

  /** Takes a copy of the list. */
  public CheckReport {
    problems = List.copyOf(problems);
  }

  /** Tells whether everything is as it should be. */
  public boolean isWhole() {
    return problems.isEmpty();
  }
}
