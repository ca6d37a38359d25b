package io.strongroom.iam.policy.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text without wildcards in a policy, with variables to be filled in. */
final class Template {
  private final List<Piece> pieces;
  private final @Nullable String fixed;

  /** Makes a template of the pieces of a text; wildcards in them are plain characters. */
  Template(List<Piece> pieces) {
    this.pieces = pieces;
    this.fixed =
        pieces.stream().anyMatch(Piece.Variable.class::isInstance) ? null : join(pieces, null);
  }

  /** Returns the text for a request; null if a variable has no value. */
  @Nullable String fill(Inquiry inquiry) {
    return fixed == null ? join(pieces, inquiry) : fixed;
  }

  private static @Nullable String join(List<Piece> pieces, @Nullable Inquiry inquiry) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Plain(String plain) -> text.append(plain);
        case Piece.Quoted(char c) -> text.append(c);
        case Piece.Variable variable -> {
          String value = inquiry == null ? null : value(variable, inquiry);
          if (value == null) {
            return null;
          }
          text.append(value);
        }
      }
    }
    return text.toString();
  }

  /** Returns what a variable stands for: a single-valued key's value, or what it says instead. */
  static @Nullable String value(Piece.Variable variable, Inquiry inquiry) {
    return inquiry.ask(variable.key()) instanceof KeyValue.One(String text)
        ? text
        : variable.otherwise();
  }
}
