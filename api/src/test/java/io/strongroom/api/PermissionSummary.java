package io.strongroom.api;

import io.strongroom.api.PermissionCell.Who;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The permission matrix in few words, as the documentation has it. */
final class PermissionSummary {
  private static final String HEAD =
      """
      # Permission matrix

      `PermissionMatrixTest` asks for every operation as every kind of caller, and checks each
      answer: allowed, or the code and the sentence of the refusal. The rows below say what a
      request needs, by the published references; the cells are derived from them. An operation
      without a row fails the test, and so does one that asks for anything else. This page is
      generated from the rows: `mvn -pl api -am test -Dtest=PermissionMatrixTest
      -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true`.

      """;

  private PermissionSummary() {}

  static String of(List<PermissionRow> rows) {
    Map<Who, Integer> counts = new EnumMap<>(Who.class);
    for (PermissionRow row : rows) {
      PermissionCell.of(row).forEach(cell -> counts.merge(cell.who(), 1, Integer::sum));
    }
    StringBuilder text = new StringBuilder(HEAD);
    text.append("## Callers\n\n| who asks | what is checked | cells |\n|---|---|---:|\n");
    counts.forEach(
        (who, count) ->
            text.append("| %s | %s | %d |%n".formatted(who.words(), who.result(), count)));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    text.append("| **all** | | %d |%n".formatted(all));
    text.append(
        """

        ## Requests

        Several rows of one operation are requests that need different permissions. *Shared*: a
        user of another account can be let to it, by the policy of the secret, the key, the role
        or the function, and by its own.

        | request | needs | shared |
        |---|---|---|
        """);
    for (PermissionRow row : rows) {
      text.append("| %s | %s | %s |%n".formatted(row.operation(), needs(row), shared(row)));
    }
    return text.toString();
  }

  private static String needs(PermissionRow row) {
    return row.needs().isEmpty()
        ? "nothing"
        : row.needs().stream()
            .map(need -> "`" + need.action() + "` on `" + shown(need.resource()) + "`")
            .collect(Collectors.joining(", "));
  }

  private static String shown(String resource) {
    return switch (resource) {
      case "${db}", "${own}", "${gone}", "${turning}", "${far}", "${replica}", "${partner}" ->
          "the secret";
      case "${key}", "${dying}" -> "the key";
      case "${key2}", "${key4}" -> "the other key";
      case "${key3}" -> "the alias's key";
      case "${role}" -> "the role";
      case "${fn}" -> "the function";
      case "${runner}" -> "the role that is passed";
      default ->
          resource.replace("${organization}", "<organization>").replace("${member}", "<account>");
    };
  }

  private static String shared(PermissionRow row) {
    if (!row.isShareable()) {
      return "";
    }
    return PermissionCell.firstUnshared(row) == null ? "yes" : "no";
  }
}
