package io.strongroom.core.audit;

/**
 * Where records of calls go (requirements AUD-1 to AUD-3). Records of calls that changed nothing
 * are accepted before the answer's first byte; those of changes are in the commit of the change
 * already, from where the log takes them. All methods may be called by many threads.
 */
public interface AuditLog {

  /** Tells whether records are kept at all; if not, none need to be made. */
  boolean isKept();

  /**
   * Tells whether {@link #accept} would neither wait nor refuse. What it says may be over at once.
   */
  boolean acceptsAtOnce();

  /**
   * Accepts a record, or refuses the call that it is about. A virtual thread may be made to wait
   * for it, any other is not.
   *
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if the record is not
   *     accepted in time
   */
  void accept(AuditRecord record);

  /** Accepts a record if that takes no waiting, and tells whether it did. */
  boolean offer(AuditRecord record);

  /**
   * Refuses to begin a change while too many records of changes wait to be taken.
   *
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable
   */
  void requireRoom();

  /** Is told that a change was committed, and its record with it. */
  void committed();

  /** Returns a log that keeps nothing. */
  static AuditLog none() {
    return NoLog.INSTANCE;
  }

  /** Keeps nothing. */
  enum NoLog implements AuditLog {
    /** The one that there is. */
    INSTANCE;

    @Override
    public boolean isKept() {
      return false;
    }

    @Override
    public boolean acceptsAtOnce() {
      return true;
    }

    @Override
    public void accept(AuditRecord record) {}

    @Override
    public boolean offer(AuditRecord record) {
      return true;
    }

    @Override
    public void requireRoom() {}

    @Override
    public void committed() {}
  }
}
