package io.strongroom.server.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.iam.sigv4.SigningCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsFileTest {
  @TempDir Path directory;

  private Path file(String text, String mode) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void theFileOfTheAwsCliIsRead() throws IOException {
    Path file =
        file("[default]\naws_access_key_id = AKID\naws_secret_access_key = a/b=c\n\n", "rw-r-----");
    try (SigningCredentials read = CredentialsFile.read(file)) {
      assertEquals("AKID", read.accessKeyId());
      assertEquals("a/b=c", read.secret().use(b -> new String(b, StandardCharsets.US_ASCII)));
      assertNull(read.sessionToken());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws_access_key_id=A | lacks aws_secret_access_key",
        "aws_secret_access_key=canary | lacks aws_access_key_id",
        "aws_secret_access_key= | has aws_secret_access_key without a value",
        "aws_secret_access_key=canary canary | has aws_secret_access_key with other than",
        "aws_secret_access_key=canary;aws_secret_access_key=x | has aws_secret_access_key twice",
        "aws_secret_access_key=canary;aws_access_key_id=A/B | has an aws_access_key_id of another",
        "region=canary | has a line that is none of aws_access_key_id, aws_secret_access_key",
        "canary | has a line that is none of aws_access_key_id, aws_secret_access_key"
      })
  void whatIsWrongIsToldAndNothingShown(String lines, String told) throws IOException {
    Path file = file(lines.replace(';', '\n'), "rw-------");
    IOException e = assertThrows(IOException.class, () -> CredentialsFile.read(file));
    String message = String.valueOf(e.getMessage());
    assertEquals(0, message.indexOf("credentials file " + file + " " + told), message);
    assertFalse(message.contains("canary"), message);
  }

  @ParameterizedTest
  @CsvSource({"rw----r--", "rw-rw----", "rw-----w-"})
  void aFileThatOthersCanTouchIsRefused(String mode) throws IOException {
    Path file = file("aws_access_key_id=A\naws_secret_access_key=s\n", mode);
    IOException e = assertThrows(IOException.class, () -> CredentialsFile.read(file));
    assertEquals(
        "credentials file " + file + " is open to other users; chmod 600 closes it",
        e.getMessage());
  }
}
