package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;

import io.strongroom.core.function.Code;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionName;
import io.strongroom.core.function.FunctionPolicy;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.core.function.SealedEnvironment;
import io.strongroom.core.function.Source;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Sha256;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Functions to store. Their code is no zip file, and their variables open nowhere. */
public final class SampleFunctions {
  private static final String ROLE = "arn:aws:iam::111122223333:role/rotator";

  /** Names of rotators that a server brings along. */
  public static final List<String> ROTATORS =
      List.of(
          "generated",
          "mariadb-alternating",
          "mariadb-single",
          "mysql-alternating",
          "mysql-single",
          "postgresql-alternating",
          "postgresql-single");

  private SampleFunctions() {}

  /** Returns the digest and size of code. */
  public static Code code(byte[] content) {
    return new Code(HexFormat.of().formatHex(Sha256.hash(content)), content.length);
  }

  /** Returns a function that was not stored yet. */
  public static Function function(String name, Code code) {
    return function(ACCOUNT, REGION, name, code);
  }

  /** Returns a function that was not stored yet. */
  public static Function function(AccountId account, Region region, String name, Code code) {
    return new Function(
        new FunctionArn(account, region, new FunctionName(name)),
        FunctionSettings.of(ROLE, "python3.13", "main.handler"),
        null,
        new Source.Uploaded(code),
        Tags.none(),
        FunctionPolicy.none(),
        NOW,
        new UUID(1, 2).toString(),
        Function.UNSTORED);
  }

  /** Returns a function that has something of everything. */
  public static Function full(String name, Code code) {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put("z", "1");
    tags.put("a", "\u00e9");
    Function bare = function(name, code);
    FunctionSettings settings =
        new FunctionSettings(
            ROLE, "nodejs22.x", "index.handler", "text \u00e9", 900, 512, 1_024, List.of("arm64"));
    FunctionPolicy policy =
        FunctionPolicy.none()
            .adding(new FunctionPolicy.Statement("one", "{\"Sid\":\"one\"}"), "r1")
            .adding(new FunctionPolicy.Statement("two", "{\"Sid\":\"two\"}"), "r2");
    return bare.set(
            settings,
            SealedEnvironment.owning(new byte[] {1, 2, 3}),
            bare.source(),
            NOW.plusMillis(7),
            new UUID(3, 4).toString())
        .tagged(new Tags(tags))
        .governed(policy);
  }
}
