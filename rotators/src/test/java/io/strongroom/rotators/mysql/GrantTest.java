package io.strongroom.rotators.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.rotators.RotationException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of SHOW GRANTS: those of MariaDB as a server prints them, those of MySQL by its manual. */
class GrantTest {
  private static final Account APP = new Account("app", "%");
  private static final String COPY = "'app_clone'@'%'";

  private static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(
            "GRANT USAGE ON `d`.* TO `app`@`%` WITH GRANT OPTION",
            "GRANT USAGE ON `d`.* TO " + COPY + " WITH GRANT OPTION"),
        Arguments.of(
            "GRANT PROCESS ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD '*AFF1' REQUIRE SSL"
                + " WITH MAX_USER_CONNECTIONS 10",
            "GRANT PROCESS ON *.* TO " + COPY),
        Arguments.of(
            "GRANT FILE ON *.* TO `app`@`%` REQUIRE ISSUER '/CN=WITH x' WITH GRANT OPTION"
                + " MAX_QUERIES_PER_HOUR 5 MAX_STATEMENT_TIME 1.500000",
            "GRANT FILE ON *.* TO " + COPY + " WITH GRANT OPTION"),
        Arguments.of(
            "GRANT RELOAD ON *.* TO `app`@`%` IDENTIFIED VIA ed25519 USING 'Zg WITH ''\\' x'"
                + " OR mysql_native_password USING '*0A'",
            "GRANT RELOAD ON *.* TO " + COPY),
        Arguments.of(
            "GRANT SELECT (`a`, `TO`), UPDATE (b) ON `d1`.`t` TO `app`@`%` WITH GRANT OPTION",
            "GRANT SELECT (`a`, `TO`), UPDATE (b) ON `d1`.`t` TO " + COPY + " WITH GRANT OPTION"),
        Arguments.of(
            "GRANT SELECT ON `we``TO ird`.`TO` TO `app`@`%`",
            "GRANT SELECT ON `we``TO ird`.`TO` TO " + COPY),
        Arguments.of(
            "GRANT EXECUTE ON PROCEDURE `d`.`p` TO `app`@`%`",
            "GRANT EXECUTE ON PROCEDURE `d`.`p` TO " + COPY),
        Arguments.of(
            "GRANT PROXY ON 'a'@'b' TO 'app'@'%' WITH GRANT OPTION",
            "GRANT PROXY ON 'a'@'b' TO " + COPY + " WITH GRANT OPTION"),
        Arguments.of(
            "GRANT `r1` TO `app`@`%` WITH ADMIN OPTION",
            "GRANT `r1` TO " + COPY + " WITH ADMIN OPTION"),
        Arguments.of("SET DEFAULT ROLE `r1` FOR `app`@`%`", "SET DEFAULT ROLE `r1` FOR " + COPY),
        Arguments.of("GRANT `r`@`%`,`s`@`h` TO `app`@`%`", "GRANT `r`@`%`,`s`@`h` TO " + COPY),
        Arguments.of(
            "GRANT APPLICATION_PASSWORD_ADMIN,BACKUP_ADMIN ON *.* TO `app`@`%`",
            "GRANT APPLICATION_PASSWORD_ADMIN,BACKUP_ADMIN ON *.* TO " + COPY),
        Arguments.of(
            "REVOKE INSERT ON `mysql`.* FROM `app`@`%`", "REVOKE INSERT ON `mysql`.* FROM " + COPY),
        Arguments.of("GRANT SELECT ON *.* TO \"app\"@\"%\"", "GRANT SELECT ON *.* TO " + COPY));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void onlyTheAccountIsReplacedAndThePasswordLeftOut(String line, String expected) {
    assertEquals(expected, Grant.copied(line, APP, COPY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GRANT SELECT ON `d`.* TO PUBLIC",
        "GRANT USAGE ON *.* TO `app`@`%`",
        "GRANT USAGE ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD '*A' REQUIRE SSL",
        "GRANT USAGE ON *.* TO `app`@`%` WITH MAX_USER_CONNECTIONS 10"
      })
  void whatEverybodyHasAndWhatIsNoRightIsNotCopied(String line) {
    assertNull(Grant.copied(line, APP, COPY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GRANT SELECT ON *.*",
        "GRANT SELECT ON *.* TO",
        "GRANT SELECT ON *.* TO `app`",
        "GRANT SELECT ON *.* TO `other`@`%`",
        "GRANT SELECT ON *.* TO `app`@`localhost`",
        "GRANT SELECT ON *.* TO app@`%`",
        "GRANT SELECT ON *.* TO `app`@`%` AS `root`@`%`",
        "GRANT SELECT ON *.* TO `app`@`%`; DROP TABLE x",
        "GRANT SELECT ON *.* TO `app`@`%` '",
        "GRANT SELECT ON *.* TO `app`@`%` WITH",
        "GRANT SELECT ON *.* TO `app`@`%` WITH GRANT",
        "GRANT SELECT ON *.* TO `app`@`%` WITH GRANT OPTION, x",
        "GRANT SELECT ON *.* TO `app`@`%` WITH SOME OPTION",
        "GRANT SELECT ON `d.* TO `app`@`%`"
      })
  void anotherFormIsRefused(String line) {
    assertThrows(RotationException.class, () -> Grant.copied(line, APP, COPY));
  }
}
