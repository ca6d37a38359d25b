package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.trial.KeyForms.Form;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.eval.KeyValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of condition keys, made of what conditions compare them with. */
final class Values {
  private static final int TRIES = 4;
  private static final int MOST_VALUES = 3;
  private static final String WORD = "abcdef0123456789";
  private static final List<BigDecimal> STEPS =
      List.of(
          BigDecimal.ZERO,
          BigDecimal.ONE,
          BigDecimal.ONE.negate(),
          new BigDecimal("0.5"),
          new BigDecimal("100000"),
          new BigDecimal("-100000"));
  private static final List<List<String>> ARN_FIELDS =
      List.of(
          List.of("arn"),
          List.of("aws"),
          List.of("s3", "lambda", "sns", "iam"),
          List.of("", "us-east-1"),
          List.of(""),
          List.of("other", "function:g", "topic", "role/app"));

  private final Random random;
  private final Instances instances;
  private final Named named;
  private final boolean strangers;
  private final Addresses addresses;

  /**
   * Makes values.
   *
   * @param strangers whether keys that tell who a caller is get only values that are named nowhere
   */
  Values(Addresses addresses, Named named, boolean strangers, Random random) {
    this.random = random;
    this.instances = new Instances(random);
    this.named = named;
    this.strangers = strangers;
    this.addresses = addresses;
  }

  /**
   * Returns what a request may have under a key.
   *
   * @param key the name in lower case
   * @param near conditions whose values it is to be near, if there are any
   * @param keys the single values that the request has already
   */
  KeyValue of(String key, List<Condition> near, Function<String, @Nullable String> keys) {
    if (!KeyForms.isMany(key)) {
      return new KeyValue.One(text(key, near, keys));
    }
    List<String> texts = new ArrayList<>();
    for (int i = 1 + random.nextInt(MOST_VALUES); i > 0; i--) {
      texts.add(text(key, near, keys));
    }
    return new KeyValue.Many(texts);
  }

  private String text(String key, List<Condition> near, Function<String, @Nullable String> keys) {
    if (key.equals(KeyForms.SOURCE_IP)) {
      return addresses.any(random);
    }
    Pattern identity = KeyForms.IDENTITY.get(key);
    Form form = KeyForms.form(key);
    for (int i = 0; i < TRIES && !near.isEmpty(); i++) {
      String text = candidate(key, instances.item(near), keys);
      boolean good =
          identity == null
              ? form.fits(text)
              : identity.matcher(text).matches() && isGood(key, text);
      if (good) {
        return text;
      }
    }
    return identity == null ? instances.item(form.samples()) : fresh(key);
  }

  /** Of a path only the organization need be fresh. */
  private boolean isGood(String key, String text) {
    String name = key.equals(KeyForms.ORG_PATHS) ? text.substring(0, text.indexOf('/')) : text;
    return !strangers || named.isFresh(name);
  }

  private String fresh(String key) {
    String text;
    do {
      text =
          switch (key) {
            case KeyForms.ORG_ID -> "o-" + instances.word(WORD, 10);
            case KeyForms.ORG_PATHS -> "o-" + instances.word(WORD, 10) + "/r-zz99/";
            case "aws:sourceaccount" -> instances.word("0123456789", 12);
            case "aws:sourcearn" -> "arn:aws:s3:::" + instances.word(WORD, 10);
            case "aws:sourcevpc" -> "vpc-" + instances.word(WORD, 17);
            case "aws:sourcevpce" -> "vpce-" + instances.word(WORD, 17);
            default -> throw new IllegalArgumentException(key);
          };
    } while (!isGood(key, text));
    return text;
  }

  private String candidate(
      String key, Condition condition, Function<String, @Nullable String> keys) {
    String value = instances.item(condition.values());
    return switch (condition.operator().family()) {
      case STRING -> {
        String name = condition.operator().wireName();
        boolean like = name.endsWith("Like");
        String text = instances.of(value, like, KeyForms.filling(key), keys);
        yield changed(text, name.endsWith("IgnoreCase"));
      }
      case ARN -> {
        String account = instances.word("0123456789", 12);
        yield instances.arn(value, ARN_FIELDS, account, KeyForms.filling(key), keys);
      }
      case NUMERIC -> near(ConditionValues.number(value), value);
      case DATE -> near(ConditionValues.time(value), value);
      case BOOL -> random.nextBoolean() ? value : random.nextBoolean() ? "true" : "false";
      case BINARY -> random.nextBoolean() ? value : "AAAA";
      case IP -> addresses.any(random);
      case NULL -> instances.item(KeyForms.form(key).samples());
    };
  }

  private String near(@Nullable BigDecimal number, String otherwise) {
    return number == null || random.nextInt(3) == 0
        ? otherwise
        : number.add(instances.item(STEPS)).toPlainString();
  }

  private String changed(String text, boolean anyCase) {
    int choice = random.nextInt(anyCase ? 8 : 16);
    return switch (choice) {
      case 0 -> text + "x";
      case 1 -> text.isEmpty() ? "x" : text.substring(1);
      case 2, 3 -> text.toUpperCase(Locale.ROOT);
      case 4 -> text.toLowerCase(Locale.ROOT);
      default -> text;
    };
  }
}
