package io.strongroom.api.lambda;

import io.strongroom.api.Authorizer;
import io.strongroom.api.Operations;
import io.strongroom.api.Service;
import io.strongroom.api.TrustJudge;
import io.strongroom.core.function.BuiltInFunctions;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.FunctionEvents;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.core.function.Functions;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.store.PageTokens;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import java.util.List;

/** The operations of Lambda, version 2015-03-31, that functions for rotation need. */
public final class LambdaOperations {

  /** The service in credential scopes and ARNs. */
  public static final String SERVICE = "lambda";

  /** The first pieces of all paths: each operation kept the date of its own version. */
  private static final List<String> ROOTS = List.of("2015-03-31", "2016-08-19", "2017-03-31");

  private LambdaOperations() {}

  /** Returns the service with its operations. */
  public static Service service(Operations operations) {
    return Service.rest(SERVICE, ROOTS, operations);
  }

  /**
   * What functions are, and what happens to them.
   *
   * @param runner runs them while somebody waits
   * @param events has them run later
   */
  public record Room(
      Functions functions,
      BuiltInFunctions builtIns,
      FunctionRunner runner,
      FunctionEvents events,
      UploadRule uploads) {}

  /** Puts the operations together. */
  public static Operations operations(
      Room room,
      Keyring keyring,
      Authorizer authorizer,
      TrustJudge trusts,
      PolicyPrincipals principals,
      PageTokens tokens,
      Entropy entropy) {
    Functions functions = room.functions();
    Environments environments = new Environments(keyring);
    Uploads uploads = new Uploads(functions, room.builtIns(), room.uploads());
    Roles roles = new Roles(trusts);
    return Operations.of(
        List.of(
            new AddPermission(principals, entropy),
            new CreateFunction(uploads, roles, environments, entropy),
            new DeleteFunction(),
            new GetAccountSettings(functions, room.uploads()),
            new GetFunction(environments, authorizer),
            new GetFunctionConfiguration(environments),
            new GetPolicy(principals),
            new Invoke(room.runner(), room.events()),
            new ListFunctions(functions, environments, new Markers(tokens)),
            new ListTags(),
            new ListVersionsByFunction(environments),
            new RemovePermission(entropy),
            new TagResource(),
            new UntagResource(),
            new UpdateFunctionCode(uploads, environments, entropy),
            new UpdateFunctionConfiguration(uploads, roles, environments, entropy)));
  }
}
