package io.strongroom.iam.policy.eval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;

/**
 * Compiled policies by their text, as many as fit. A policy's text says all there is, so nothing
 * ever has to be thrown out because something changed.
 */
public final class PolicyCache {
  private final Cache<Key, CompiledPolicy> policies;

  private record Key(PolicyKind kind, String text) {}

  /**
   * Makes an empty cache.
   *
   * @param maxCharacters how long the texts may be together; compiled they take some ten times the
   *     memory
   */
  public PolicyCache(long maxCharacters) {
    this.policies =
        Caffeine.newBuilder()
            .maximumWeight(maxCharacters)
            .weigher((Key key, CompiledPolicy _) -> key.text().length())
            .executor(Runnable::run)
            .build();
  }

  /**
   * Returns the compiled form of a stored policy.
   *
   * @throws PolicySyntaxException if the text is no policy; whoever asked has to refuse the request
   *     (requirement AUZ-1)
   */
  public CompiledPolicy compiled(PolicyKind kind, String text) throws PolicySyntaxException {
    Key key = new Key(kind, text);
    CompiledPolicy known = policies.getIfPresent(key);
    if (known != null) {
      return known;
    }
    CompiledPolicy compiled = CompiledPolicy.of(PolicyParser.parseStored(kind, text));
    policies.put(key, compiled);
    return compiled;
  }
}
