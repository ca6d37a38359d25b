package io.strongroom.api;

import io.strongroom.api.shape.Intake;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.CodeFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Files of requests, on disk as long as their request is answered: those of functions are too long
 * for memory. Each is bounded, and there are as many as requests that may bring one.
 */
public final class UploadSpool {
  private final Path directory;

  /** Keeps files in a directory that exists and that nobody else may look into. */
  public UploadSpool(Path directory) {
    this.directory = directory;
  }

  /**
   * Takes a file in, which whoever asked {@linkplain #remove removes}.
   *
   * @throws IOException what {@code transfer} throws: the request is malformed
   * @throws ServiceException InvalidParameterValueException if it is longer than code may be;
   *     ServiceException if it cannot be written
   */
  CodeFile take(Intake.Transfer transfer) throws IOException {
    Path path = newFile();
    boolean whole = false;
    try (Sink sink = new Sink(path)) {
      transfer.to(sink);
      CodeFile file = new CodeFile(path, sink.code());
      whole = true;
      return file;
    } finally {
      if (!whole) {
        delete(path);
      }
    }
  }

  private Path newFile() {
    try {
      return Files.createTempFile(directory, "upload-", ".zip");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Removes a file that was taken in. */
  static void remove(CodeFile file) {
    delete(file.path());
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.getLogger(UploadSpool.class.getName())
          .log(System.Logger.Level.WARNING, "an uploaded file was not removed", e);
    }
  }

  private static ServiceException unwritable(IOException cause) {
    return new ServiceException(
        ErrorCode.LAMBDA_SERVICE, "The uploaded file could not be written.", cause);
  }

  /** Counts, digests and bounds what goes to disk; its own faults are no faults of the request. */
  private static final class Sink extends FilterOutputStream {
    private final MessageDigest digest;
    private long length;

    Sink(Path path) throws IOException {
      this(path, sha256());
    }

    private Sink(Path path, MessageDigest digest) throws IOException {
      super(new DigestOutputStream(Files.newOutputStream(path), digest));
      this.digest = digest;
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      length += count;
      if (length > Code.MAX_SIZE) {
        throw new ServiceException(
            ErrorCode.LAMBDA_INVALID_PARAMETER,
            "The zip file has more than " + Code.MAX_SIZE + " bytes.");
      }
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    Code code() {
      return new Code(HexFormat.of().formatHex(digest.digest()), length);
    }
  }
}
