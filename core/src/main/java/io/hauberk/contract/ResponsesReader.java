package io.hauberk.contract;

import io.hauberk.schema.Direction;
import io.hauberk.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads Responses Objects, each response once however many operations share it. */
final class ResponsesReader {
  private static final Set<String> WITHOUT_CONTENT = Set.of("204", "205"); // RFC 9110, 15.3.5, 6

  private final References references;
  private final Schemas schemas;
  private final ContractOptions options;
  private final Defects defects;
  private final TapePool tapes;
  private final HeaderReader headers;
  private final Map<String, DeclaredResponse> known = new HashMap<>();

  ResponsesReader(
      References references,
      Schemas schemas,
      ContractOptions options,
      Defects defects,
      TapePool tapes) {
    this.references = references;
    this.schemas = schemas;
    this.options = options;
    this.defects = defects;
    this.tapes = tapes;
    this.headers = new HeaderReader(references, schemas, defects, Direction.RESPONSE);
  }

  Responses read(Located operation) {
    Map<String, DeclaredResponse> declared = new LinkedHashMap<>();
    for (Located entry : operation.members("responses")) {
      Located response = references.follow(entry);
      declared.put(
          entry.key(),
          response == null ? new DeclaredResponse(List.of(), List.of()) : response(response));
    }
    noteUndescribed(declared, operation);
    return new Responses(declared, new ResponseJudge(options, tapes));
  }

  /** A success that is described in words alone: what the service then answers is undeclared. */
  private void noteUndescribed(Map<String, DeclaredResponse> declared, Located operation) {
    List<String> undescribed = new ArrayList<>();
    declared.forEach(
        (status, response) -> {
          if (status.startsWith("2")
              && !WITHOUT_CONTENT.contains(status)
              && response.contents().isEmpty()) {
            undescribed.add(status);
          }
        });
    if (!undescribed.isEmpty() && !operation.key().equals("head")) {
      defects.note(
          "undescribed-content",
          operation.at("responses"),
          "no content is described for "
              + String.join(", ", undescribed)
              + ", so content that leaves with it is undeclared. Describe it under content, or"
              + " answer 204");
    }
  }

  private DeclaredResponse response(Located response) {
    String at = response.at().toString();
    DeclaredResponse before = known.get(at);
    if (before != null) {
      return before;
    }
    List<ResponseContent> contents = new ArrayList<>();
    for (Located entry : response.entries("content")) {
      Located media = references.follow(entry);
      MediaType type = MediaType.parse(entry.key());
      if (type == null) {
        defects.add(
            entry.at(),
            "is no media type and no range. Write one such as application/json or text/*");
      } else if (media != null) {
        Schema schema = media.has("schema") ? schemas.compileForResponse(media.at("schema")) : null;
        contents.add(new ResponseContent(type, schema));
      }
    }
    DeclaredResponse read = new DeclaredResponse(contents, headers.read(response));
    known.put(at, read);
    return read;
  }
}
