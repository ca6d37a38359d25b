package io.strongroom.cli.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions in Python that rotate users of databases as the published ones do: the files of {@code
 * src/test/resources/rotation} in a zip file. They use boto3 and the database drivers of the
 * system.
 */
final class PythonFunctions {

  /** Handlers: each is a rotator. */
  static final String POSTGRESQL_SINGLE = "postgresql.single_user";

  static final String POSTGRESQL_ALTERNATING = "postgresql.alternating_users";
  static final String MYSQL_SINGLE = "mysql.single_user";
  static final String MYSQL_ALTERNATING = "mysql.alternating_users";

  /** Set to {@code required}, tests fail and are not skipped where a module is missing. */
  private static final String NEEDED = "strongroom.drivers";

  private static final String PYTHON = "/usr/bin/python3";
  private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
  private static final List<String> FILES =
      List.of("rotation.py", "postgresql.py", "mysql.py", "halting.py");

  private final byte[] zip;

  private PythonFunctions(byte[] zip) {
    this.zip = zip;
  }

  /** Packs the functions, or skips the test where Python or one of the modules is missing. */
  static PythonFunctions pack() throws IOException, InterruptedException {
    Process asked =
        new ProcessBuilder(PYTHON, "-I", "-c", "import boto3, pgdb, pymysql")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = asked.waitFor();
    if ("required".equals(System.getProperty(NEEDED))) {
      assertEquals(0, exit, said);
    }
    assumeTrue(exit == 0, said);
    // A server refuses to run uploaded code where nothing keeps it from the server.
    assumeTrue(Files.isExecutable(BUBBLEWRAP), "bubblewrap is not installed");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String file : FILES) {
        zip.putNextEntry(new ZipEntry(file));
        try (InputStream in = PythonFunctions.class.getResourceAsStream("/rotation/" + file)) {
          Objects.requireNonNull(in, file).transferTo(zip);
        }
      }
    }
    return new PythonFunctions(bytes.toByteArray());
  }

  byte[] zip() {
    return zip;
  }
}
