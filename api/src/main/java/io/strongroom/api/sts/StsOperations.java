package io.strongroom.api.sts;

import io.strongroom.api.Operations;
import io.strongroom.api.Service;
import io.strongroom.api.TrustJudge;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.Sessions;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.oidc.WebTokens;
import java.util.List;

/** The operations of STS that are offered. */
public final class StsOperations {
  static final String NAME = "sts";
  private static final String VERSION = "2011-06-15";

  private StsOperations() {}

  /** Returns the service that these operations are. */
  public static Service service(Operations operations) {
    return Service.query(NAME, VERSION, operations);
  }

  /** Puts the operations together. */
  public static Operations operations(
      DirectoryStore store,
      Directories directories,
      Sessions sessions,
      TrustJudge judge,
      WebTokens tokens) {
    Assuming assuming = new Assuming(directories, sessions);
    return Operations.of(
        List.of(
            new AssumeRole(judge, assuming),
            new AssumeRoleWithWebIdentity(directories, judge, assuming, tokens),
            new GetAccessKeyInfo(store),
            new GetCallerIdentity(),
            new GetSessionToken(sessions)));
  }
}
