package io.strongroom.core.store;

/**
 * A server's place among all that serve one store. What one of them acknowledged is seen by every
 * call that begins later at any of them, if the call begins with {@link #refresh} and is answered
 * only while its view {@linkplain #holds holds}.
 */
public interface Membership {

  /** The place of a server that has its store to itself. */
  Membership ALONE = new Alone();

  /** Returns the name of this server, unique among all. */
  String node();

  /** Tells whether there can be no other server, so that neither call below ever waits. */
  boolean isAlone();

  /**
   * Waits until reads of the store see all that was acknowledged before, by whichever server.
   *
   * @return the view of the store in which they do
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if that cannot be made
   *     sure in time
   */
  long refresh();

  /** Tells whether what was read in a view may still be told to anybody. */
  boolean holds(long view);

  /** Tells whether {@link #refresh} is likely to come to an end soon. */
  boolean isReady();

  /** Tells whether this is the server that does what no call asks for: purges, rotations. */
  boolean isOnDuty();

  /** See {@link #ALONE}. */
  record Alone() implements Membership {
    @Override
    public String node() {
      return "1";
    }

    @Override
    public boolean isAlone() {
      return true;
    }

    @Override
    public long refresh() {
      return 0;
    }

    @Override
    public boolean holds(long view) {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public boolean isOnDuty() {
      return true;
    }
  }
}
