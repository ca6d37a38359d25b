package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import java.util.List;
import java.util.SequencedMap;

/**
 * {@code TagUser}, {@code TagRole}, {@code TagPolicy} and {@code TagOpenIDConnectProvider}: adds
 * tags, or gives new values to tags that are there.
 */
final class TagIdentity implements DirectoryWrite<TagIdentity.Input, Nothing> {

  /** What to tag, and how. */
  record Input(String name, SequencedMap<String, String> tags) {}

  private static final InputMember<List<Tag>> TAGS =
      InputMember.required("Tags", Tag.LIST_IN).shown();

  private final Target<?> target;
  private final Contract<Input, Nothing> contract;

  /** Tags one kind of identities. */
  TagIdentity(Target<?> target) {
    this.target = target;
    String operation = "Tag" + target.word();
    this.contract =
        Contract.iam(
            operation,
            InputStructure.of(
                operation + "Request",
                in -> new Input(in.require(target.member()), Tag.parse(in.require(TAGS))),
                target.member(),
                TAGS),
            null,
            ErrorCode.NO_SUCH_ENTITY,
            ErrorCode.LIMIT_EXCEEDED,
            ErrorCode.INVALID_INPUT,
            ErrorCode.CONCURRENT_MODIFICATION);
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Tag.asked(target.permission(directory, call, in.name()), in.tags());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Identity identity = target.requireOwn(directory, in.name());
    SequencedMap<String, String> tags = Tag.adding(Identities.tags(identity), in.tags());
    return Identities.putting(directory, Identities.tagged(identity, tags));
  }
}
