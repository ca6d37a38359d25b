package io.strongroom.analyzer;

/** What became of a question. */
public sealed interface Answer {

  /**
   * There is such a request.
   *
   * @param witness one of them, which the evaluator was asked about before it is shown
   */
  record Yes(Witness witness) implements Answer {}

  /** No request, of all that there could be, is such. */
  record No() implements Answer {}

  /**
   * It was not found out. Whoever asks for safety takes it for yes.
   *
   * @param reason why, as the end of a sentence
   */
  record Unknown(String reason) implements Answer {}

  /** Tells whether there may be such a request: unless it was proved that there is none. */
  default boolean mayBe() {
    return !(this instanceof No);
  }
}
