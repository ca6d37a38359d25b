package io.strongroom.api;

import io.strongroom.api.shape.Form;
import io.strongroom.api.shape.FormReader;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.Intake;
import io.strongroom.api.shape.RestReader;
import io.strongroom.api.shape.ShapeReader;
import io.strongroom.iam.sigv4.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a request says, in the protocol that it says it in. */
sealed interface RequestBody {

  /**
   * Reads the input of an operation, valid by its shapes.
   *
   * @param intake is told every secret that was read, and all values if they are valid
   */
  <I> I read(InputStructure<I> structure, Intake intake);

  /** A body of JSON. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way to the parser, never compared
  record Json(byte[] bytes) implements RequestBody {
    @Override
    public <I> I read(InputStructure<I> structure, Intake intake) {
      return ShapeReader.read(structure, bytes, intake);
    }
  }

  /** A request of the REST protocol. */
  record Rest(WireRequest request, RestReader.Parts parts) implements RequestBody {
    @Override
    public <I> I read(InputStructure<I> structure, Intake intake) {
      return RestReader.read(structure, parts, request.body(), request.file(), intake);
    }
  }

  /** The parameters of a form. */
  record Parameters(Form form) implements RequestBody {

    /** Takes the parameters from the body, or from the query of a signed URL. */
    static Parameters of(WireRequest request) {
      if (request.body().length > 0) {
        return new Parameters(Form.parse(request.body()));
      }
      String target = request.target();
      int mark = target.indexOf('?');
      String query = mark < 0 ? "" : target.substring(mark + 1);
      return new Parameters(Form.parse(query.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public <I> I read(InputStructure<I> structure, Intake intake) {
      return FormReader.read(structure, form, intake);
    }

    String action() {
      return Objects.requireNonNullElse(form.text("Action"), "");
    }

    String version() {
      return Objects.requireNonNullElse(form.text("Version"), "");
    }
  }
}
