package io.strongroom.core.store;

import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.secret.Timestamps;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Secrets of every kind, with and without each of their parts. */
final class GeneratedSecrets {
  private static final int LAST_BEFORE_SURROGATES = Character.MIN_SURROGATE - 1;
  private static final int FIRST_AFTER_SURROGATES = Character.MAX_SURROGATE + 1;

  private record Texts(
      @Nullable String description,
      @Nullable String kmsKeyId,
      @Nullable String type,
      @Nullable String policy) {}

  private record Rules(@Nullable Long days, @Nullable String duration, @Nullable String schedule) {}

  private GeneratedSecrets() {}

  /** Returns any secret that can be stored. */
  static Arbitrary<Secret> any() {
    Arbitrary<Texts> texts =
        Combinators.combine(
                optional(text(0, 40)),
                optional(text(0, 20)),
                optional(text(1, 20)),
                optional(text(0, 60)))
            .as(Texts::new);
    return Combinators.combine(
            identities(),
            texts,
            tags().injectNull(0.3),
            versions(),
            rotations().injectNull(0.5),
            lifecycles(),
            replications(),
            Combinators.combine(timestamps(), Arbitraries.longs().greaterOrEqual(0)).as(Map::entry))
        .as(
            (identity, text, tags, versions, rotation, lifecycle, replication, rest) ->
                new Secret(
                    identity,
                    text.description(),
                    text.kmsKeyId(),
                    text.type(),
                    tags,
                    text.policy(),
                    versions,
                    rotation,
                    lifecycle,
                    replication,
                    rest.getKey(),
                    rest.getValue()));
  }

  /** Returns any well-formed text, with a leaning to what JSON must escape. */
  static Arbitrary<String> text(int minPoints, int maxPoints) {
    Arbitrary<Integer> points =
        Arbitraries.oneOf(
            Arbitraries.integers().between(' ', '~'),
            Arbitraries.integers().between(0, ' '),
            Arbitraries.of((int) '"', (int) '\\', 0x7f, 0x80, 0x2028, 0xfffe, 0x1f511),
            Arbitraries.integers().between(0, LAST_BEFORE_SURROGATES),
            Arbitraries.integers().between(FIRST_AFTER_SURROGATES, Character.MAX_CODE_POINT));
    return points
        .list()
        .ofMinSize(minPoints)
        .ofMaxSize(maxPoints)
        .map(
            list -> {
              StringBuilder text = new StringBuilder();
              list.forEach(text::appendCodePoint);
              return text.toString();
            });
  }

  private static <T> Arbitrary<@Nullable T> optional(Arbitrary<T> some) {
    return some.injectNull(0.3);
  }

  private static Arbitrary<Instant> dates() {
    return Arbitraries.longs()
        .between(-1_000_000_000_000L, 99_000_000_000_000L)
        .map(Instant::ofEpochMilli);
  }

  private static Arbitrary<Region> regions() {
    return Arbitraries.of("us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1", "ap-south-22")
        .map(Region::new);
  }

  private static Arbitrary<SecretIdentity> identities() {
    return Combinators.combine(
            Arbitraries.strings().numeric().ofLength(12),
            regions(),
            Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("/_+=.@!-")
                .ofMinLength(1)
                .ofMaxLength(80),
            Arbitraries.strings().alpha().numeric().ofLength(6),
            Arbitraries.longs(),
            Arbitraries.longs())
        .as(
            (account, region, name, suffix, high, low) ->
                SecretIdentity.of(
                    new AccountId(account),
                    region,
                    new SecretName(name),
                    new ArnSuffix(suffix),
                    new UUID(high, low)));
  }

  private static Arbitrary<Tags> tags() {
    return Arbitraries.maps(text(1, 12), text(0, 12))
        .ofMaxSize(5)
        .map(tags -> new Tags(new LinkedHashMap<>(tags)));
  }

  private static Arbitrary<Versions> versions() {
    Arbitrary<Version> version =
        Combinators.combine(
                Arbitraries.oneOf(
                    text(32, 32),
                    Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> new UUID(high, low).toString())),
                dates(),
                Arbitraries.longs().between(0, 1L << 40),
                Arbitraries.of("", "key-one", "key-two", "\u20ac"),
                optional(dates()))
            .as(
                (id, created, number, key, accessed) ->
                    new Version(new VersionId(id), created, number, key, accessed));
    Arbitrary<String> labels =
        Arbitraries.oneOf(Arbitraries.of("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS"), text(1, 9));
    return Combinators.combine(
            version.list().ofMaxSize(12).uniqueElements(Version::id),
            labels.list().ofMaxSize(6).uniqueElements())
        .as(GeneratedSecrets::labelled);
  }

  private static Versions labelled(List<Version> versions, List<String> labels) {
    Map<StagingLabel, VersionId> holders = new LinkedHashMap<>();
    for (String label : labels) {
      if (!versions.isEmpty()) {
        Version holder = versions.get(Math.floorMod(label.hashCode(), versions.size()));
        holders.put(new StagingLabel(label), holder.id());
      }
    }
    return Versions.of(versions, holders);
  }

  private static Arbitrary<RotationConfig> rotations() {
    Arbitrary<RotationRules> rules =
        Arbitraries.of(
                new Rules(1L, null, null),
                new Rules(1_000L, "24h", null),
                new Rules(null, null, "rate(4 hours)"),
                new Rules(null, "3h", "rate(10 days)"),
                new Rules(null, "2h", "cron(0 8 1 * ? *)"))
            .map(given -> RotationRules.parse(given.days(), given.duration(), given.schedule()));
    return Combinators.combine(
            Arbitraries.of(true, false),
            rotatedBy(),
            optional(rules),
            dates(),
            optional(dates()),
            optional(dates()),
            optional(dates()),
            optional(runs()))
        .as(RotationConfig::new);
  }

  private static Arbitrary<RotatedBy> rotatedBy() {
    Arbitrary<RotatedBy> functions = text(0, 30).map(RotatedBy.Function::new);
    Arbitrary<RotatedBy> partners =
        Combinators.combine(text(0, 30), Arbitraries.maps(text(1, 10), text(1, 10)).ofMaxSize(3))
            .as((role, metadata) -> new RotatedBy.Partner(role, new LinkedHashMap<>(metadata)));
    return Arbitraries.oneOf(functions, partners);
  }

  private static Arbitrary<RotationRun> runs() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9).map(Samples::version),
            Arbitraries.of(RotationRun.Trigger.class),
            dates(),
            Arbitraries.integers().between(0, 99),
            dates())
        .as(RotationRun::new);
  }

  private static Arbitrary<Lifecycle> lifecycles() {
    return Arbitraries.oneOf(
        Arbitraries.just(Lifecycle.active()),
        Combinators.combine(dates(), dates()).as(Lifecycle.DeletionScheduled::new));
  }

  private static Arbitrary<Replication> replications() {
    Arbitrary<ReplicaState> states =
        Arbitraries.oneOf(
            optional(text(0, 10)).map(ReplicaState.InSync::new),
            Combinators.combine(optional(text(0, 10)), text(0, 20)).as(ReplicaState.Failed::new));
    Arbitrary<SortedMap<Region, ReplicaState>> replicas =
        Arbitraries.maps(regions(), states)
            .ofMaxSize(4)
            .map(
                map -> {
                  SortedMap<Region, ReplicaState> sorted = new TreeMap<>(Replication.BY_NAME);
                  sorted.putAll(map);
                  return sorted;
                });
    return Arbitraries.oneOf(
        Arbitraries.just(new Replication.None()),
        regions().map(Replication.Replica::new),
        replicas.map(Replication.Primary::new));
  }

  private static Arbitrary<Timestamps> timestamps() {
    return Combinators.combine(dates(), dates(), optional(dates())).as(Timestamps::new);
  }

  /** Returns all parts of a secret in a form that can be compared, orders included. */
  static List<Object> parts(Secret secret) {
    List<Object> parts = new ArrayList<>();
    parts.add(secret.versioned(Versions.none(), Instant.EPOCH));
    parts.add(secret.times());
    parts.add(List.copyOf(secret.versions().all()));
    parts.add(List.copyOf(secret.versions().labels().entrySet()));
    parts.add(secret.tags() == null ? "none" : List.copyOf(secret.tags().byKey().entrySet()));
    return parts;
  }
}
