package io.strongroom.core.function;

import io.strongroom.core.identity.RecordObject;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FunctionRecord} wrote. A record that does not read back whole is damage. */
public final class FunctionRecordReader {
  private FunctionRecordReader() {}

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException if it is damaged or of a newer format; it holds none of the
   *     record's content (requirement LOG-2)
   */
  public static Function read(byte[] record) {
    try {
      RecordObject json = RecordObject.parse(record);
      if (json.number("format") != FunctionRecord.FORMAT) {
        throw new IllegalArgumentException("an unknown format");
      }
      Function function = function(json);
      json.end();
      return function;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "a stored record of a function is damaged (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Function function(RecordObject json) {
    FunctionArn arn =
        new FunctionArn(
            new AccountId(json.text("account")),
            new Region(json.text("region")),
            new FunctionName(json.text("name")));
    long revision = json.number("revision");
    String revisionId = json.text("revisionId");
    Instant modified = json.date("modified");
    FunctionSettings settings = settings(json);
    return new Function(
        arn,
        settings,
        environment(json.optionalText("environment")),
        source(json),
        new Tags(json.textByName("tags")),
        policy(json),
        modified,
        revisionId,
        revision);
  }

  private static FunctionSettings settings(RecordObject json) {
    return new FunctionSettings(
        json.text("role"),
        json.text("runtime"),
        json.text("handler"),
        json.text("description"),
        json.smallNumber("timeout"),
        json.smallNumber("memory"),
        json.smallNumber("storage"),
        json.texts("architectures"));
  }

  private static @Nullable SealedEnvironment environment(@Nullable String base64) {
    return base64 == null ? null : SealedEnvironment.owning(Base64.getDecoder().decode(base64));
  }

  private static Source source(RecordObject json) {
    String rotator = json.optionalText("rotator");
    Code code = new Code(json.text("sha256"), json.number("size"));
    return rotator == null ? new Source.Uploaded(code) : new Source.BuiltIn(rotator, code);
  }

  private static FunctionPolicy policy(RecordObject json) {
    String revisionId = json.text("policyRevisionId");
    List<FunctionPolicy.Statement> statements = new ArrayList<>();
    for (RecordObject each : json.objects("statements")) {
      statements.add(new FunctionPolicy.Statement(each.text("sid"), each.text("json")));
      each.end();
    }
    return new FunctionPolicy(statements, revisionId);
  }
}
