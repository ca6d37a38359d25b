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
import java.util.Set;

/**
 * {@code UntagUser}, {@code UntagRole}, {@code UntagPolicy} and {@code UntagOpenIDConnectProvider}:
 * removes tags; those that are not there are passed over.
 */
final class UntagIdentity implements DirectoryWrite<UntagIdentity.Input, Nothing> {

  /** What to untag, and the keys of the tags. */
  record Input(String name, List<String> keys) {}

  private static final InputMember<List<String>> TAG_KEYS =
      InputMember.required("TagKeys", Shapes.TAG_KEYS).shown();

  private final Target<?> target;
  private final Contract<Input, Nothing> contract;

  /** Untags one kind of identities. */
  UntagIdentity(Target<?> target) {
    this.target = target;
    String operation = "Untag" + target.word();
    this.contract =
        Contract.iam(
            operation,
            InputStructure.of(
                operation + "Request",
                in -> new Input(in.require(target.member()), in.require(TAG_KEYS)),
                target.member(),
                TAG_KEYS),
            null,
            target.finding(ErrorCode.NO_SUCH_ENTITY, ErrorCode.CONCURRENT_MODIFICATION));
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return target.permission(directory, call, in.name()).with("aws:TagKeys", in.keys());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Identity identity = target.requireOwn(directory, in.name());
    SequencedMap<String, String> tags =
        Tag.without(Identities.tags(identity), Set.copyOf(in.keys()));
    return Identities.putting(directory, Identities.tagged(identity, tags));
  }
}
