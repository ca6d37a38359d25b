package io.strongroom.functions;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a process writes, errors included. It is read only while a call runs, and never waited for:
 * whoever watches the call takes what there is, so a process that writes faster is slowed down by
 * its pipe, and nothing that was written before an answer is missed when the answer comes.
 */
final class ProcessOutput {

  /** How much is taken at once; a pipe of Linux holds as much. */
  private static final int STEP = 64 << 10;

  private final InputStream in;

  ProcessOutput(Process process) {
    this.in = process.getInputStream();
  }

  /** Moves what was written so far into the log. */
  void drainInto(RunLog log, long limit) {
    try {
      for (int there = in.available(); there > 0; there = in.available()) {
        log.output(in.readNBytes(Math.min(there, STEP)));
        if (log.outputBytes() > limit) {
          return;
        }
      }
    } catch (IOException e) {
      // The stream was closed, since the process is gone.
      return;
    }
  }
}
