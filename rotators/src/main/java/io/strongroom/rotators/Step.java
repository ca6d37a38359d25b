package io.strongroom.rotators;

/** The four steps of a rotation, in their order. */
public enum Step {
  /** Makes the new value and stores it as the pending version. */
  CREATE_SECRET("createSecret"),
  /** Brings the pending value to the system that it is for. */
  SET_SECRET("setSecret"),
  /** Uses the pending value. */
  TEST_SECRET("testSecret"),
  /** Makes the pending version the current one. */
  FINISH_SECRET("finishSecret");

  private final String wireName;

  Step(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name as events of rotations have it. */
  public String wireName() {
    return wireName;
  }
}
