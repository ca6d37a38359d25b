package io.strongroom.rotators.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.rotators.Rotator;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names under which functions find the rotators, and the names of users who take turns. */
class RotatorsTest {

  @Test
  void eachRotatorHasItsName() {
    assertEquals(
        Set.of(
            "generated",
            "postgresql-single",
            "postgresql-alternating",
            "mysql-single",
            "mysql-alternating",
            "mariadb-single",
            "mariadb-alternating"),
        Rotators.all(Databases.targets(null, true)).stream()
            .map(Rotator::name)
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @CsvSource({
    "app, app_clone",
    "app_clone, app",
    "app_clone_clone, app_clone",
    "APP_CLONE, APP_CLONE_clone"
  })
  void theSuffixIsTakenAwayOrAdded(String username, String other) {
    assertEquals(other, AlternatingUsers.other(username));
  }
}
