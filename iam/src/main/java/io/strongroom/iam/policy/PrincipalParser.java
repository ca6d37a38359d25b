package io.strongroom.iam.policy;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.PolicySyntaxException.Kind;
import io.strongroom.iam.policy.PrincipalPattern.Account;
import io.strongroom.iam.policy.PrincipalPattern.Everyone;
import io.strongroom.iam.policy.PrincipalPattern.Federated;
import io.strongroom.iam.policy.PrincipalPattern.Named;
import io.strongroom.iam.policy.PrincipalPattern.ServiceName;
import io.strongroom.iam.policy.PrincipalPattern.UniqueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the principals of all statements of one policy. A principal that is well-formed JSON but
 * may not be named is remembered, not thrown: the grammar of the whole policy comes first.
 */
final class PrincipalParser {
  private static final Map<String, PrincipalPattern.Kind> KINDS =
      Map.of(
          "iam user", PrincipalPattern.Kind.USER,
          "iam role", PrincipalPattern.Kind.ROLE,
          "sts assumed-role", PrincipalPattern.Kind.ASSUMED_ROLE,
          "sts federated-user", PrincipalPattern.Kind.FEDERATED_USER);

  private final PolicyKind kind;
  private final Ids ids;
  private @Nullable PolicySyntaxException unsupported;

  /** Whether principals may be named by their unique ids. */
  enum Ids {
    /** As in a policy that somebody sends. */
    REFUSED,
    /** As in a policy that was stored with the ids in place of names. */
    ACCEPTED
  }

  PrincipalParser(PolicyKind kind, Ids ids) {
    this.kind = kind;
    this.ids = ids;
  }

  /** Reads a {@code Principal} or {@code NotPrincipal} element. */
  List<PrincipalPattern> patterns(Json element) throws PolicySyntaxException {
    if (element instanceof Json.Text(String text) && text.equals("*")) {
      return List.of(new Everyone());
    }
    if (!(element instanceof Json.Obj(var members)) || members.isEmpty()) {
      throw PolicySyntaxException.grammar("a principal is \"*\" or an object");
    }
    List<PrincipalPattern> patterns = new ArrayList<>();
    for (Map.Entry<String, Json> member : members.entrySet()) {
      String type = member.getKey();
      for (String text : PolicyParser.texts(type, member.getValue())) {
        PrincipalPattern pattern = pattern(type, text);
        if (pattern != null) {
          patterns.add(pattern);
        }
      }
    }
    return patterns;
  }

  /** Throws what was remembered first, if anything was. */
  void finish() throws PolicySyntaxException {
    if (unsupported != null) {
      throw unsupported;
    }
  }

  private @Nullable PrincipalPattern pattern(String type, String text)
      throws PolicySyntaxException {
    return switch (type) {
      case "AWS" -> {
        PrincipalPattern pattern = text.equals("*") ? new Everyone() : aws(text);
        yield pattern == null ? refused(Kind.UNSUPPORTED_PRINCIPAL, type, text) : pattern;
      }
      case "Service" ->
          ServicePrincipals.isKnown(text)
              ? new ServiceName(text)
              : refused(Kind.UNSUPPORTED_SERVICE_PRINCIPAL, type, text);
      case "Federated" ->
          kind == PolicyKind.TRUST && isProvider(text)
              ? new Federated(text)
              : refused(Kind.UNSUPPORTED_PRINCIPAL, type, text);
      case "CanonicalUser" -> refused(Kind.UNSUPPORTED_PRINCIPAL, type, text);
      default -> throw PolicySyntaxException.grammar("unknown type of principal", type);
    };
  }

  private @Nullable PrincipalPattern refused(Kind why, String type, String text) {
    if (unsupported == null) {
      unsupported = PolicySyntaxException.unsupported(why, type.toUpperCase(Locale.ROOT), text);
    }
    return null;
  }

  private static boolean isProvider(String text) {
    Arn arn = Arn.parse(text);
    return arn != null
        && arn.service().equals("iam")
        && AccountId.isAccountId(arn.account())
        && (arn.resource().startsWith("oidc-provider/")
            || arn.resource().startsWith("saml-provider/"))
        && arn.resource().chars().allMatch(c -> c > ' ' && c <= '~' && c != '*' && c != '?');
  }

  private @Nullable PrincipalPattern aws(String text) {
    if (AccountId.isAccountId(text)) {
      return new Account(new AccountId(text));
    }
    if (ids == Ids.ACCEPTED && UniqueId.isUniqueId(text)) {
      return new UniqueId(text);
    }
    Arn arn = Arn.parse(text);
    if (arn == null
        || !arn.partition().equals("aws")
        || !arn.region().isEmpty()
        || !AccountId.isAccountId(arn.account())) {
      return null;
    }
    AccountId account = new AccountId(arn.account());
    if (arn.service().equals("iam") && arn.resource().equals("root")) {
      return new Account(account);
    }
    int slash = Math.max(0, arn.resource().indexOf('/'));
    PrincipalPattern.Kind kind =
        KINDS.get(arn.service() + " " + arn.resource().substring(0, slash));
    if (kind == null || !isPathAndName(arn.resource().substring(slash), kind)) {
      return null;
    }
    return new Named(kind, account, text);
  }

  /** Holds a text such as {@code /path/name} to its kind's form: no wildcard, no empty part. */
  private static boolean isPathAndName(String text, PrincipalPattern.Kind kind) {
    int parts = 0;
    char previous = 'x';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '!' || c > '~' || c == '*' || c == '?' || (c == '/' && previous == '/')) {
        return false;
      }
      parts += c == '/' ? 1 : 0;
      previous = c;
    }
    boolean named = previous != '/';
    return switch (kind) {
      case USER, ROLE -> named;
      case ASSUMED_ROLE -> named && parts == 2;
      case FEDERATED_USER -> named && parts == 1;
    };
  }
}
