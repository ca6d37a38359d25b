package io.strongroom.core.identity;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** Reads what {@link IdentityRecord} wrote. A record that does not read back whole is damage. */
public final class IdentityRecordReader {
  private IdentityRecordReader() {}

  /**
   * Reads the record of an account.
   *
   * @throws IllegalArgumentException if it is damaged or of a newer format; it holds none of the
   *     record's content
   */
  public static Account account(byte[] record) {
    return read(record, IdentityRecordReader::account);
  }

  /**
   * Reads the record of an identity.
   *
   * @throws IllegalArgumentException if it is damaged or of a newer format; it holds none of the
   *     record's content
   */
  public static Identity identity(byte[] record) {
    return read(record, IdentityRecordReader::identity);
  }

  /** Texts of exceptions from below can quote the record, so they are not passed on. */
  private static <T> T read(byte[] record, Function<RecordObject, T> reader) {
    try {
      RecordObject json = RecordObject.parse(record);
      if (json.number("format") != IdentityRecord.FORMAT) {
        throw new IllegalArgumentException("an unknown format");
      }
      T read = reader.apply(json);
      json.end();
      return read;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "a stored record of an identity is damaged (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Account account(RecordObject json) {
    return new Account(
        new AccountId(json.text("id")),
        json.text("name"),
        json.optionalText("email"),
        json.optionalText("alias"),
        Account.Standing.valueOf(json.text("standing")),
        Account.Status.valueOf(json.text("status")),
        json.date("joined"));
  }

  private static Identity identity(RecordObject json) {
    Kind kind = Kind.of(json.text("kind"));
    if (kind == null) {
      throw new IllegalArgumentException("an unknown kind");
    }
    Identifiers identifiers =
        new Identifiers(
            new AccountId(json.text("account")),
            kind,
            json.text("id"),
            json.text("path"),
            json.text("name"));
    Instant created = json.date("created");
    return switch (kind) {
      case USER ->
          new User(
              identifiers,
              created,
              policies(json),
              json.optionalText("boundary"),
              new LinkedHashSet<>(json.texts("groups")),
              json.textByName("tags"));
      case GROUP -> new Group(identifiers, created, policies(json));
      case ROLE -> role(identifiers, created, json);
      case POLICY -> policy(identifiers, created, json);
      case OIDC_PROVIDER ->
          new OidcProvider(
              identifiers,
              created,
              json.texts("clientIds"),
              json.texts("thumbprints"),
              json.textByName("tags"));
    };
  }

  private static Role role(Identifiers identifiers, Instant created, RecordObject json) {
    return new Role(
        identifiers,
        created,
        json.text("trustPolicy"),
        json.optionalText("description"),
        Duration.ofSeconds(json.number("maxSessionSeconds")),
        policies(json),
        json.optionalText("boundary"),
        json.textByName("tags"));
  }

  private static ManagedPolicy policy(Identifiers identifiers, Instant created, RecordObject json) {
    Instant updated = json.date("updated");
    String description = json.optionalText("description");
    List<ManagedPolicy.Version> versions =
        json.objects("versions").stream().map(IdentityRecordReader::version).toList();
    return new ManagedPolicy(
        identifiers,
        created,
        updated,
        description,
        versions,
        json.smallNumber("defaultVersion"),
        json.smallNumber("lastNumber"),
        json.textByName("tags"));
  }

  private static ManagedPolicy.Version version(RecordObject json) {
    ManagedPolicy.Version version =
        new ManagedPolicy.Version(
            json.smallNumber("number"), json.date("created"), json.text("document"));
    json.end();
    return version;
  }

  private static Policies policies(RecordObject json) {
    return new Policies(json.textByName("inline"), json.texts("attached"));
  }
}
