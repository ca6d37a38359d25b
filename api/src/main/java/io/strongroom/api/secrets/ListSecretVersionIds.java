package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.ReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.Version;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ListSecretVersionIds}: the versions of a secret, oldest first. Versions without labels are
 * shown on request; one without a value yet is not shown.
 */
final class ListSecretVersionIds
    implements ReadOperation<ListSecretVersionIds.Input, ListSecretVersionIds.Output> {

  /** What is listed, and where the page begins. */
  public record Input(
      SecretId secretId, int limit, @Nullable String nextToken, Unlabelled unlabelled) {}

  /** Whether versions without labels are shown. */
  public enum Unlabelled {
    LEFT_OUT,
    INCLUDED
  }

  /** One version. */
  record Entry(
      String versionId,
      @Nullable List<String> versionStages,
      @Nullable Instant accessed,
      Instant created,
      List<String> kmsKeyIds) {}

  /** One page. */
  public record Output(String arn, String name, List<Entry> versions, @Nullable String nextToken) {}

  private static final long DEFAULT_PAGE = 100;

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<Long> MAX_RESULTS =
      InputMember.optional("MaxResults", Shapes.MAX_RESULTS).shown();
  private static final InputMember<String> NEXT_TOKEN =
      InputMember.optional("NextToken", Shapes.NEXT_TOKEN);
  private static final InputMember<Boolean> INCLUDE_DEPRECATED =
      InputMember.optional("IncludeDeprecated", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ListSecretVersionIdsRequest",
          in ->
              new Input(
                  SecretId.parse(in.require(SECRET_ID)),
                  in.get(MAX_RESULTS, DEFAULT_PAGE).intValue(),
                  in.get(NEXT_TOKEN),
                  in.get(INCLUDE_DEPRECATED, false) ? Unlabelled.INCLUDED : Unlabelled.LEFT_OUT),
          SECRET_ID,
          MAX_RESULTS,
          NEXT_TOKEN,
          INCLUDE_DEPRECATED);

  private static final OutputStructure<Entry> ENTRY =
      OutputStructure.of(
          "SecretVersionsListEntry",
          member("VersionId", Shapes.VERSION_ID, Entry::versionId),
          member("VersionStages", Shapes.STAGES, Entry::versionStages),
          member("LastAccessedDate", Shapes.DATE, Entry::accessed),
          member("CreatedDate", Shapes.DATE, Entry::created),
          member("KmsKeyIds", Shape.list(Shapes.KMS_KEY_ID), Entry::kmsKeyIds));

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ListSecretVersionIdsResponse",
          member("Versions", Shape.list(ENTRY), Output::versions),
          member("NextToken", Shapes.NEXT_TOKEN, Output::nextToken),
          member("ARN", Shapes.ARN, Output::arn),
          member("Name", Shapes.SHOWN_NAME, Output::name));

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "ListSecretVersionIds",
          INPUT,
          OUTPUT,
          ErrorCode.INVALID_NEXT_TOKEN,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER);

  private final Vault vault;
  private final PageTokens tokens;

  /** Asks {@code vault} which keys sealed the versions. */
  public ListSecretVersionIds(Vault vault, PageTokens tokens) {
    this.vault = vault;
    this.tokens = tokens;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return in.secretId();
  }

  @Override
  public Output read(Input in, Secret secret, Call call) {
    String fingerprint = CONTRACT.name() + '\n' + secret.arn() + '\n' + in.unlabelled();
    String token = in.nextToken();
    long after = token == null ? 0 : tokens.position(token, fingerprint).key();
    List<Entry> page = new ArrayList<>();
    long last = after;
    for (Version version : listed(secret, in.unlabelled())) {
      if (version.number() <= after) {
        continue;
      }
      if (page.size() == in.limit()) {
        String next = tokens.token(new Scan.Position(last, secret.name()), fingerprint);
        return new Output(secret.arn(), secret.name(), page, next);
      }
      last = version.number();
      page.add(entry(secret, version));
    }
    return new Output(secret.arn(), secret.name(), page, null);
  }

  /** Numbers of envelopes grow, so they order versions by age and make a stable place. */
  private static List<Version> listed(Secret secret, Unlabelled unlabelled) {
    Collection<Version> versions =
        unlabelled == Unlabelled.INCLUDED ? secret.versions().all() : secret.versions().labelled();
    return versions.stream()
        .filter(Version::hasValue)
        .sorted(Comparator.comparingLong(Version::number))
        .toList();
  }

  private Entry entry(Secret secret, Version version) {
    return new Entry(
        version.id().text(),
        Answers.stages(secret, version.id()),
        version.accessed(),
        version.created(),
        List.of(vault.shownKey(secret, version)));
  }
}
