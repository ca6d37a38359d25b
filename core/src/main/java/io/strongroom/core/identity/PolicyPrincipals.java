package io.strongroom.core.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.policy.PrincipalPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Policies that name principals as they are kept: with the unique ids of users and roles in the
 * place of their ARNs, so that somebody new does not get what was meant for somebody of the same
 * name. The rest of a text stays letter by letter.
 *
 * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
public final class PolicyPrincipals {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PRINCIPAL = "Principal";
  private static final String NOT_PRINCIPAL = "NotPrincipal";

  private final Directories directories;

  /** Finds users and roles of all accounts in {@code directories}. */
  public PolicyPrincipals(Directories directories) {
    this.directories = directories;
  }

  /**
   * Returns the text to keep.
   *
   * @param document a policy that parses
   * @param refusal makes the error for the ARN of a user or role that does not exist
   * @throws ServiceException what {@code refusal} makes
   */
  public String stored(String document, Function<String, ServiceException> refusal) {
    return replaced(document, principal -> id(principal, refusal));
  }

  /**
   * Returns the text to show: with the ARNs that those principals have now. Whoever is gone is
   * shown by the unique id.
   */
  public String shown(String stored) {
    return replaced(stored, this::arn);
  }

  private String id(String principal, Function<String, ServiceException> refusal) {
    Arn arn = Arn.parse(principal);
    if (arn == null || !arn.service().equals("iam") || arn.resource().equals("root")) {
      return principal;
    }
    Identity found = directories.of(new AccountId(arn.account())).withArn(principal);
    if (found == null) {
      throw refusal.apply(principal);
    }
    return found.id();
  }

  private String arn(String principal) {
    if (!PrincipalPattern.UniqueId.isUniqueId(principal)) {
      return principal;
    }
    Identity found = directories.find(principal);
    return found == null ? principal : found.arn();
  }

  /** Replaces each text under {@code "Principal": {"AWS": …}}, and under NotPrincipal. */
  private static String replaced(String document, UnaryOperator<String> replacement) {
    StringBuilder result = new StringBuilder(document.length());
    int copied = 0;
    try (JsonParser json = JSON.createParser(document)) {
      while (json.nextToken() != null) {
        if (json.currentToken() != JsonToken.VALUE_STRING || !isPrincipal(json)) {
          continue;
        }
        String before = json.getText();
        String after = replacement.apply(before);
        if (!after.equals(before)) {
          result.append(document, copied, (int) json.currentTokenLocation().getCharOffset());
          result.append('"').append(JsonStringEncoder.getInstance().quoteAsString(after));
          result.append('"');
          copied = (int) json.currentLocation().getCharOffset();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a policy that is no JSON", e);
    }
    return result.append(document, copied, document.length()).toString();
  }

  private static boolean isPrincipal(JsonParser json) {
    JsonStreamContext context = json.getParsingContext();
    JsonStreamContext kind = context.inArray() ? context.getParent() : context;
    JsonStreamContext statement = kind.getParent();
    return "AWS".equals(kind.getCurrentName())
        && statement != null
        && (PRINCIPAL.equals(statement.getCurrentName())
            || NOT_PRINCIPAL.equals(statement.getCurrentName()));
  }
}
