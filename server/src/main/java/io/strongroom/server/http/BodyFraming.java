package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the body of a request ends: after so many bytes, or after the last chunk.
 *
 * <p>Source: RFC 9112 sections 6 and 7.1. Extensions of chunks are passed over; a trailer field is
 * refused, for nobody here would look at it.
 */
final class BodyFraming {
  /** The longest line before a chunk, with its extensions. */
  private static final int CHUNK_LINE_BYTES = 1 << 10;

  private static final int LINE_END_BYTES = 2;

  private enum Part {
    /** What is left of the whole body, or of the chunk at hand. */
    DATA,
    /** The line end after the data of a chunk. */
    DATA_END,
    /** The line before a chunk. */
    SIZE,
    /** The empty line after the last chunk. */
    LAST,
    /** Nothing: the body has ended. */
    NONE
  }

  private Part part = Part.NONE;
  private boolean chunked;
  private long left;

  /** Begins with the body that header fields announce. */
  void begin(Fields fields) {
    chunked = fields.isChunked();
    left = Math.max(0, fields.contentLength());
    part = chunked ? Part.SIZE : left > 0 ? Part.DATA : Part.NONE;
  }

  /** Tells whether the body has ended. */
  boolean isComplete() {
    return part == Part.NONE;
  }

  /**
   * Takes what comes next from {@code in}.
   *
   * @return bytes of the body, a view of {@code in}, perhaps none; null if more must come first
   * @throws Refusal.Refused if these are no chunks
   */
  @Nullable ByteBuf take(ByteBuf in) {
    return switch (part) {
      case DATA -> takeData(in);
      case DATA_END -> takeLineEnd(in, Part.SIZE);
      case SIZE -> takeSize(in);
      case LAST -> takeLineEnd(in, Part.NONE);
      case NONE -> null;
    };
  }

  private @Nullable ByteBuf takeData(ByteBuf in) {
    int count = (int) Math.min(left, in.readableBytes());
    if (count == 0) {
      return null;
    }
    left -= count;
    if (left == 0) {
      part = chunked ? Part.DATA_END : Part.NONE;
    }
    return in.readSlice(count);
  }

  private @Nullable ByteBuf takeLineEnd(ByteBuf in, Part next) {
    int readable = in.readableBytes();
    if (readable > 0 && in.getByte(in.readerIndex()) != '\r') {
      throw Refusal.MALFORMED.exception();
    }
    if (readable < LINE_END_BYTES) {
      return null;
    }
    if (in.getByte(in.readerIndex() + 1) != '\n') {
      throw Refusal.MALFORMED.exception();
    }
    in.skipBytes(LINE_END_BYTES);
    part = next;
    return Unpooled.EMPTY_BUFFER;
  }

  private @Nullable ByteBuf takeSize(ByteBuf in) {
    int length = in.bytesBefore(Math.min(in.readableBytes(), CHUNK_LINE_BYTES), (byte) '\r');
    if (length < 0) {
      if (in.readableBytes() >= CHUNK_LINE_BYTES) {
        throw Refusal.MALFORMED.exception();
      }
      return null;
    }
    int digits = parseSize(in, length);
    requireExtension(in, digits, length);
    in.skipBytes(length);
    if (takeLineEnd(in, left == 0 ? Part.LAST : Part.DATA) == null) {
      in.readerIndex(in.readerIndex() - length); // to be read again with its end
      return null;
    }
    return Unpooled.EMPTY_BUFFER;
  }

  /** Reads the size at the beginning of a line, and returns how many digits it has. */
  private int parseSize(ByteBuf in, int length) {
    long size = 0;
    int digits = 0;
    while (digits < length) {
      int digit = Character.digit(in.getByte(in.readerIndex() + digits), 16);
      if (digit < 0) {
        break;
      }
      size = 16 * size + digit;
      if (size > Integer.MAX_VALUE) {
        throw Refusal.MALFORMED.exception();
      }
      digits++;
    }
    boolean ended = digits == length || in.getByte(in.readerIndex() + digits) == ';';
    if (digits == 0 || !ended) {
      throw Refusal.MALFORMED.exception();
    }
    left = size;
    return digits;
  }

  /**
   * Extensions are tokens, some of them quoted; blanks in quotes are refused, for none has them.
   */
  private static void requireExtension(ByteBuf in, int from, int length) {
    for (int i = from; i < length; i++) {
      byte character = in.getByte(in.readerIndex() + i);
      boolean separates = character == ';' || character == '=' || character == '"';
      if (!separates && !KnownNames.isTokenCharacter(character)) {
        throw Refusal.MALFORMED.exception();
      }
    }
  }
}
