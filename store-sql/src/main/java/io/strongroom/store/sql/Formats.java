package io.strongroom.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The formats that a release knows, as one step for each: step <i>n</i> turns format <i>n</i> - 1
 * into format <i>n</i>. The format stands in the header, whose column {@code format} stays for
 * ever.
 *
 * <p>A step that only adds leaves everything where the release before looks for it, so that one may
 * serve the store as well until the step is finalised (requirement PRM-12).
 */
public final class Formats {
  private final List<Step> steps;
  private final int firstWithWindow;

  /**
   * One step.
   *
   * @param script the statements that make it
   * @param onlyAdds whether releases of the format before find and store everything as ever
   * @param filling what fills the new tables of a store that holds something already
   */
  public record Step(String script, boolean onlyAdds, Filling filling) {

    /** Returns a step that older releases need not know of. */
    public static Step adding(String script) {
      return new Step(script, true, _ -> {});
    }

    /** Reads a step that older releases cannot live with. */
    public static Step breaking(Class<?> beside, String name) {
      try (InputStream content = beside.getResourceAsStream(name)) {
        byte[] bytes = Objects.requireNonNull(content).readAllBytes();
        return new Step(new String(bytes, StandardCharsets.UTF_8), false, _ -> {});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns the same step, whose tables of a store that is not new are filled so. */
    public Step filledBy(Filling how) {
      return new Step(script, onlyAdds, how);
    }
  }

  /** Fills what a step has made, from what there was. */
  @FunctionalInterface
  public interface Filling {
    /** Works in the transaction of the step. */
    void fill(SqlConnection connection) throws SQLException;
  }

  /**
   * Prepares formats.
   *
   * @param steps all of them, from the first
   * @param firstWithWindow the first format whose header has the column {@code serves_from}; a
   *     store of an earlier one serves its own releases and newer ones
   */
  public Formats(List<Step> steps, int firstWithWindow) {
    this.steps = List.copyOf(steps);
    this.firstWithWindow = firstWithWindow;
  }

  /** Returns the formats of a release that knows more of them. */
  public Formats with(List<Step> later) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(later);
    return new Formats(all, firstWithWindow);
  }

  /** Returns the newest format that this release knows, which is the format of the release. */
  public int newest() {
    return steps.size();
  }

  /** Makes all tables and no header. */
  public void createTables(SqlConnection connection) throws SQLException {
    for (Step step : steps) {
      connection.runScript(step.script());
    }
  }

  /**
   * Makes all tables, and a header that is final.
   *
   * @param told the newest format, or {@link HeaderRow#ARRIVING}
   */
  public void create(SqlConnection connection, StoreHeader header, int told) throws SQLException {
    createTables(connection);
    HeaderRow.insert(connection, told, header);
    if (newest() >= firstWithWindow) {
      HeaderRow.setServesFrom(connection, newest());
    }
  }

  /** Returns what the header of a store says, of whatever format it is. */
  public StoreFormat read(SqlConnection connection) throws SQLException {
    int format = HeaderRow.format(connection);
    return format >= firstWithWindow
        ? new StoreFormat(format, HeaderRow.servesFrom(connection))
        : StoreFormat.finalOf(format);
  }

  /**
   * Refuses a store that serves only newer releases.
   *
   * @param place where the store is, for people
   */
  public StoreFormat requireKnown(SqlConnection connection, Object place)
      throws SQLException, StoreOpenException {
    StoreFormat found = read(connection);
    if (found.servesFrom() > newest()) {
      throw new StoreOpenException(
          "the store in %s has format %d and serves no release before format %d; this release knows"
                  .formatted(place, found.format(), found.servesFrom())
              + " formats up to "
              + newest());
    }
    return found;
  }

  /**
   * Brings a store to the newest format, in the transaction under way. Releases of the format that
   * it had may go on, unless one of the steps breaks with them; older ones may not.
   */
  public StoreFormat migrate(SqlConnection connection, StoreFormat from) throws SQLException {
    if (from.format() >= newest()) {
      return from;
    }
    int servesFrom = from.format();
    for (int format = from.format() + 1; format <= newest(); format++) {
      Step step = steps.get(format - 1);
      connection.runScript(step.script());
      step.filling().fill(connection);
      if (!step.onlyAdds()) {
        servesFrom = format;
      }
    }
    StoreFormat reached = new StoreFormat(newest(), servesFrom);
    write(connection, reached);
    return reached;
  }

  /**
   * Refuses to finalise a store of another format than this release.
   *
   * @param place where the store is, for people
   */
  public void requireOwn(StoreFormat found, Object place) throws StoreOpenException {
    if (found.format() != newest()) {
      throw new StoreOpenException(
          "the store in %s has format %d, which a release of that format finalises; this is one of"
                  .formatted(place, found.format())
              + " format "
              + newest());
    }
  }

  /**
   * Ends the time in which releases of the format before may serve the store, in the transaction
   * under way.
   *
   * @param found what the header says, of this release's format
   */
  public StoreFormat finalise(SqlConnection connection, StoreFormat found) throws SQLException {
    if (found.isFinal()) {
      return found;
    }
    StoreFormat reached = StoreFormat.finalOf(newest());
    write(connection, reached);
    return reached;
  }

  /** Tells whether tables that a move has begun to fill are those of this release. */
  public boolean areOfThisRelease(SqlConnection connection) throws SQLException {
    return HeaderRow.servesFrom(connection) == newest();
  }

  /** Makes a store of tables that a move has filled, in the transaction under way. */
  public void arrive(SqlConnection connection) throws SQLException {
    write(connection, StoreFormat.finalOf(newest()));
  }

  private void write(SqlConnection connection, StoreFormat reached) throws SQLException {
    HeaderRow.setFormat(connection, reached.format());
    if (newest() >= firstWithWindow) {
      HeaderRow.setServesFrom(connection, reached.servesFrom());
    }
  }
}
