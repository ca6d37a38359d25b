package io.strongroom.iam.policy;

import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.PolicyKind.Presence;
import io.strongroom.iam.policy.PrincipalParser.Ids;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads policies, strictly: whatever is not understood is refused, for a statement that is stored
 * but not understood could grant or refuse something else than it says (requirement AUZ-1).
 *
 * <p>Refused are unknown or misspelt elements, unknown operators, both or neither of a pair such as
 * {@code Action} and {@code NotAction}, empty lists, a name or a Sid that comes twice, values that
 * an operator cannot compare, and principals that do not name somebody. Accepted are actions and
 * services that do not exist here. Whether the principals exist is for the caller to ask.
 *
 * <p>Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
public final class PolicyParser {

  /** The longest policy of a secret, in characters: the bound of the Secrets Manager model. */
  public static final int MAX_LENGTH = 20_480;

  private static final Set<String> DOCUMENT_ELEMENTS = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT_ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final PolicyKind kind;
  private final PrincipalParser principals;
  private final Set<String> sids = new HashSet<>();

  private PolicyParser(PolicyKind kind, Ids ids) {
    this.kind = kind;
    this.principals = new PrincipalParser(kind, ids);
  }

  /**
   * Reads the policy of a secret, as {@link #parse(PolicyKind, String)} does.
   *
   * @param json the text as sent
   * @throws PolicySyntaxException if it is not a policy that can be stored
   */
  public static PolicyDocument parse(String json) throws PolicySyntaxException {
    return parse(PolicyKind.RESOURCE, json);
  }

  /**
   * Reads a policy. The grammar of the whole text is checked before any principal is refused.
   *
   * @param kind what it is to be attached to
   * @param json the text as sent, of at most {@link PolicyKind#maxLength} characters
   * @throws PolicySyntaxException if it is not a policy that can be stored
   */
  public static PolicyDocument parse(PolicyKind kind, String json) throws PolicySyntaxException {
    return parse(kind, json, Ids.REFUSED);
  }

  /**
   * Reads a policy in which unique ids may stand for users and roles, as they do once it is stored.
   *
   * @param kind what it is attached to
   * @param json the text as stored
   * @throws PolicySyntaxException if it is not a policy
   */
  public static PolicyDocument parseStored(PolicyKind kind, String json)
      throws PolicySyntaxException {
    return parse(kind, json, Ids.ACCEPTED);
  }

  private static PolicyDocument parse(PolicyKind kind, String json, Ids ids)
      throws PolicySyntaxException {
    Json value = JsonReader.read(json, kind.maxLength());
    checkCharacters(json);
    PolicyParser parser = new PolicyParser(kind, ids);
    PolicyDocument document = parser.document(value);
    parser.principals.finish();
    return document;
  }

  private PolicyDocument document(Json value) throws PolicySyntaxException {
    if (!(value instanceof Json.Obj(var members))) {
      throw PolicySyntaxException.grammar("a policy is an object");
    }
    checkNames(members, DOCUMENT_ELEMENTS);
    if (kind.principal() == Presence.FORBIDDEN && members.containsKey("Id")) {
      throw PolicySyntaxException.grammar("a policy of this kind has no Id");
    }
    List<Statement> statements = new ArrayList<>();
    for (Json item : items("Statement", members.get("Statement"))) {
      statements.add(statement(item));
    }
    Version version = version(members.get("Version"));
    return new PolicyDocument(kind, version, text(members, "Id"), statements);
  }

  private static Version version(@Nullable Json element) throws PolicySyntaxException {
    if (element == null) {
      return Version.V2008_10_17;
    }
    for (Version version : Version.values()) {
      if (element.equals(new Json.Text(version.wireName()))) {
        return version;
      }
    }
    throw PolicySyntaxException.grammar("unknown Version");
  }

  private Statement statement(Json value) throws PolicySyntaxException {
    if (!(value instanceof Json.Obj(var members))) {
      throw PolicySyntaxException.grammar("a statement is an object");
    }
    checkNames(members, STATEMENT_ELEMENTS);
    Json condition = members.get("Condition");
    return new Statement(
        sid(members),
        effect(members.get("Effect")),
        principals(members),
        actions(members),
        resources(members),
        condition == null ? List.of() : ConditionParser.conditions(condition));
  }

  private @Nullable String sid(Map<String, Json> members) throws PolicySyntaxException {
    String sid = text(members, "Sid");
    if (sid == null || sid.isEmpty()) {
      return null;
    }
    if (kind.isOfIam() && !isAlphanumeric(sid)) {
      throw PolicySyntaxException.grammar("a Sid has letters and digits only", sid)
          .iamMessage(
              "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the"
                  + " regular expression [0-9A-Za-z]*");
    }
    if (!sids.add(sid)) {
      throw PolicySyntaxException.grammar("a Sid comes twice", sid)
          .iamMessage("Statement IDs (SID) in a single policy must be unique.");
    }
    return sid;
  }

  private static boolean isAlphanumeric(String text) {
    return text.chars()
        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
  }

  private static Effect effect(@Nullable Json element) throws PolicySyntaxException {
    if (element instanceof Json.Text(String text)) {
      if (text.equals("Allow")) {
        return Effect.ALLOW;
      }
      if (text.equals("Deny")) {
        return Effect.DENY;
      }
    }
    throw PolicySyntaxException.grammar("Effect is Allow or Deny");
  }

  private Listing<PrincipalPattern> principals(Map<String, Json> members)
      throws PolicySyntaxException {
    if (kind.principal() == Presence.FORBIDDEN) {
      if (has(members, "Principal")) {
        throw PolicySyntaxException.grammar("a policy of this kind names no principal")
            .iamMessage("Policy document should not specify a principal.");
      }
      return Listing.everything();
    }
    if (kind == PolicyKind.TRUST && members.containsKey("NotPrincipal")) {
      throw PolicySyntaxException.grammar("a trust policy has no NotPrincipal")
          .iamMessage("Has prohibited field NotPrincipal");
    }
    Sense sense = sense(members, "Principal", "Missing required field Principal");
    return new Listing<>(sense, principals.patterns(element(members, "Principal", sense)));
  }

  private Listing<ActionPattern> actions(Map<String, Json> members) throws PolicySyntaxException {
    if (kind.action() == Presence.OPTIONAL && !has(members, "Action")) {
      return Listing.nothing();
    }
    Sense sense = sense(members, "Action", "Policy statement must contain actions.");
    List<ActionPattern> patterns = new ArrayList<>();
    for (String text : texts("Action", element(members, "Action", sense))) {
      ActionPattern pattern = ActionPattern.parse(text);
      if (pattern == null) {
        throw PolicySyntaxException.grammar("not an action", text)
            .iamMessage(IamWording.ofAction(text));
      }
      patterns.add(pattern);
    }
    return new Listing<>(sense, patterns);
  }

  private Listing<ResourcePattern> resources(Map<String, Json> members)
      throws PolicySyntaxException {
    if (!has(members, "Resource") && kind.resource() != Presence.REQUIRED) {
      return kind.resource() == Presence.OPTIONAL ? Listing.nothing() : Listing.everything();
    }
    if (kind.resource() == Presence.FORBIDDEN) {
      throw PolicySyntaxException.grammar("a policy of this kind names no resource")
          .iamMessage("Has prohibited field Resource");
    }
    Sense sense = sense(members, "Resource", "Policy statement must contain resources.");
    List<ResourcePattern> patterns = new ArrayList<>();
    for (String text : texts("Resource", element(members, "Resource", sense))) {
      ResourcePattern pattern = ResourcePattern.parse(text);
      if (pattern == null) {
        throw PolicySyntaxException.grammar("neither an ARN nor *", text)
            .iamMessage(IamWording.ofResource(text));
      }
      patterns.add(pattern);
    }
    return new Listing<>(sense, patterns);
  }

  private static boolean has(Map<String, Json> members, String name) {
    return members.containsKey(name) || members.containsKey("Not" + name);
  }

  /** Tells which of the two forms of an element there is; there must be exactly one. */
  private static Sense sense(Map<String, Json> members, String name, String iamMessage)
      throws PolicySyntaxException {
    boolean plain = members.containsKey(name);
    boolean negated = members.containsKey("Not" + name);
    if (plain && negated) {
      throw PolicySyntaxException.grammar("a statement has one of the two forms of", name);
    }
    if (!plain && !negated) {
      throw PolicySyntaxException.grammar("a statement lacks its", name).iamMessage(iamMessage);
    }
    return plain ? Sense.THESE : Sense.ALL_BUT_THESE;
  }

  private static Json element(Map<String, Json> members, String name, Sense sense) {
    Json element = members.get(sense == Sense.THESE ? name : "Not" + name);
    return element == null ? new Json.Null() : element;
  }

  private static void checkNames(Map<String, Json> members, Set<String> known)
      throws PolicySyntaxException {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw PolicySyntaxException.grammar("unknown element", name);
      }
    }
  }

  /** Returns the text under {@code name}, or null if there is nothing. */
  private static @Nullable String text(Map<String, Json> members, String name)
      throws PolicySyntaxException {
    return switch (members.get(name)) {
      case null -> null;
      case Json.Text(String text) -> text;
      case Json.Obj _, Json.Arr _, Json.Bare _, Json.Null _ ->
          throw PolicySyntaxException.grammar("not a text", name);
    };
  }

  /** Returns what is in a list of one or more, or the one thing that stands for such a list. */
  private static List<Json> items(String name, @Nullable Json element)
      throws PolicySyntaxException {
    List<Json> items =
        switch (element) {
          case null -> List.of();
          case Json.Arr(List<Json> list) -> list;
          case Json.Obj _, Json.Text _, Json.Bare _, Json.Null _ -> List.of(element);
        };
    if (items.isEmpty()) {
      throw PolicySyntaxException.grammar("missing or empty", name);
    }
    return items;
  }

  /** Reads a text, or a list of one or more texts. */
  static List<String> texts(String name, Json element) throws PolicySyntaxException {
    List<String> texts = new ArrayList<>();
    for (Json item : items(name, element)) {
      if (!(item instanceof Json.Text(String text))) {
        throw PolicySyntaxException.grammar("not a text or a list of texts", name);
      }
      texts.add(text);
    }
    return texts;
  }

  /** Reads the members of an object. */
  static Set<Map.Entry<String, Json>> members(String name, Json element)
      throws PolicySyntaxException {
    if (!(element instanceof Json.Obj(var members))) {
      throw PolicySyntaxException.grammar("not an object", name);
    }
    return members.entrySet();
  }

  /** The characters of the IAM model: tab, line feed, carriage return, U+0020 to U+00FF. */
  private static void checkCharacters(String text) throws PolicySyntaxException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed = (c >= ' ' && c <= '\u00ff') || c == '\t' || c == '\n' || c == '\r';
      if (!allowed) {
        throw PolicySyntaxException.grammar("a character outside U+0020 to U+00FF");
      }
    }
  }
}
