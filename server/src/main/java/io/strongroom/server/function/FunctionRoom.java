package io.strongroom.server.function;

import io.strongroom.api.UploadSpool;
import io.strongroom.api.lambda.LambdaOperations;
import io.strongroom.api.lambda.LocalFunctions;
import io.strongroom.api.lambda.UploadRule;
import io.strongroom.core.function.BuiltInFunctions;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.function.Functions;
import io.strongroom.keys.Keyring;
import io.strongroom.rotators.Rotator;
import io.strongroom.server.remote.RemoteFunctions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything about functions that one server has.
 *
 * @param functions those of the store, and those beside it
 * @param spool takes the files of requests
 * @param operations what the operations of Lambda work on
 * @param rotators those that each account has as functions
 * @param partners those of secrets of partners
 * @param remotes functions that run elsewhere
 */
public record FunctionRoom(
    Functions functions,
    UploadSpool spool,
    LambdaOperations.Room operations,
    EventInvocations events,
    ScratchDirectory scratch,
    ProcessRunner runner,
    List<Rotator> rotators,
    List<Rotator> partners,
    RemoteFunctions remotes)
    implements AutoCloseable {

  /**
   * Puts the parts together, and takes over {@code remotes}.
   *
   * @throws IOException if a directory cannot be used or a function in it is described wrongly
   */
  public static FunctionRoom open(
      FunctionHosting hosting,
      List<Rotator> rotators,
      List<Rotator> partners,
      RemoteFunctions remotes,
      FunctionStore store,
      Keyring keyring,
      InstantSource clock)
      throws IOException {
    ProcessRunner runner = runner(hosting, store, keyring);
    BuiltInFunctions builtIns = new BuiltInFunctions(rotators.stream().map(Rotator::name).toList());
    Functions functions = new Functions(store, builtIns, local(hosting.local(), keyring));
    ScratchDirectory scratch = ScratchDirectory.open(hosting.scratch());
    EventInvocations events = new EventInvocations(functions, runner, clock);
    LambdaOperations.Room operations =
        new LambdaOperations.Room(functions, builtIns, runner, events, hosting.uploads());
    return new FunctionRoom(
        functions,
        new UploadSpool(scratch.path()),
        operations,
        events,
        scratch,
        runner,
        rotators,
        partners,
        remotes);
  }

  /** Code that somebody uploads is run where it cannot reach the server, or not at all. */
  private static ProcessRunner runner(FunctionHosting hosting, FunctionStore store, Keyring keyring)
      throws IOException {
    String searchPath = Objects.requireNonNullElse(System.getenv("PATH"), "");
    FunctionPlace place =
        new FunctionPlace(
            hosting.data(), hosting.hidden(), searchPath, hosting.way().authorities());
    boolean strangers =
        hosting.uploads().mode() == UploadRule.Mode.ON
            && hosting.care() == FunctionHosting.Care.PRODUCTION;
    if (strangers && !place.sandbox().protectsServer()) {
      throw new IOException(
          "functions.upload needs bubblewrap (bwrap), or a server that may switch users");
    }
    return new ProcessRunner(place, store, new Environments(keyring));
  }

  private static List<Function> local(FunctionHosting.@Nullable Local local, Keyring keyring)
      throws IOException {
    return local == null
        ? List.of()
        : new LocalFunctions(local.account(), local.region(), new Environments(keyring))
            .read(local.directory());
  }

  @Override
  public void close() {
    events.close();
    runner.close();
    remotes.close();
    scratch.close();
  }
}
