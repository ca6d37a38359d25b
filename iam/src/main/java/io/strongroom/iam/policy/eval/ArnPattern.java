package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PolicyDocument.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over ARNs as conditions have it: six fields, which the first five colons separate, each
 * with wildcards of its own. A colon that a variable brings along does not separate.
 */
final class ArnPattern {
  private static final int FIELDS = 6;

  private final List<TextPattern> fields;

  private ArnPattern(List<TextPattern> fields) {
    this.fields = fields;
  }

  /** Makes a pattern of a text; null if it has fewer than six fields, so that nothing matches. */
  static @Nullable ArnPattern of(String text, Version version) {
    List<List<Piece>> fields = new ArrayList<>();
    fields.add(new ArrayList<>());
    for (Piece piece : Piece.split(text, version)) {
      if (!(piece instanceof Piece.Plain(String plain))) {
        fields.getLast().add(piece);
        continue;
      }
      String[] parts = plain.split(":", FIELDS - fields.size() + 1);
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          fields.add(new ArrayList<>());
        }
        fields.getLast().add(new Piece.Plain(parts[i]));
      }
    }
    return fields.size() == FIELDS
        ? new ArnPattern(fields.stream().map(TextPattern::of).toList())
        : null;
  }

  /** Tells whether {@code text} has six fields and each matches. */
  boolean matches(String text, Inquiry inquiry) {
    int start = 0;
    for (int i = 0; i < FIELDS - 1; i++) {
      int colon = text.indexOf(':', start);
      if (colon < 0 || !fields.get(i).matches(text.substring(start, colon), inquiry)) {
        return false;
      }
      start = colon + 1;
    }
    return fields.get(FIELDS - 1).matches(text.substring(start), inquiry);
  }
}
