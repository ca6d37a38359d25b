package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces that many answers share. */
final class Answers {
  private Answers() {}

  /** The answer of operations that name the secret and no more. */
  record Named(String arn, String name) {
    static Named of(Secret secret) {
      return new Named(secret.arn(), secret.name());
    }

    /** Returns the shape under the name that the model gives it for one operation. */
    static OutputStructure<Named> shape(
        String name, io.strongroom.api.shape.Shape<String> nameShape) {
      return OutputStructure.of(
          name, shown("ARN", Shapes.ARN, Named::arn), shown("Name", nameShape, Named::name));
    }
  }

  /** The answer of operations that name the secret and perhaps a version. */
  record Versioned(String arn, String name, @Nullable String versionId) {
    static Versioned of(Secret secret, @Nullable VersionId version) {
      return new Versioned(secret.arn(), secret.name(), version == null ? null : version.text());
    }

    static OutputStructure<Versioned> shape(String name) {
      return OutputStructure.of(
          name,
          shown("ARN", Shapes.ARN, Versioned::arn),
          shown("Name", Shapes.SHOWN_NAME, Versioned::name),
          shown("VersionId", Shapes.VERSION_ID, Versioned::versionId));
    }
  }

  /** Returns the labels of a version as texts, or null if there are none. */
  static @Nullable List<String> stages(Secret secret, VersionId version) {
    List<StagingLabel> labels = secret.versions().labelsOf(version);
    if (labels.isEmpty()) {
      return null;
    }
    List<String> texts = new ArrayList<>(labels.size());
    for (StagingLabel label : labels) {
      texts.add(label.text());
    }
    return texts;
  }

  /**
   * Returns the version id that a request's token stands for.
   *
   * @throws ServiceException InvalidRequestException if the request has no token: clients make one
   *     up, the server never does
   */
  static VersionId requireToken(@Nullable String token) {
    if (token == null) {
      throw new ServiceException(
          ErrorCode.INVALID_REQUEST, "You must provide a ClientRequestToken value.");
    }
    return new VersionId(token);
  }
}
