package io.strongroom.analyzer.trial;

import io.strongroom.iam.policy.eval.ContextKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.List;
import java.util.Locale;

/** Requests as messages of tests tell them. */
final class Told {
  private Told() {}

  /** Tells a request with all keys that policies ask for. */
  static String of(List<Written> policies, RequestContext request) {
    StringBuilder text = new StringBuilder();
    text.append(request.caller()).append(' ').append(request.action());
    text.append(' ').append(request.resource());
    for (String key : ContextKeys.of(policies.stream().map(Written::document).toList())) {
      KeyValue value = request.keys().value(key.toLowerCase(Locale.ROOT));
      if (value != null) {
        text.append("\n  ").append(key).append(' ').append(value);
      }
    }
    return text.toString();
  }
}
