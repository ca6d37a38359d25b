package io.strongroom.iam.policy.eval;

import java.util.Locale;

/**
 * What a caller asks to do, such as {@code secretsmanager:GetSecretValue}. Names of actions are
 * compared ignoring case; they are folded once, here, so operations keep theirs as constants.
 *
 * @param text the service's prefix, a colon and the action's name, as messages show it
 * @param service the prefix in lower case
 * @param name the name in lower case
 */
public record Action(String text, String service, String name) {

  /** Reads an action; refuses a text without two parts with an IllegalArgumentException. */
  public static Action of(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw new IllegalArgumentException("an action has a service and a name");
    }
    String folded = text.toLowerCase(Locale.ROOT);
    return new Action(text, folded.substring(0, colon), folded.substring(colon + 1));
  }

  /** Returns the action as text. */
  @Override
  public String toString() {
    return text;
  }
}
