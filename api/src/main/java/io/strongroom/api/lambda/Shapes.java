package io.strongroom.api.lambda;

import io.strongroom.api.shape.Shape;
import io.strongroom.api.shape.Shape.Text;
import io.strongroom.core.function.CodeFile;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The simple shapes that operations share, with the bounds and patterns of the service model of
 * 2015-03-31. The patterns repeat nothing that repeats, so that each is decided in linear time.
 */
final class Shapes {
  static final Text FUNCTION_NAME =
      matching(
          1,
          140,
          "(arn:(aws[a-zA-Z-]*)?:lambda:)?"
              + "([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
              + "([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?");
  static final Text NAMESPACED_NAME =
      matching(
          1,
          256,
          "(arn:(aws[a-zA-Z-]*)?:lambda:)?"
              + "([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
              + "([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");
  static final Text FUNCTION_ARN =
      matching(
          0,
          10_000,
          "arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:"
              + "function:[a-zA-Z0-9-_\\.]+(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");
  static final Text TAGGABLE =
      matching(
          1,
          256,
          "arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:"
              + "(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
              + "|code-signing-config:csc-[a-z0-9]{17}"
              + "|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-"
              + "[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)");
  static final Text QUALIFIER = matching(1, 128, "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+");
  static final Text VERSION = matching(1, 1_024, "(\\$LATEST|[0-9]+)");

  static final Text ROLE_ARN =
      matching(
          0, Shape.UNBOUNDED, "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
  static final Text HANDLER = matching(0, 128, "[^\\s]+");
  static final Text DESCRIPTION = Shape.text(0, 256);
  static final Shape.Whole TIMEOUT = integer(1, Long.MAX_VALUE);
  static final Shape.Whole MEMORY = integer(128, 32_768);
  static final Shape.Whole STORAGE = integer(512, 10_240);
  static final Shape.ListOf<String> ARCHITECTURES = Shape.list(oneOf("x86_64", "arm64"), 1, 1);
  static final Text PACKAGE_TYPE = oneOf("Zip", "Image");
  static final Text TRACING_MODE = oneOf("Active", "PassThrough");
  static final Text SNAP_START = oneOf("PublishedVersions", "None");
  static final Text SNAP_START_STATUS = oneOf("On", "Off");
  static final Text LOG_FORMAT = oneOf("JSON", "Text");
  static final Text LOG_LEVEL = oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
  static final Text SYSTEM_LOG_LEVEL = oneOf("DEBUG", "INFO", "WARN");
  static final Text LOG_GROUP = matching(1, 512, "[\\.\\-_/#A-Za-z0-9]+");
  static final Text STATE =
      oneOf(
          "Pending",
          "Active",
          "Inactive",
          "Failed",
          "Deactivating",
          "Deactivated",
          "ActiveNonInvocable",
          "Deleting");
  static final Text UPDATE_STATUS = oneOf("Successful", "Failed", "InProgress");
  static final Text RUNTIME =
      oneOf(
          "nodejs",
          "nodejs4.3",
          "nodejs6.10",
          "nodejs8.10",
          "nodejs10.x",
          "nodejs12.x",
          "nodejs14.x",
          "nodejs16.x",
          "java8",
          "java8.al2",
          "java11",
          "python2.7",
          "python3.6",
          "python3.7",
          "python3.8",
          "python3.9",
          "dotnetcore1.0",
          "dotnetcore2.0",
          "dotnetcore2.1",
          "dotnetcore3.1",
          "dotnet6",
          "dotnet8",
          "nodejs4.3-edge",
          "go1.x",
          "ruby2.5",
          "ruby2.7",
          "provided",
          "provided.al2",
          "nodejs18.x",
          "python3.10",
          "java17",
          "ruby3.2",
          "ruby3.3",
          "ruby3.4",
          "python3.11",
          "nodejs20.x",
          "provided.al2023",
          "python3.12",
          "java21",
          "python3.13",
          "nodejs22.x",
          "nodejs24.x",
          "python3.14",
          "java25",
          "dotnet10",
          "ruby4.0");

  static final Shape<SensitiveBytes> VARIABLE =
      new Shape.SecretText(0, Shape.UNBOUNDED, Shape.Alphabet.ANY);
  static final Shape<Map<String, SensitiveBytes>> VARIABLES = new Shape.MapOf<>(VARIABLE);
  static final Shape<Map<String, String>> TAGS = new Shape.MapOf<>(Shape.text());
  static final Shape.ListOf<String> TAG_KEYS = Shape.list(Shape.text());

  static final Shape<CodeFile> ZIP_FILE = new Shape.Upload();
  static final Shape<Boolean> OPAQUE = new Shape.Opaque();
  static final Shape.Flag FLAG = new Shape.Flag();
  static final Text TEXT = Shape.text();
  static final Text KMS_KEY_ARN =
      matching(0, Shape.UNBOUNDED, "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");
  static final Text CODE_SIGNING =
      matching(
          0,
          200,
          "arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:"
              + "code-signing-config:csc-[a-z0-9]{17}");
  static final Text PUBLISH_TO = oneOf("LATEST_PUBLISHED");
  static final Text S3_BUCKET = matching(3, 63, "[0-9A-Za-z\\.\\-_]*(?<!\\.)");
  static final Text S3_KEY = Shape.text(1, 1_024);

  static final Text STATEMENT_ID = matching(1, 100, "([a-zA-Z0-9-_]+)");
  static final Text NAMESPACED_STATEMENT_ID = matching(1, 100, "([a-zA-Z0-9-_.]+)");
  static final Text ACTION = matching(0, Shape.UNBOUNDED, "(lambda:[*]|lambda:[a-zA-Z]+|[*])");
  static final Text PRINCIPAL = matching(0, Shape.UNBOUNDED, "[^\\s]+");
  static final Text SOURCE_ARN =
      matching(
          0,
          Shape.UNBOUNDED,
          "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:"
              + "(\\d{12})?:(.*)");
  static final Text SOURCE_ACCOUNT = matching(0, 12, "\\d{12}");
  static final Text EVENT_SOURCE_TOKEN = matching(0, 256, "[a-zA-Z0-9._\\-]+");
  static final Text ORGANIZATION = matching(12, 34, "o-[a-z0-9]{10,32}");
  static final Text URL_AUTH_TYPE = oneOf("NONE", "AWS_IAM");

  static final Text INVOCATION_TYPE = oneOf("Event", "RequestResponse", "DryRun");
  static final Text LOG_TYPE = oneOf("None", "Tail");
  static final Text EXECUTION_NAME = matching(1, 64, "[a-zA-Z0-9-_]+");
  static final Text TENANT = matching(1, 256, "[a-zA-Z0-9\\._:\\/=+\\-@ ]+");
  static final Shape<SensitiveBytes> PAYLOAD = new Shape.SecretBlob(0, Shape.UNBOUNDED);

  static final Text MASTER_REGION =
      matching(0, Shape.UNBOUNDED, "ALL|[a-z]{2}(-gov)?-[a-z]+-\\d{1}");
  static final Text ALL_VERSIONS = oneOf("ALL");
  static final Shape.Whole MAX_ITEMS = integer(1, 10_000);
  static final Shape.Whole COUNT = integer(Long.MIN_VALUE, Long.MAX_VALUE);
  static final Shape.Whole UNRESERVED = integer(0, Long.MAX_VALUE);
  static final Shape.Whole SIZE = new Shape.Whole(Shape.Width.LONG, Long.MIN_VALUE, Long.MAX_VALUE);

  private Shapes() {}

  private static Text matching(int min, int max, String pattern) {
    return new Text(
        min,
        max,
        new Shape.Pattern(pattern, Pattern.compile(pattern, Pattern.DOTALL).asMatchPredicate()),
        Set.of());
  }

  private static Text oneOf(String... values) {
    return new Text(0, Shape.UNBOUNDED, Shape.Pattern.ANY, Set.copyOf(List.of(values)));
  }

  private static Shape.Whole integer(long min, long max) {
    return new Shape.Whole(Shape.Width.INTEGER, min, max);
  }
}
