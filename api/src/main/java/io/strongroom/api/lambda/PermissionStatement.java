package io.strongroom.api.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a function's policy, by the parts that a request gives.
 *
 * <p>Source: Lambda API Reference, AddPermission; Lambda developer guide, "Working with
 * resource-based IAM policies in Lambda", whose examples show what becomes of the parts.
 */
record PermissionStatement(
    String sid,
    String action,
    String principal,
    @Nullable String sourceArn,
    @Nullable String sourceAccount,
    @Nullable String eventSourceToken,
    @Nullable String organization,
    @Nullable String urlAuthType,
    @Nullable Boolean viaUrl) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Returns the statement as JSON.
   *
   * @param function what it is about
   * @throws ServiceException InvalidParameterValueException for a principal that cannot be one
   */
  String json(FunctionArn function) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Sid", sid);
      json.writeStringField("Effect", "Allow");
      writePrincipal(json);
      json.writeStringField("Action", action);
      json.writeStringField("Resource", function.text());
      writeConditions(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return requireValid(text.toString());
  }

  private void writePrincipal(JsonGenerator json) throws IOException {
    if (principal.equals("*")) {
      json.writeStringField("Principal", "*");
      return;
    }
    json.writeObjectFieldStart("Principal");
    if (AccountId.isAccountId(principal)) {
      json.writeStringField("AWS", "arn:aws:iam::" + principal + ":root");
    } else {
      json.writeStringField(principal.startsWith("arn:") ? "AWS" : "Service", principal);
    }
    json.writeEndObject();
  }

  private void writeConditions(JsonGenerator json) throws IOException {
    boolean equals =
        sourceAccount != null
            || eventSourceToken != null
            || organization != null
            || urlAuthType != null;
    if (!equals && sourceArn == null && viaUrl == null) {
      return;
    }
    json.writeObjectFieldStart("Condition");
    if (equals) {
      json.writeObjectFieldStart("StringEquals");
      write(json, "AWS:SourceAccount", sourceAccount);
      write(json, "lambda:EventSourceToken", eventSourceToken);
      write(json, "aws:PrincipalOrgID", organization);
      write(json, "lambda:FunctionUrlAuthType", urlAuthType);
      json.writeEndObject();
    }
    if (sourceArn != null) {
      json.writeObjectFieldStart("ArnLike");
      write(json, "AWS:SourceArn", sourceArn);
      json.writeEndObject();
    }
    if (viaUrl != null) {
      json.writeObjectFieldStart("Bool");
      write(json, "lambda:InvokedViaFunctionUrl", viaUrl.toString());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  /** What cannot be judged later must not get into a policy. */
  private static String requireValid(String statement) {
    try {
      var _ = PolicyParser.parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}");
      return statement;
    } catch (PolicySyntaxException e) {
      throw switch (e.kind()) {
        case UNSUPPORTED_PRINCIPAL, UNSUPPORTED_SERVICE_PRINCIPAL -> invalidPrincipal();
        default -> Refusals.invalid("The statement is no valid part of a policy.");
      };
    }
  }

  /** Returns the refusal of a principal that does not exist or cannot be named. */
  static ServiceException invalidPrincipal() {
    return Refusals.invalid(
        "The provided principal was invalid. Please check the principal and try again.");
  }
}
