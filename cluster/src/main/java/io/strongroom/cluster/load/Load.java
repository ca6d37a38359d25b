package io.strongroom.cluster.load;

import io.strongroom.cluster.history.History;
import io.strongroom.cluster.load.Endpoint.Retries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Makes secrets, has writers and readers at work until a file appears, and reads every secret at
 * every endpoint then.
 */
public final class Load {
  private static final int READS_PER_WRITER = 2;

  private final List<Endpoint> endpoints;
  private final List<List<String>> secrets;
  private final History history;
  private final Random random;

  private Load(
      List<Endpoint> endpoints, List<List<String>> secrets, History history, Random random) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.history = history;
    this.random = random;
  }

  /**
   * Runs it.
   *
   * @param arguments the file of the access key, URLs with commas between them, how many writers,
   *     how many secrets each of them has, the seed of what they choose, the file for the history,
   *     the file whose presence ends it, and whether clients of the first URL try again as the SDK
   *     does ("ordinary") or make one attempt ("none"), as all others do
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    AccessKey key = AccessKey.read(Path.of(arguments[0]));
    List<Endpoint> endpoints = new ArrayList<>();
    Retries retries = Retries.valueOf(arguments[7].toUpperCase(Locale.ROOT));
    for (String url : arguments[1].split(",", -1)) {
      endpoints.add(new Endpoint(URI.create(url), key, retries));
      retries = Retries.NONE;
    }
    int writers = Integer.parseInt(arguments[2]);
    int secretsOfEach = Integer.parseInt(arguments[3]);
    Random random = new Random(Long.parseLong(arguments[4]));
    Path end = Path.of(arguments[6]);
    try (History history = History.begin(Path.of(arguments[5]))) {
      new Load(endpoints, names(writers, secretsOfEach), history, random)
          .run(() -> Files.exists(end));
    }
  }

  private static List<List<String>> names(int writers, int secretsOfEach) {
    List<List<String>> names = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      List<String> own = new ArrayList<>();
      for (int secret = 0; secret < secretsOfEach; secret++) {
        own.add("cluster/" + writer + "/" + secret);
      }
      names.add(List.copyOf(own));
    }
    return List.copyOf(names);
  }

  private void run(BooleanSupplier isOver) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Writer> writers = new ArrayList<>();
    for (List<String> own : secrets) {
      Writer writer =
          new Writer("writer-" + writers.size(), own, endpoints, history, forkedRandom());
      writer.createSecrets();
      writers.add(writer);
    }
    System.out.println("ready");
    List<String> all = secrets.stream().flatMap(List::stream).toList();
    for (Writer writer : writers) {
      threads.add(start(() -> writer.work(isOver)));
      for (int reader = 0; reader < READS_PER_WRITER; reader++) {
        String name = "reader-" + threads.size();
        Reader work = new Reader(name, all, endpoints, history, forkedRandom());
        threads.add(start(() -> work.work(isOver)));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    new Reader("last", all, endpoints, history, forkedRandom()).readEverything();
  }

  private Random forkedRandom() {
    return new Random(random.nextLong());
  }

  private static Thread start(Runnable work) {
    return Thread.ofPlatform().start(work);
  }
}
