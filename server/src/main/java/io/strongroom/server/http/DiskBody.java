package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A body that is too long for memory, in a file. It is written on the event loop: there are few
 * such bodies at a time, and each piece goes into the memory that the system has for files.
 */
final class DiskBody implements ArrivingBody {
  private static final System.Logger LOG = System.getLogger("io.strongroom.server.http");
  private static final byte[] NOTHING = {};

  private final long most;
  private final Path path;
  private final FileChannel file;
  private final MessageDigest digest;
  private long length;

  private DiskBody(long most, Path path, FileChannel file, MessageDigest digest) {
    this.most = most;
    this.path = path;
    this.file = file;
    this.digest = digest;
  }

  /**
   * Expects a body of up to {@code most} bytes.
   *
   * @throws IOException if there cannot be a file
   */
  static DiskBody open(long most, Path directory) throws IOException {
    Path path = Files.createTempFile(directory, "body-", ".json");
    try {
      FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
      return new DiskBody(most, path, file, MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public @Nullable Refusal add(ByteBuf part) {
    int count = part.readableBytes();
    if (count > most - length) {
      return Refusal.BODY_TOO_LARGE;
    }
    int start = part.readerIndex();
    try {
      digest.update(part.nioBuffer());
      while (part.isReadable()) {
        part.readBytes(file, part.readableBytes());
      }
      length += count;
      return null;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "an upload could not be written", e);
      return Refusal.OVERLOADED;
    } finally {
      part.setZero(start, count);
    }
  }

  @Override
  public WireRequest request(String method, String target, Headers headers, Peer peer) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("an upload could not be written", e);
    }
    var spooled = new WireRequest.Spooled(path, digest.digest());
    return new WireRequest(method, target, headers, NOTHING, peer, spooled);
  }

  @Override
  public void discard() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an upload was not removed", e);
    }
  }
}
