package io.strongroom.analyzer.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts that are made of parts and are in some languages and not in others, or shows that
 * there are none: a search through the product of the automata, the shortest first, which are made
 * deterministic only as far as the search comes.
 *
 * <p>A part may belong to several texts: the number of an account stands in the ARN of a user and
 * is a text of its own. So that all of them are right at once, one search goes through the parts
 * and gives each to the automata of the texts that it belongs to.
 */
public final class TextSearch {
  private final List<Part> parts;
  private final List<Want> wants;
  private final int[] offsets;
  private final int words;
  private final Budget budget;

  /**
   * A part of the texts.
   *
   * @param alphabet of what characters
   * @param least the fewest characters
   * @param exactly whether it has no more than those
   * @param fixed what it is, if nothing is to be found out; else null
   * @param texts which texts it belongs to, as bits
   */
  public record Part(
      Alphabet alphabet, int least, boolean exactly, @Nullable String fixed, int texts) {

    /** Returns a part that is what it is. */
    public static Part fixed(String text, int texts) {
      return new Part(Alphabet.OF_TEXTS, 0, true, text, texts);
    }

    /** Returns a part of so many characters. */
    public static Part of(Alphabet alphabet, int length, int texts) {
      return new Part(alphabet, length, true, null, texts);
    }

    /** Returns a part of so many characters or more. */
    public static Part atLeast(Alphabet alphabet, int least, int texts) {
      return new Part(alphabet, least, false, null, texts);
    }
  }

  /**
   * What is wanted of a text.
   *
   * @param language a language
   * @param inside whether the text is to be in it
   * @param texts which text, as a bit
   */
  public record Want(Language language, boolean inside, int texts) {}

  /** A state of the search, and how it was come to; equal if the state is. */
  private static final class Node {
    private final int part;
    private final int count;
    private final long[] bits;
    private final @Nullable Node from;
    private final int character;
    private final int ofPart;

    /**
     * Makes one.
     *
     * @param part the part that comes next
     * @param count how many characters of it are there, as far as that matters
     * @param bits the states of the automata
     * @param from the node before the last character was chosen
     * @param character the last character
     * @param ofPart to which part that belongs
     */
    Node(int part, int count, long[] bits, @Nullable Node from, int character, int ofPart) {
      this.part = part;
      this.count = count;
      this.bits = bits;
      this.from = from;
      this.character = character;
      this.ofPart = ofPart;
    }

    /** Returns the same, come to the beginning of the next part. */
    Node atNextPart(long[] newBits) {
      return new Node(part + 1, 0, newBits, from, character, ofPart);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Node node
          && part == node.part
          && count == node.count
          && Arrays.equals(bits, node.bits);
    }

    @Override
    public int hashCode() {
      return (Arrays.hashCode(bits) * 31 + part) * 31 + count;
    }
  }

  private TextSearch(List<Part> parts, List<Want> wants, Budget budget) {
    this.parts = parts;
    this.wants = wants;
    this.budget = budget;
    this.offsets = new int[wants.size() + 1];
    for (int i = 0; i < wants.size(); i++) {
      offsets[i + 1] = offsets[i] + wants.get(i).language().words();
    }
    this.words = offsets[wants.size()];
  }

  /**
   * Searches.
   *
   * @return the parts of the texts, in order; null if there are none
   * @throws OutOfBudgetException if it takes too long or too much
   */
  public static @Nullable List<String> find(List<Part> parts, List<Want> wants, Budget budget) {
    return new TextSearch(parts, wants, budget).run();
  }

  private @Nullable List<String> run() {
    long[] bits = new long[words];
    for (int i = 0; i < wants.size(); i++) {
      System.arraycopy(wants.get(i).language().start(), 0, bits, offsets[i], length(i));
    }
    ArrayDeque<Node> open = new ArrayDeque<>();
    Set<Node> seen = new HashSet<>();
    Node end = enter(new Node(0, 0, bits, null, 0, 0), open, seen);
    while (end == null && !open.isEmpty()) {
      end = expand(open.removeFirst(), open, seen);
    }
    return end == null ? null : texts(end);
  }

  private int length(int want) {
    return offsets[want + 1] - offsets[want];
  }

  /**
   * Goes on from a node through whatever is fixed, and puts aside where characters are to be
   * chosen; returns the node if it is an end.
   */
  private @Nullable Node enter(Node node, ArrayDeque<Node> open, Set<Node> seen) {
    Node at = node;
    while (true) {
      if (at == null || !seen.add(at)) {
        return null;
      }
      budget.hold(seen.size(), words);
      if (at.part == parts.size()) {
        return isGood(at.bits) ? at : null;
      }
      Part part = parts.get(at.part);
      if (part.fixed() == null) {
        boolean enough = at.count >= part.least();
        if (!enough || !part.exactly()) {
          open.addLast(at);
        }
        if (!enough) {
          return null;
        }
        at = at.atNextPart(at.bits);
      } else {
        at = through(at, part);
      }
    }
  }

  private @Nullable Node through(Node node, Part part) {
    long[] bits = node.bits;
    String fixed = String.valueOf(part.fixed());
    for (int i = 0; bits != null && i < fixed.length(); ) {
      int c = fixed.codePointAt(i);
      i += Character.charCount(c);
      bits = step(bits, c, part.texts());
    }
    return bits == null ? null : node.atNextPart(bits);
  }

  private @Nullable Node expand(Node node, ArrayDeque<Node> open, Set<Node> seen) {
    Part part = parts.get(node.part);
    int count = Math.min(node.count + 1, Math.max(part.least(), 1));
    for (int c : choices(node, part)) {
      long[] bits = step(node.bits, c, part.texts());
      if (bits != null) {
        Node end = enter(new Node(node.part, count, bits, node, c, node.part), open, seen);
        if (end != null) {
          return end;
        }
      }
    }
    return null;
  }

  /** One character for each way that the automata can go. */
  private Set<Integer> choices(Node node, Part part) {
    Set<Integer> special = new LinkedHashSet<>();
    for (int i = 0; i < wants.size(); i++) {
      if ((wants.get(i).texts() & part.texts()) != 0) {
        wants.get(i).language().special(bits(node.bits, i), special::add);
      }
    }
    Set<Integer> choices = new LinkedHashSet<>();
    Integer other = part.alphabet().other(special);
    if (other != null) {
      choices.add(other);
    }
    for (Integer c : special) {
      if (part.alphabet().has(c)) {
        choices.add(c);
      }
    }
    return choices;
  }

  private long[] bits(long[] all, int want) {
    return Arrays.copyOfRange(all, offsets[want], offsets[want + 1]);
  }

  /** Returns the state after one more character; null if nothing good can come of it. */
  private long @Nullable [] step(long[] from, int c, int texts) {
    budget.take(words + 1);
    long[] to = from.clone();
    for (int i = 0; i < wants.size(); i++) {
      Want want = wants.get(i);
      if ((want.texts() & texts) != 0) {
        long[] next = want.language().next(bits(from, i), c);
        if (want.inside() && Language.isDead(next)) {
          return null;
        }
        System.arraycopy(next, 0, to, offsets[i], next.length);
      }
    }
    return to;
  }

  private boolean isGood(long[] bits) {
    for (int i = 0; i < wants.size(); i++) {
      Want want = wants.get(i);
      if (want.language().accepts(bits(bits, i)) != want.inside()) {
        return false;
      }
    }
    return true;
  }

  private List<String> texts(Node end) {
    List<StringBuilder> texts = new ArrayList<>();
    for (Part part : parts) {
      texts.add(new StringBuilder(part.fixed() == null ? "" : part.fixed()));
    }
    for (Node node = end; node != null && node.from != null; node = node.from) {
      texts.get(node.ofPart).insert(0, Character.toString(node.character));
    }
    return texts.stream().map(StringBuilder::toString).toList();
  }
}
