package io.hauberk.contract;

import io.hauberk.schema.Direction;
import io.hauberk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Header Objects: parameters that have their name and place from where they stand (OAS 3.1,
 * 4.8.21).
 */
final class HeaderReader {
  private final References references;
  private final Schemas schemas;
  private final Defects defects;
  private final Direction direction;

  /**
   * @param direction which way the fields travel
   */
  HeaderReader(References references, Schemas schemas, Defects defects, Direction direction) {
    this.references = references;
    this.schemas = schemas;
    this.defects = defects;
    this.direction = direction;
  }

  /** The header fields that an object describes; {@code Content-Type} has its own place there. */
  List<Parameter> read(Located owner) {
    List<Parameter> headers = new ArrayList<>();
    for (Located entry : owner.entries("headers")) {
      Located header = references.follow(entry);
      if (header != null && !entry.key().equalsIgnoreCase("Content-Type")) {
        headers.add(header(entry.key(), header));
      }
    }
    return headers;
  }

  private Parameter header(String name, Located header) {
    Located content = header.entries("content").stream().findFirst().orElse(null);
    Located media = content == null ? null : references.follow(content);
    Located owner = media == null ? header : media;
    Schema schema = owner.has("schema") ? schemas.compile(owner.at("schema"), direction) : null;
    return new Parameter(
        ParameterPlace.HEADER,
        name,
        header.flag("required", false),
        ParameterStyle.SIMPLE,
        header.flag("explode", false),
        false,
        content == null ? null : mediaType(content),
        schema == null ? ValueShape.TEXT : schemas.shape(owner.at("schema"), schema),
        schema);
  }

  private @Nullable MediaType mediaType(Located content) {
    MediaType type = MediaType.parse(content.key());
    if (type == null) {
      defects.add(content.at(), "is no media type. Write one such as application/json");
    }
    return type;
  }
}
