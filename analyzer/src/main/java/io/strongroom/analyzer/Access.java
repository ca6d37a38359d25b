package io.strongroom.analyzer;

/** Whether somebody can do something. */
public sealed interface Access {

  /**
   * Whatever else is true of the request, it is allowed.
   *
   * @param witness such a request
   */
  record Always(Witness witness) implements Access {}

  /**
   * Some requests are allowed. That all are was not proved.
   *
   * @param witness one that is allowed
   * @param refused one that is refused; or unknown, where it was not found out whether there is one
   */
  record Sometimes(Witness witness, Answer refused) implements Access {}

  /** No request is allowed. */
  record Never() implements Access {}

  /**
   * It was not found out. Whoever asks for safety takes it for yes.
   *
   * @param reason why, as the end of a sentence
   */
  record Unknown(String reason) implements Access {}
}
