package io.strongroom.core.function;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resource policy of a function, which is made of statements one at a time.
 *
 * <p>Source: Lambda API Reference, AddPermission.
 *
 * @param statements in the order in which they were added; empty for no policy
 * @param revisionId a UUID, another after each change; empty while there never was a policy
 */
public record FunctionPolicy(List<Statement> statements, String revisionId) {

  /** The longest policy document, in characters. Source: Lambda developer guide, "Quotas". */
  public static final int MAX_LENGTH = 20_480;

  private static final FunctionPolicy NONE = new FunctionPolicy(List.of(), "");

  /** Takes a copy of the list. */
  public FunctionPolicy {
    statements = List.copyOf(statements);
  }

  /**
   * One statement.
   *
   * @param sid its id, unique in the policy
   * @param json the statement as JSON; principals of accounts by their unique ids
   */
  public record Statement(String sid, String json) {}

  /** Returns no policy. */
  public static FunctionPolicy none() {
    return NONE;
  }

  /** Returns a policy that lets Secrets Manager rotate secrets of the function's own account. */
  public static FunctionPolicy rotatingOwnAccount(FunctionArn function, String revisionId) {
    String statement =
        """
        {"Sid":"SecretsManager","Effect":"Allow",\
        "Principal":{"Service":"secretsmanager.amazonaws.com"},\
        "Action":"lambda:InvokeFunction","Resource":"%s",\
        "Condition":{"StringEquals":{"AWS:SourceAccount":"%s"}}}\
        """
            .formatted(function.text(), function.account());
    return NONE.adding(new Statement("SecretsManager", statement), revisionId);
  }

  /** Returns the policy's text as it is kept and judged, or null for no policy. */
  public @Nullable String document() {
    if (statements.isEmpty()) {
      return null;
    }
    StringBuilder text =
        new StringBuilder("{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[");
    for (Statement statement : statements) {
      text.append(statement.json()).append(',');
    }
    text.setLength(text.length() - 1);
    return text.append("]}").toString();
  }

  /** Tells whether there is a statement of that id. */
  public boolean has(String sid) {
    return statements.stream().anyMatch(statement -> statement.sid().equals(sid));
  }

  /** Returns the policy with one more statement, whose id is free. */
  public FunctionPolicy adding(Statement statement, String nextRevisionId) {
    List<Statement> more = new ArrayList<>(statements);
    more.add(statement);
    return new FunctionPolicy(more, nextRevisionId);
  }

  /** Returns the policy without a statement. */
  public FunctionPolicy removing(String sid, String nextRevisionId) {
    return new FunctionPolicy(
        statements.stream().filter(statement -> !statement.sid().equals(sid)).toList(),
        nextRevisionId);
  }
}
