package io.strongroom.cluster.report;

import java.util.List;

/** Nanoseconds of one kind of fault, as seconds: the nearest ranks. */
record Spread(int times, double median, double p95, double max) {
  private static final double NANOS = 1e9;

  static Spread of(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return new Spread(sorted.size(), rank(sorted, 0.5), rank(sorted, 0.95), rank(sorted, 1));
  }

  private static double rank(List<Long> sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1) / NANOS;
  }
}
