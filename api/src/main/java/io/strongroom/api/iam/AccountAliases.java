package io.strongroom.api.iam;

import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the three operations on the alias of an account share. */
final class AccountAliases {
  static final InputMember<String> ALIAS =
      InputMember.required("AccountAlias", Shapes.ACCOUNT_ALIAS).shown();

  private AccountAliases() {}

  /** Returns the shape of a request that names an alias. */
  static InputStructure<String> input(String operation) {
    return InputStructure.of(operation + "Request", in -> in.require(ALIAS), ALIAS);
  }

  /** Returns the account of a directory, which exists if somebody calls from it. */
  static Account account(Directory directory) {
    return Objects.requireNonNull(directory.account(), "the account of the caller");
  }

  /** Stores an account under another alias, or none. */
  static Decision<Nothing> renamed(Directory directory, @Nullable String alias) {
    Account account = account(directory).aliased(alias);
    return Decision.of(DirectoryChange.of(directory).registering(account), new Nothing());
  }
}
