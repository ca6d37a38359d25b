package io.strongroom.api.iam;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Directories;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.policy.PrincipalPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/**
 * Trust policies as they are kept: with the unique ids of users and roles in the place of their
 * ARNs, so that somebody new does not get what was meant for somebody of the same name. The rest of
 * a text stays letter by letter.
 *
 * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
final class TrustPolicies {
  private static final JsonFactory JSON = new JsonFactory();

  private final Directories directories;

  /** Finds users and roles of other accounts in {@code directories}. */
  TrustPolicies(Directories directories) {
    this.directories = directories;
  }

  /**
   * Returns the text to keep.
   *
   * @param own the identities of the role's account
   * @throws ServiceException MalformedPolicyDocument for what is no trust policy or names somebody
   *     who does not exist; LimitExceeded for what is too long
   */
  String stored(Directory own, String document) {
    Documents.requireTrustPolicy(document);
    return replaced(document, principal -> id(own, principal));
  }

  /**
   * Returns the text to show: with the ARNs that those principals have now. Whoever is gone is
   * shown by the unique id.
   */
  String shown(Directory own, String stored) {
    return replaced(stored, principal -> arn(own, principal));
  }

  private String id(Directory own, String principal) {
    Arn arn = Arn.parse(principal);
    if (arn == null || !arn.service().equals("iam") || arn.resource().equals("root")) {
      return principal;
    }
    AccountId account = new AccountId(arn.account());
    Directory directory = account.equals(own.id()) ? own : directories.of(account);
    Identity found = directory.withArn(principal);
    if (found == null) {
      throw new ServiceException(
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          "Invalid principal in policy: \"AWS\":\"%s\"".formatted(principal));
    }
    return found.id();
  }

  private String arn(Directory own, String principal) {
    if (!PrincipalPattern.UniqueId.isUniqueId(principal)) {
      return principal;
    }
    Identity found = own.find(principal);
    if (found == null) {
      found = directories.find(principal);
    }
    return found == null ? principal : found.arn();
  }

  /** Replaces each text under {@code "Principal": {"AWS": …}}. */
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
      throw new UncheckedIOException("a trust policy that is no JSON", e);
    }
    return result.append(document, copied, document.length()).toString();
  }

  private static boolean isPrincipal(JsonParser json) {
    JsonStreamContext context = json.getParsingContext();
    JsonStreamContext kind = context.inArray() ? context.getParent() : context;
    JsonStreamContext statement = kind.getParent();
    return "AWS".equals(kind.getCurrentName())
        && statement != null
        && "Principal".equals(statement.getCurrentName());
  }
}
