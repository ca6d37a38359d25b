package io.strongroom.core.rotation.run;

/** The steps of a rotation, in order. Source: user guide, "Lambda rotation functions". */
public enum RotationStep {
  CREATE_SECRET("createSecret"),
  SET_SECRET("setSecret"),
  TEST_SECRET("testSecret"),
  FINISH_SECRET("finishSecret");

  private final String text;

  RotationStep(String text) {
    this.text = text;
  }

  /** Returns the Step of the function's event. */
  public String text() {
    return text;
  }
}
