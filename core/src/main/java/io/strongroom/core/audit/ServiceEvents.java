package io.strongroom.core.audit;

/** Makes the audit records of what the service does itself. */
public interface ServiceEvents {

  /** Tells whether records are kept at all; if not, none need to be made. */
  boolean areKept();

  /** Makes the record of an event, to be stored in the commit of what happened. */
  AuditRecord record(ServiceEvent event);

  /** Is told that records were committed. */
  void committed();
}
