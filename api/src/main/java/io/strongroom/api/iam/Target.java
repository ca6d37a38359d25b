package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.Arn;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.util.Arrays;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A kind of identity as operations name it: the word in their names, the member that says which one
 * is meant, and how it is found.
 */
final class Target<T extends Identity> {
  static final Target<User> USER = new Target<>("User", User.class, Members.USER_NAME);

  /** The same, by a name that can be no longer than that of a new user. */
  static final Target<User> NEW_USER =
      new Target<>("User", User.class, InputMember.required("UserName", Shapes.USER_NAME).shown());

  static final Target<Group> GROUP = new Target<>("Group", Group.class, Members.GROUP_NAME);
  static final Target<Role> ROLE = new Target<>("Role", Role.class, Members.ROLE_NAME);
  static final Target<ManagedPolicy> POLICY =
      new Target<>("Policy", ManagedPolicy.class, Members.POLICY_ARN);
  static final Target<OidcProvider> PROVIDER =
      new Target<>("OpenIDConnectProvider", OidcProvider.class, Members.PROVIDER_ARN);

  private static final String NO_POLICY = "Policy %s was not found.";
  private static final String NO_PROVIDER = "OpenIDConnect Provider not found for arn %s";

  private final String word;
  private final Class<T> type;
  private final InputMember<String> member;

  private Target(String word, Class<T> type, InputMember<String> member) {
    this.word = word;
    this.type = type;
    this.member = member;
  }

  /** Returns the word in names of operations, such as {@code User}. */
  String word() {
    return word;
  }

  /** Returns the word as texts have it, such as {@code user}. */
  String noun() {
    return word.toLowerCase(Locale.ROOT);
  }

  /** Returns the class of the identities. */
  Class<T> type() {
    return type;
  }

  /** Returns the member that says which identity is meant: by its name, or by its ARN. */
  InputMember<String> member() {
    return member;
  }

  /** Returns the shape of a request that says nothing but which identity is meant. */
  InputStructure<String> input(String operation) {
    return InputStructure.of(operation + "Request", in -> in.require(member), member);
  }

  /** Adds the error of operations that find their identity by an ARN. */
  ErrorCode[] finding(ErrorCode... errors) {
    return isNamed() ? errors : plus(errors, ErrorCode.INVALID_INPUT);
  }

  /** Adds the error of operations that change roles, some of which AWS keeps for itself. */
  ErrorCode[] changing(ErrorCode... errors) {
    return type == Role.class ? plus(errors, ErrorCode.UNMODIFIABLE_ENTITY) : errors;
  }

  private static ErrorCode[] plus(ErrorCode[] errors, ErrorCode more) {
    ErrorCode[] all = Arrays.copyOf(errors, errors.length + 1);
    all[errors.length] = more;
    return all;
  }

  private boolean isNamed() {
    return type != ManagedPolicy.class && type != OidcProvider.class;
  }

  /** Returns the identity that is meant, or null if there is none. */
  @Nullable T find(Directory directory, String given) {
    if (isNamed()) {
      return directory.named(type, given);
    }
    Identity found = directory.withArn(given);
    return type.isInstance(found) ? type.cast(found) : null;
  }

  /**
   * Returns the identity that is meant.
   *
   * @throws ServiceException NoSuchEntity, or InvalidInput for a text that is no ARN of this kind
   */
  T require(Directory directory, String given) {
    T found = find(directory, given);
    if (found != null) {
      return found;
    }
    if (isNamed()) {
      throw Refusals.noSuch(noun(), given);
    }
    Arn arn = Arn.parse(given);
    String kind = type == ManagedPolicy.class ? "policy/" : "oidc-provider/";
    if (arn == null || !arn.service().equals("iam") || !arn.resource().startsWith(kind)) {
      throw Refusals.invalidArn(given);
    }
    String text = type == ManagedPolicy.class ? NO_POLICY : NO_PROVIDER;
    throw Refusals.noSuchEntity(text.formatted(given));
  }

  /**
   * Returns the identity that is meant, to be changed.
   *
   * @throws ServiceException as {@link #require}; also InvalidInput for a policy that is shipped
   */
  T requireOwn(Directory directory, String given) {
    T found = require(directory, given);
    if (found.identifiers().account() == null) {
      throw Refusals.invalid("Policy is outside your own account.");
    }
    return found;
  }

  /**
   * Returns what a caller must be allowed to touch: the identity with its tags, or what an identity
   * of that name would be.
   */
  Permission permission(Directory directory, Call call, String given) {
    T found = find(directory, given);
    if (found != null) {
      return permission(found);
    }
    String missing =
        isNamed() ? "arn:aws:iam::%s:%s/%s".formatted(call.account(), noun(), given) : given;
    return Permission.on(missing);
  }

  /** Returns what a caller must be allowed to touch who asks about an identity. */
  static Permission permission(Identity identity) {
    SequencedMap<String, String> tags = Identities.tags(identity);
    return Permission.on(identity.arn())
        .withEach("aws:ResourceTag/", tags)
        .withEach("iam:ResourceTag/", tags);
  }
}
