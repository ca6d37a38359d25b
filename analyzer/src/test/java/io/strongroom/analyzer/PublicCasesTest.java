package io.strongroom.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What AWS documents as public and not public, or what follows from the language, against the
 * proof. Each case of {@code public/cases.txt} names its source.
 */
class PublicCasesTest {
  private static final int FEWEST = 120;

  /**
   * One of the table.
   *
   * @param name what is in the policy
   * @param isPublic the verdict
   * @param secret the secret's ARN; null if it is not known
   * @param source the document and what it says
   * @param policy the policy as JSON
   */
  record Case(
      String name, boolean isPublic, @Nullable String secret, String source, String policy) {
    @Override
    public String toString() {
      return (isPublic ? "public: " : "not public: ") + name;
    }
  }

  static List<Case> cases() {
    return Reader.cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("A policy is public or not, and whoever is shown for it is let in")
  void verdictIsTheOneWithASource(Case each) throws PolicySyntaxException {
    PolicyDocument policy = PolicyParser.parse(each.policy());
    Answer answer =
        PublicAccess.ask(policy, new Outsiders.Unnamed(), each.secret(), Limits.standard());
    switch (answer) {
      case Answer.Yes(Witness witness) -> {
        assertTrue(each.isPublic(), () -> each.source() + ", but this is let in: " + witness);
        assertLetIn(each, policy, witness);
      }
      case Answer.No _ -> assertFalse(each.isPublic(), each.source());
      case Answer.Unknown(String reason) -> fail("not found out, because " + reason);
    }
  }

  @Test
  void casesAreManyAndEachHasANameAndASource() {
    assertTrue(cases().size() >= FEWEST, () -> cases().size() + " cases");
    Set<String> names = new HashSet<>();
    for (Case each : cases()) {
      assertTrue(names.add(each.name()), () -> "twice: " + each);
      assertFalse(each.source().isBlank(), () -> "no source: " + each);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyPolicyCanBeStored(Case each) throws PolicySyntaxException {
    assertEquals(PolicyKind.RESOURCE, PolicyParser.parse(each.policy()).kind());
  }

  /** What the caller's own account has to say about it does not count: it allows everything. */
  private static void assertLetIn(Case each, PolicyDocument policy, Witness witness)
      throws PolicySyntaxException {
    assertEquals("secretsmanager", witness.action().service());
    if (each.secret() != null) {
      assertEquals(each.secret(), witness.resource());
    }
    String all =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
        """;
    NamedPolicy own = named("own", PolicyParser.parse(PolicyKind.IDENTITY, all));
    PolicySets policies =
        PolicySets.ofIdentity(List.of(own)).guardedBy(named("of the secret", policy));
    assertInstanceOf(
        Decision.Allowed.class,
        Evaluator.judge(witness.request(), policies),
        () -> "is not let in: " + witness);
  }

  private static NamedPolicy named(String name, PolicyDocument policy) {
    return new NamedPolicy(name, CompiledPolicy.of(policy));
  }

  /** Reads the table. What the lines are is said at its head. */
  private static final class Reader {
    private static final String TABLE = "public/cases.txt";
    private static final String DOCUMENT = "document ";
    private static final String SECRET =
        "arn:aws:secretsmanager:us-east-1:999988887777:secret:db-AbCdEf";

    private final Map<String, String> documents = new HashMap<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private @Nullable String name;
    private boolean isPublic;
    private @Nullable String secret;
    private String source = "";
    private String version = "";

    static List<Case> cases() {
      Reader reader = new Reader();
      lines().forEach(reader::take);
      reader.finish();
      return List.copyOf(reader.cases);
    }

    private static List<String> lines() {
      List<String> lines = new ArrayList<>();
      try (InputStream table =
              Objects.requireNonNull(PublicCasesTest.class.getResourceAsStream(TABLE), TABLE);
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
        for (String line : reader.lines().toList()) {
          if (line.startsWith(" ")) {
            lines.add(lines.removeLast() + " " + line.strip());
          } else if (!line.isBlank() && !line.startsWith("#")) {
            lines.add(line);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return lines;
    }

    private void take(String line) {
      int colon = line.indexOf(": ");
      String label = line.substring(0, colon);
      String text = line.substring(colon + 2);
      switch (label) {
        case "public", "not public" -> begin(text, label.equals("public"));
        case "source" -> source = source(text);
        case "secret" -> {
          assertEquals("any", text);
          secret = null;
        }
        case "version" -> version = text;
        case "allow" -> statements.add(statement("Allow", text));
        case "allow when" -> statements.add(statement("Allow", "'Condition': " + text));
        case "deny" -> statements.add(statement("Deny", text));
        case "deny when" -> statements.add(statement("Deny", "'Condition': " + text));
        case "statements" -> statements.add(text);
        default -> {
          assertTrue(label.startsWith(DOCUMENT), line);
          documents.put(label.substring(DOCUMENT.length()), text);
        }
      }
    }

    private void begin(String text, boolean verdict) {
      finish();
      name = text;
      isPublic = verdict;
      secret = SECRET;
      source = "";
      version = "2012-10-17";
      statements.clear();
    }

    private String source(String text) {
      int colon = text.indexOf(": ");
      String title = documents.get(text.substring(0, colon));
      return Objects.requireNonNull(title, text) + text.substring(colon);
    }

    private static String statement(String effect, String members) {
      StringBuilder text = new StringBuilder("{'Effect': '").append(effect).append("'");
      for (String element : List.of("Principal", "Action", "Resource")) {
        boolean named =
            members.contains("'" + element + "':") || members.contains("'Not" + element + "':");
        if (!named) {
          String all = element.equals("Action") ? "secretsmanager:*" : "*";
          text.append(", '").append(element).append("': '").append(all).append("'");
        }
      }
      return text.append(", ").append(members).append("}").toString();
    }

    private void finish() {
      if (name == null) {
        return;
      }
      String head = version.equals("none") ? "" : "'Version': '" + version + "', ";
      String body =
          statements.size() == 1
              ? statements.getFirst()
              : "[" + String.join(", ", statements) + "]";
      String policy = "{" + head + "'Statement': " + body + "}";
      cases.add(
          new Case(name, isPublic, secret, source, policy.replace('\'', '"').replace('`', '\'')));
    }
  }
}
