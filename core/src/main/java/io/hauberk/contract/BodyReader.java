package io.hauberk.contract;

import io.hauberk.schema.InstanceType;
import io.hauberk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Request Body Objects. */
final class BodyReader {
  private final References references;
  private final Schemas schemas;
  private final Defects defects;
  private final ContractOptions options;
  private final TapePool tapes;

  BodyReader(
      References references,
      Schemas schemas,
      Defects defects,
      ContractOptions options,
      TapePool tapes) {
    this.references = references;
    this.schemas = schemas;
    this.defects = defects;
    this.options = options;
    this.tapes = tapes;
  }

  RequestBody read(Located operation) {
    Located declared = operation.object("requestBody");
    Located body = declared == null ? null : references.follow(declared);
    if (body == null) {
      return RequestBody.none(options);
    }
    List<BodyContent> contents = new ArrayList<>();
    for (Located entry : body.entries("content")) {
      Located media = references.follow(entry);
      BodyContent content = media == null ? null : content(entry, media);
      if (content != null) {
        contents.add(content);
      }
    }
    return new RequestBody(contents, body.flag("required", false), options);
  }

  private @Nullable BodyContent content(Located entry, Located media) {
    MediaType type = MediaType.parse(entry.key());
    if (type == null) {
      defects.add(
          entry.at(),
          "is no media type and no range. Write one such as application/json or text/*");
      return null;
    }
    Schema schema = media.has("schema") ? schemas.compile(media.at("schema")) : null;
    Schema item = media.has("itemSchema") ? schemas.compile(media.at("itemSchema")) : null;
    boolean judged =
        type.isJson()
            || type.isForm()
            || type.isFormData()
            || type.isJsonSequence()
            || (type.isText() && !type.isEventStream());
    boolean isRange = type.subtype().equals("*");
    if ((!judged && !isRange && schema != null)
        || (item != null && !type.isJsonSequence() && !isRange)) {
      defects.note(
          "unjudged-body",
          media.at(),
          item == null || schema != null
              ? "bodies of this media type are counted, not judged by their schema"
              : "items of this media type are not judged by itemSchema");
    }
    if (item != null && isRange && schema == null) {
      defects.note(
          "unjudged-body",
          media.at(),
          "itemSchema judges sequences of JSON alone; other bodies in this range are not judged");
    }
    long maxOctets = maxOctets(media);
    if (isRange && !type.isText() && schema != null) {
      if (schema.facts().accepts(InstanceType.STRING)) {
        defects.note(
            "unjudged-body",
            media.at(),
            "bodies in this range that are no JSON, form or text are counted, not judged by their"
                + " schema");
      } else {
        maxOctets = 0;
      }
    }
    ValueShape shape =
        schema != null && (type.isForm() || type.subtype().equals("*"))
            ? schemas.shape(media.at("schema"), schema)
            : ValueShape.TEXT;
    MultipartContent multipart =
        type.isMultipart() || type.type().equals("*")
            ? new MultipartReader(references, schemas, defects).read(media, schema)
            : null;
    return new BodyContent(
        type,
        schema,
        item == null ? null : item.each(),
        form(media, shape),
        multipart,
        maxOctets,
        options,
        tapes);
  }

  /** Of octets that no schema judges, {@code maxLength} counts octets (OAS 3.1.1, 4.8.14.2). */
  private long maxOctets(Located media) {
    Located schema = media.object("schema");
    long own = schema == null ? Long.MAX_VALUE : PartFacts.of(schema, references).maxBytes();
    return Math.max(1, Math.min(own, options.maxStreamBytes()));
  }

  static FormBody form(Located media, ValueShape shape) {
    Located encodings = media.object("encoding");
    List<Parameter> properties = new ArrayList<>();
    for (String name : shape.names()) {
      Located encoding = encodings == null ? null : encodings.object(name);
      properties.add(property(name, shape.property(name), encoding));
    }
    return new FormBody(shape, properties);
  }

  /**
   * A property of a form. By its Encoding Object it is written as a query parameter; without one, a
   * list is written as repeated pairs and an object as JSON (OAS 3.1, 4.8.14.4 and 4.8.15.1.1).
   */
  private static Parameter property(String name, ValueShape shape, @Nullable Located encoding) {
    boolean styled =
        encoding != null
            && (encoding.has("style") || encoding.has("explode") || encoding.has("allowReserved"));
    String styleName = encoding == null ? null : encoding.text("style");
    ParameterStyle found =
        styleName == null ? null : ParameterStyle.find(styleName, ParameterPlace.QUERY);
    ParameterStyle style = found == null ? ParameterStyle.FORM : found;
    boolean asJson = !styled && shape.isObject() && !shape.isPrimitive();
    return new Parameter(
        ParameterPlace.QUERY,
        name,
        false,
        style,
        encoding == null || encoding.flag("explode", style == ParameterStyle.FORM),
        false,
        asJson ? MediaType.parse("application/json") : null,
        shape,
        null);
  }
}
