package io.strongroom.iam.policy;

import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads resource-based policies, strictly: whatever is not understood is refused, for a statement
 * that is stored but not understood could grant or refuse something else than it says (requirement
 * AUZ-1).
 *
 * <p>Refused are unknown or misspelt elements, unknown operators, both or neither of a pair such as
 * {@code Action} and {@code NotAction}, empty lists, a name or a Sid that comes twice, values that
 * an operator cannot compare, and principals that do not name somebody. Accepted are actions and
 * services that do not exist here. Whether the principals exist is for the caller to ask.
 *
 * <p>Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
public final class PolicyParser {

  /** The longest policy, in characters: the bound of the Secrets Manager model. */
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

  private final PrincipalParser principals = new PrincipalParser();
  private final Set<String> sids = new HashSet<>();

  private PolicyParser() {}

  /**
   * Reads a policy. The grammar of the whole text is checked before any principal is refused.
   *
   * @param json the text as sent
   * @throws PolicySyntaxException if it is not a policy that can be stored
   */
  public static PolicyDocument parse(String json) throws PolicySyntaxException {
    Json value = JsonReader.read(json);
    checkCharacters(json);
    PolicyParser parser = new PolicyParser();
    PolicyDocument document = parser.document(value);
    parser.principals.finish();
    return document;
  }

  private PolicyDocument document(Json value) throws PolicySyntaxException {
    if (!(value instanceof Json.Obj(var members))) {
      throw PolicySyntaxException.grammar("a policy is an object");
    }
    checkNames(members, DOCUMENT_ELEMENTS);
    List<Statement> statements = new ArrayList<>();
    for (Json item : items("Statement", members.get("Statement"))) {
      statements.add(statement(item));
    }
    return new PolicyDocument(version(members.get("Version")), text(members, "Id"), statements);
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
    if (!sids.add(sid)) {
      throw PolicySyntaxException.grammar("a Sid comes twice", sid);
    }
    return sid;
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
    Sense sense = sense(members, "Principal");
    return new Listing<>(sense, principals.patterns(element(members, "Principal", sense)));
  }

  private static Listing<ActionPattern> actions(Map<String, Json> members)
      throws PolicySyntaxException {
    Sense sense = sense(members, "Action");
    List<ActionPattern> patterns = new ArrayList<>();
    for (String text : texts("Action", element(members, "Action", sense))) {
      ActionPattern pattern = ActionPattern.parse(text);
      if (pattern == null) {
        throw PolicySyntaxException.grammar("not an action", text);
      }
      patterns.add(pattern);
    }
    return new Listing<>(sense, patterns);
  }

  private static Listing<ResourcePattern> resources(Map<String, Json> members)
      throws PolicySyntaxException {
    Sense sense = sense(members, "Resource");
    List<ResourcePattern> patterns = new ArrayList<>();
    for (String text : texts("Resource", element(members, "Resource", sense))) {
      ResourcePattern pattern = ResourcePattern.parse(text);
      if (pattern == null) {
        throw PolicySyntaxException.grammar("neither an ARN nor *", text);
      }
      patterns.add(pattern);
    }
    return new Listing<>(sense, patterns);
  }

  /** Tells which of the two forms of an element there is; there must be exactly one. */
  private static Sense sense(Map<String, Json> members, String name) throws PolicySyntaxException {
    boolean plain = members.containsKey(name);
    if (plain == members.containsKey("Not" + name)) {
      throw PolicySyntaxException.grammar("a statement has one of the two forms of", name);
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
