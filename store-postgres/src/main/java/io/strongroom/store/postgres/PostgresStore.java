package io.strongroom.store.postgres;

import io.strongroom.core.store.Membership;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.Memory;
import io.strongroom.store.sql.SqlStore;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in a PostgreSQL database, for any number of servers at once. Reads of this class see what
 * was acknowledged before the last {@link Membership#refresh} of their call began.
 */
public final class PostgresStore extends SqlStore {
  private final Heart heart;
  private final PostgresReaders readers;
  private final PostgresCommits commits;
  private final Freshness freshness;
  private final Numbers numbers;
  private final Membership membership;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The parts of a store, which go by each other. */
  private record Parts(
      Heart heart,
      PostgresReaders readers,
      PostgresCommits commits,
      Freshness freshness,
      LongSupplier refresh,
      Memory memory,
      NodeOutbox outbox,
      StoreFormat format,
      String node) {}

  /** What the header of a store tells. */
  private record Told(StoreFormat format, StoreHeader header) {}

  private PostgresStore(Parts parts) {
    super(parts.readers(), parts.commits(), parts.memory(), parts.outbox(), parts.format());
    this.heart = parts.heart();
    this.readers = parts.readers();
    this.commits = parts.commits();
    this.freshness = parts.freshness();
    this.numbers = new Numbers(parts.commits());
    this.membership = new Membered(parts.node(), heart, parts.refresh());
  }

  private record Membered(String node, Heart heart, LongSupplier freshness) implements Membership {
    @Override
    public boolean isAlone() {
      return false;
    }

    @Override
    public long refresh() {
      return freshness.getAsLong();
    }

    @Override
    public boolean holds(long view) {
      return heart.isLeased(view);
    }

    @Override
    public boolean isReady() {
      Primary primary = heart.primary();
      return primary != null && heart.isLeased(primary.view());
    }

    @Override
    public boolean isOnDuty() {
      return heart.isOnDuty();
    }
  }

  /** What a new primary and each heartbeat mean for a store. */
  private record Views(NodeOutbox outbox, Feed feed, PostgresSchema schema, DatabaseUrl url)
      implements Heart.ViewListener {
    @Override
    public void begins(long view, Link link) throws SQLException, StoreOpenException {
      outbox.load(link);
      feed.begin(view, link);
      // Who moves the store away first says so and then looks who is there.
      var _ = schema.requireServed(link, url);
    }

    @Override
    public void beats(Link link) throws SQLException, StoreOpenException {
      schema.requireServedStill(link, url);
    }
  }

  /**
   * Makes the tables of an empty store.
   *
   * @param servingRole a role that may serve it besides the one that makes it; null for none
   * @throws StoreOpenException if there is a store already or the database does not let us
   */
  public static void create(
      PostgresOptions options, StoreHeader header, @Nullable String servingRole)
      throws StoreOpenException {
    var _ =
        OnPrimary.inTransaction(
            options,
            link -> {
              if (PostgresSchema.formatOf(link) > 0) {
                throw new StoreOpenException("there is a store in " + options.url() + " already");
              }
              PostgresSchema.ofThisBuild().create(link, header);
              if (servingRole != null) {
                PostgresSchema.grant(link, servingRole);
              }
              return true;
            });
  }

  /**
   * Reads the header of a store, which tells whether a root key is the right one.
   *
   * @throws StoreOpenException if there is no store, its format is not served, or it is damaged
   */
  public static StoreHeader readHeader(PostgresOptions options) throws StoreOpenException {
    return readHeader(options, PostgresSchema.ofThisBuild()).header();
  }

  private static Told readHeader(PostgresOptions options, PostgresSchema schema)
      throws StoreOpenException {
    return OnPrimary.inTransaction(
        options,
        link -> {
          StoreFormat format = schema.requireServed(link, options.url());
          StoreHeader header = HeaderRow.read(link);
          if (header == null) {
            throw new StoreOpenException(
                "the store in " + options.url() + " is damaged: its header is broken");
          }
          return new Told(format, header);
        });
  }

  /**
   * Opens a store and joins those who serve it.
   *
   * @param session drawn for each run of a server
   * @param nanos nanoseconds since an arbitrary point, never set back
   * @param wall the time of this machine, which is compared with that of the database
   * @param onSuperseded run when another server has taken the name of this one, or the store does
   *     not serve this release any more; the process is to end then
   * @throws StoreOpenException if there is no store that this release serves, no primary answers,
   *     or another server has the name of this one
   */
  public static PostgresStore open(
      PostgresOptions options,
      String session,
      LongSupplier nanos,
      InstantSource wall,
      Runnable onSuperseded)
      throws StoreOpenException {
    return open(
        options, session, nanos, wall, onSuperseded, Times.defaults(), Planted.ofThisBuild());
  }

  static PostgresStore open(
      PostgresOptions options,
      String session,
      LongSupplier nanos,
      InstantSource wall,
      Runnable onSuperseded,
      Times times,
      Planted planted)
      throws StoreOpenException {
    PostgresSchema schema = PostgresSchema.of(planted);
    StoreFormat format = readHeader(options, schema).format();
    NodeRow node = new NodeRow(options.node(), session, schema.format());
    Connections connections = new Connections(options, times, planted);
    Links links = new Links(connections);
    Memory memory = Memory.empty(options.caches());
    Feed feed = new Feed(memory);
    NodeOutbox outbox = new NodeOutbox(options.node());
    Heart heart = new Heart(connections, options, node, times, nanos, wall, onSuperseded);
    Freshness freshness = new Freshness(heart, links, feed, times, nanos);
    Groups groups = new Groups(heart, links, feed, outbox, node, times, nanos);
    PostgresCommits commits = new PostgresCommits(heart, groups, times, nanos);
    PostgresReaders readers =
        new PostgresReaders(heart, links, times.patience(), options.readers());
    try {
      heart.start(new Views(outbox, feed, schema, options.url()));
    } catch (SQLException e) {
      heart.close();
      throw OnPrimary.refusal(options, e);
    }
    freshness.start();
    commits.start();
    LongSupplier refresh =
        planted.asksForEach() ? () -> readers.ask(freshness::look) : freshness::await;
    return new PostgresStore(
        new Parts(
            heart, readers, commits, freshness, refresh, memory, outbox, format, options.node()));
  }

  @Override
  public Membership membership() {
    return membership;
  }

  @Override
  public long nextNumber() {
    return numbers.next();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    commits.close();
    freshness.close();
    heart.close();
    readers.close();
  }
}
