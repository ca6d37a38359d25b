package io.strongroom.cli;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads arguments of {@code dev} that need no explanation, without picocli, which takes a fifth of
 * a start: its classes are of a kind that the virtual machine cannot archive, and it looks at
 * everything by reflection. What is not certain to mean the same to both is left to picocli: help,
 * mistakes, lists, TLS. See docs/adr/0018-start.md.
 */
final class PlainDev {

  /** Neither empty, nor perhaps an option, nor of a form that picocli takes for more than text. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./:][\\w./:-]*");

  private PlainDev() {}

  /** Returns the command that the arguments are for, or null to let picocli read them. */
  static @Nullable DevCommand read(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("dev")) {
      return null;
    }
    DevCommand command = new DevCommand();
    Set<String> seen = new HashSet<>();
    int next = 1;
    while (next < arguments.length) {
      String argument = arguments[next++];
      int equals = argument.indexOf('=');
      String option = equals < 0 ? argument : argument.substring(0, equals);
      if (equals < 0 && next == arguments.length) {
        return null;
      }
      String value = equals < 0 ? arguments[next++] : argument.substring(equals + 1);
      if (!seen.add(option) || !PLAIN.matcher(value).matches() || !command.set(option, value)) {
        return null;
      }
    }
    return command;
  }
}
