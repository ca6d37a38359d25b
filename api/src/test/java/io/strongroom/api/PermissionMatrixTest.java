package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.PermissionCell.Who;
import io.strongroom.api.shape.Form;
import io.strongroom.api.shape.RestReader;
import io.strongroom.core.identity.Directories;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation, asked for by every kind of caller. The rows say what a request needs, by the
 * published references; the cells follow from them, and so does the table in {@code
 * docs/permission-matrix.md}.
 */
class PermissionMatrixTest {
  private static final Path FILE = Path.of("..", "docs", "permission-matrix.md");

  private static List<PermissionRow> rows() {
    return Stream.of(
            PermissionRowsOfSecrets.all(),
            PermissionRowsOfKeys.all(),
            PermissionRowsOfFunctions.all(),
            PermissionRowsOfIdentities.ofUsers(),
            PermissionRowsOfIdentities.ofGroups(),
            PermissionRowsOfIdentities.ofRoles(),
            PermissionRowsOfIdentities.ofPolicies(),
            PermissionRowsOfIdentities.ofTheRest(),
            PermissionRowsOfAccounts.ofTokens(),
            PermissionRowsOfAccounts.ofOrganizations())
        .flatMap(List::stream)
        .toList();
  }

  private static Map<String, Operation<?, ?>> operations(TestRoom room) {
    Map<String, Operation<?, ?>> found = new HashMap<>();
    Map.of(
            "secretsmanager", room.operations,
            "kms", room.kmsOperations,
            "iam", room.iamOperations,
            "sts", room.stsOperations,
            "organizations", room.organizationsOperations,
            "lambda", room.lambdaOperations)
        .forEach(
            (service, all) ->
                all.all().forEach(each -> found.put(service + ":" + each.contract().name(), each)));
    return found;
  }

  @Test
  @DisplayName("no operation is without a row")
  void everyOperationHasARow() {
    assertEquals(
        new TreeSet<>(operations(TestRoom.strict()).keySet()),
        rows().stream()
            .map(PermissionRow::operation)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @TestFactory
  @DisplayName("what an operation asks for is what its row says that it needs")
  Stream<DynamicTest> operationsAskForWhatTheyNeed() {
    PermissionWorld world = new PermissionWorld();
    Map<String, Operation<?, ?>> operations = operations(world.room);
    return rows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.operation(),
                    () -> {
                      List<String> needed =
                          row.needs().stream()
                              .filter(PermissionNeed::isOfRequest)
                              .filter(need -> need.service().equals(row.service()))
                              .map(need -> need.action() + " " + world.named(need.resource()))
                              .map(text -> cut(text, row))
                              .toList();
                      Operation<?, ?> operation =
                          Objects.requireNonNull(operations.get(row.operation()));
                      if (!(operation instanceof CallerOperation<?, ?>)) {
                        assertEquals(needed, declared(operation, row, world));
                      }
                    }));
  }

  /** Requests of Secrets Manager say their resource nowhere but in the gateway. */
  private static String cut(String text, PermissionRow row) {
    return row.service().equals("secretsmanager") ? text.substring(0, text.indexOf(' ')) : text;
  }

  private static <I, O> List<String> declared(
      Operation<I, O> operation, PermissionRow row, PermissionWorld world) {
    if (row.service().equals("lambda")) {
      return declaredByRoute(operation, row, world);
    }
    byte[] body =
        (row.service().equals("iam") || row.service().equals("sts")
                ? world.form(row.service(), row.name(), row.body())
                : world.named(row.body()))
            .getBytes(UTF_8);
    RequestBody read =
        row.service().equals("iam") || row.service().equals("sts")
            ? new RequestBody.Parameters(Form.parse(body))
            : new RequestBody.Json(body);
    I in = read.read(operation.contract().input(), _ -> {});
    WireRequest request =
        new WireRequest("POST", "/", Headers.of("host", "h"), body, Peer.LOOPBACK);
    try (Call call = call(request, row, world)) {
      return declared(operation, in, call, world);
    }
  }

  private static <I, O> List<String> declaredByRoute(
      Operation<I, O> operation, PermissionRow row, PermissionWorld world) {
    WireRequest request = world.lambda(world.root, row.body());
    RestRoute route = ((RestOperation) operation).route();
    try (Call call = call(request, row, world)) {
      RestReader.Parts parts =
          route.parts(RestProtocol.path(request), RestQuery.parse(request.target()), call);
      I in =
          new RequestBody.Rest(request, parts).read(operation.contract().input(), call.arrival());
      return declared(operation, in, call, world);
    }
  }

  private static Call call(WireRequest request, PermissionRow row, PermissionWorld world) {
    Caller caller = new Caller(new Principal.Root(TestRoom.ACCOUNT), TestRoom.REGION, null, null);
    Call.Runner nothing =
        new Call.Runner() {
          @Override
          public <A, B> B run(ReadOperation<A, B> inner, A input, Call call) {
            throw new UnsupportedOperationException();
          }
        };
    Service service = Service.json(row.service(), "", world.room.operations);
    Trail trail =
        new Trail("id", world.room.clock.instant(), service, request, world.room.recorder);
    UploadSpool spool = new UploadSpool(Path.of("target", "uploads"));
    return new Call(trail, caller, nothing, Sightings.NONE, spool);
  }

  private static <I, O> List<String> declared(
      Operation<I, O> operation, I in, Call call, PermissionWorld world) {
    List<String> all = new ArrayList<>();
    Action own = operation.contract().action();
    switch (operation) {
      case DirectoryOperation<I, O> identities -> {
        Directory directory =
            new Directories(world.room.store, Directories.Strangers.WELCOME, world.room.clock)
                .of(TestRoom.ACCOUNT);
        Permission permission = identities.permission(in, directory, call);
        all.add(own.text() + " " + permission.resource());
        operation.also(in).forEach(also -> all.add(also.text() + " " + permission.resource()));
        identities
            .alsoOn(in, directory, call)
            .forEach(more -> all.add(own.text() + " " + more.resource()));
      }
      case KeyOperation<I, O> keys ->
          keys.asks(in, call).forEach(ask -> all.add(ask.action() + " " + resource(ask, world)));
      case KeyAccountOperation<I, O> _ -> {
        all.add(own.text() + " *");
        operation.also(in).forEach(also -> all.add(also.text() + " *"));
      }
      case FunctionOperation<I, O> functions -> {
        String target = functions.target(in, call).text();
        all.add(own.text() + " " + target);
        operation.also(in).forEach(also -> all.add(also.text() + " " + target));
      }
      case AccountOperation<I, O> account
          when own.service().equals("organizations") || own.service().equals("lambda") -> {
        Permission permission = account.permission(in, call);
        all.add(own.text() + " " + (permission == null ? "*" : permission.resource()));
      }
      case AccountOperation<I, O> _ when own.service().equals("sts") -> all.add(own.text() + " *");
      case UnsignedOperation<I, O> _ -> {}
      default -> {
        all.add(own.text());
        operation.also(in).forEach(also -> all.add(also.text()));
      }
    }
    return all;
  }

  /** An alias stands for the key that it names. */
  private static String resource(KeyAsk ask, PermissionWorld world) {
    return ask instanceof KeyAsk.OnKey && ask.ref().arn().endsWith(":alias/app")
        ? world.named("${key3}")
        : ask.ref().arn();
  }

  /** The world of the last cell, as long as nothing in it changed. */
  private @Nullable PermissionWorld world;

  @TestFactory
  @DisplayName("every kind of caller is allowed or refused, by the code and the sentence")
  Stream<DynamicContainer> everyCallerIsTold() {
    Map<String, Operation<?, ?>> operations = operations(TestRoom.strict());
    return rows().stream()
        .map(
            row -> {
              Operation<?, ?> operation = operations.get(row.operation());
              boolean reads =
                  operation instanceof ReadOperation<?, ?>
                      || operation instanceof DirectoryRead<?, ?>
                      || operation instanceof KeyReadOperation<?, ?>
                      || operation instanceof FunctionReadOperation<?, ?>;
              return DynamicContainer.dynamicContainer(
                  row.operation(),
                  PermissionCell.of(row).stream()
                      .map(
                          cell -> DynamicTest.dynamicTest(cell.title(), () -> check(cell, reads))));
            });
  }

  private void check(PermissionCell cell, boolean reads) {
    PermissionWorld here = world == null ? new PermissionWorld() : world;
    world = null;
    String actual = cell.actual(here);
    String expected = cell.expected(here);
    assertEquals(expected, actual, () -> cell.row().operation() + " " + cell.title());
    boolean changed = cell.changesWorld() || (actual.startsWith("20") && !reads);
    world = changed ? null : here;
  }

  @Test
  @DisplayName("the table of the documentation is the one that is tested")
  void theTableIsTrue() throws IOException {
    String summary = PermissionSummary.of(rows());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, summary, UTF_8);
    } else {
      assertEquals(summary, Files.readString(FILE, UTF_8));
    }
    long cells = rows().stream().mapToLong(row -> PermissionCell.of(row).size()).sum();
    assertTrue(cells > 20L * Who.values().length, "the matrix has " + cells + " cells");
    System.out.println("permission matrix: " + cells + " cells");
  }
}
