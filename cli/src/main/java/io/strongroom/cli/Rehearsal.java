package io.strongroom.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets up and serves throw-away data and asks for the usual things, so that the virtual machine
 * loads what a server needs and keeps it for later starts (class data sharing). The launcher runs
 * it after a build; see docs/adr/0018-start.md.
 */
public final class Rehearsal {

  /** How often the usual things are asked for. */
  private static final int ROUNDS = 200;

  /** Among how many secrets, so that none gets too many versions. */
  private static final int SECRETS = 100;

  /** How long a server may take to start. */
  private static final long START_MILLIS = 60_000;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern READY = Pattern.compile("ready http://127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern ACCESS_KEY_ID = Pattern.compile("\"AccessKeyId\":\"(\\w+)\"");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Path work;

  private Rehearsal(Path work) {
    this.work = work;
  }

  /**
   * Runs the rehearsal and ends the process.
   *
   * @param arguments an empty directory, and the command whose starts are to be quick; {@code
   *     serve} stands for all others
   */
  public static void main(String[] arguments) throws IOException {
    Rehearsal rehearsal = new Rehearsal(Path.of(arguments[0]));
    System.setOut(new PrintStream(rehearsal.printed, true, StandardCharsets.UTF_8));
    if (!arguments[1].equals("dev")) {
      rehearsal.serve();
    }
    rehearsal.develop();
    System.exit(0);
  }

  private void serve() throws IOException {
    String data = work.resolve("data").toString();
    String rootKey = work.resolve("root-key").toString();
    execute("init", "--data", data, "--root-key", rootKey, "--json");
    String accessKeyId = awaitPrinted(ACCESS_KEY_ID);
    try (Client client = client("serve", "--data", data, "--root-key", rootKey, "--port", "0")) {
      String authorization = falselySigned(accessKeyId);
      for (int round = 0; round < ROUNDS; round++) {
        client.ask("GetSecretValue", id(round), authorization);
      }
    }
  }

  private void develop() throws IOException {
    try (Client client = client("dev", "--port", "0")) {
      client.ask("CreateSecret", value(0), "");
      client.ask("ListSecrets", "{}", "");
    }
    String development = work.resolve("development").toString();
    try (Client client = client("dev", "--data", development, "--port", "0")) {
      for (int round = 0; round < ROUNDS; round++) {
        client.ask(round < SECRETS ? "CreateSecret" : "PutSecretValue", value(round), "");
        client.ask("GetSecretValue", id(round), "");
      }
      client.ask("DescribeSecret", id(0), "");
      client.ask("ListSecrets", "{\"Filters\":[{\"Key\":\"name\",\"Values\":[\"re\"]}]}", "");
    }
  }

  /** Headers that are refused for their signature, for which all of it must be worked out first. */
  private static String falselySigned(String accessKeyId) {
    String date = DATE.format(Instant.now());
    return ("Authorization: AWS4-HMAC-SHA256"
            + " Credential=%s/%s/us-east-1/secretsmanager/aws4_request,"
            + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=%s\r\n"
            + "X-Amz-Date: %s\r\n")
        .formatted(accessKeyId, date.substring(0, 8), "0".repeat(64), date);
  }

  private static String id(int round) {
    return "{\"SecretId\":\"rehearsal-%d\"}".formatted(round % SECRETS);
  }

  private static String value(int round) {
    return "{\"%s\":\"rehearsal-%d\",\"ClientRequestToken\":\"%s\",\"SecretString\":\"of no use\"}"
        .formatted(round < SECRETS ? "Name" : "SecretId", round % SECRETS, UUID.randomUUID());
  }

  private static void execute(String... arguments) {
    int code = Main.execute(arguments);
    if (code != 0) {
      throw new IllegalStateException(arguments[0] + " ended with " + code);
    }
  }

  /** Starts a server, which stays until the process ends, and connects to it. */
  private Client client(String... arguments) throws IOException {
    printed.reset();
    Thread.ofPlatform().daemon().start(() -> execute(arguments));
    return new Client(Integer.parseInt(awaitPrinted(READY)));
  }

  private String awaitPrinted(Pattern pattern) {
    long giveUp = System.nanoTime() + START_MILLIS * 1_000_000;
    while (System.nanoTime() < giveUp) {
      Matcher found = pattern.matcher(printed.toString(StandardCharsets.UTF_8));
      if (found.find()) {
        return found.group(1);
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException("a command did not print what it should");
  }

  /** One connection. It uses nothing that the server would not load anyway. */
  private static final class Client implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)");

    private final Socket socket;
    private final InputStream in;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      in = new BufferedInputStream(socket.getInputStream());
    }

    void ask(String operation, String body, String headers) throws IOException {
      String request =
          ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.1\r\n"
                  + "X-Amz-Target: secretsmanager.%s\r\n%sContent-Length: %d\r\n\r\n%s")
              .formatted(operation, headers, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      in.skipNBytes(bodyLength());
    }

    /** Reads the head of an answer. */
    private int bodyLength() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("the server closed the connection");
        }
        head.append((char) next);
      }
      Matcher length = LENGTH.matcher(head.toString().toLowerCase(Locale.ROOT));
      return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
