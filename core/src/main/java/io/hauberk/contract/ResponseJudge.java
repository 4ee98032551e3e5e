package io.hauberk.contract;

import io.hauberk.json.Json;
import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import io.hauberk.request.ResponseHead;
import io.hauberk.schema.Findings;
import io.hauberk.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the header fields and bodies of responses against their schemas. */
final class ResponseJudge {
  private static final String BODY = "response.body";
  private static final String HEADER = "response.header.";

  /** Fields that the container writes after us; a contract that requires them is not broken. */
  private static final Set<String> OF_THE_CONTAINER =
      Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "date", "server");

  /**
   * What the service wrote is as large as it is: only what would cost too much to judge is left
   * unjudged. The size is bounded by whoever held the body.
   */
  private static final JsonLimits LIMITS = JsonLimits.DOCUMENT.withMaxBytes(Integer.MAX_VALUE);

  private final int maxFindings;
  private final TapePool tapes;

  ResponseJudge(ContractOptions options, TapePool tapes) {
    this.maxFindings = options.maxFindings();
    this.tapes = tapes;
  }

  Decision checkHeaders(List<Parameter> declared, ResponseHead head) {
    List<Finding> findings = new ArrayList<>(0);
    for (Parameter header : declared) {
      checkHeader(header, head.headers(header.name()), findings);
    }
    return findings.isEmpty()
        ? Decision.ADMITTED
        : Decision.denied(Reason.RESPONSE_HEADER_INVALID, findings);
  }

  private void checkHeader(Parameter header, List<String> lines, List<Finding> findings) {
    String name = header.name().toLowerCase(Locale.ROOT);
    String where = HEADER + header.name();
    if (lines.isEmpty()) {
      if (header.required() && !OF_THE_CONTAINER.contains(name)) {
        findings.add(new Finding(where, "required", "this header"));
      }
    } else if (name.equals("set-cookie")) { // never joined to a list (RFC 6265, 3)
      lines.forEach(
          line -> checkHeader(where, header, header.decodeHeader(List.of(line)), findings));
    } else {
      checkHeader(where, header, header.decodeHeader(lines), findings);
    }
  }

  private void checkHeader(
      String where, Parameter header, Decoded decoded, List<Finding> findings) {
    if (decoded instanceof Decoded.Flaw flaw) {
      findings.add(new Finding(where, flaw.rule(), flaw.expected()));
    } else if (decoded instanceof Decoded.Value value) {
      JsonText text = new JsonText();
      JsonText.Mismatch mismatch = text.write(value.node(), header.shape());
      if (mismatch != null) {
        findings.add(new Finding(where + mismatch.path(), mismatch.rule(), mismatch.expected()));
        return;
      }
      byte[] json = text.json().getBytes(StandardCharsets.UTF_8);
      Decision decision =
          checkJson(where, header.schema(), json, json.length, Reason.RESPONSE_HEADER_INVALID);
      if (decision instanceof Decision.Denied denied) {
        findings.addAll(denied.findings());
      }
    }
  }

  /** Judges a body of at least one octet, for a content that judges the sent type. */
  Decision checkBody(ResponseContent content, MediaType sent, byte[] bytes, int length) {
    if (sent.isJson()) {
      return checkJson(BODY, content.schema(), bytes, length, Reason.RESPONSE_INVALID);
    }
    String text = Percent.utf8(bytes, 0, length);
    if (text == null) {
      return Decision.denied(
          Reason.RESPONSE_INVALID, List.of(new Finding(BODY, "encoding", "UTF-8")));
    }
    StringBuilder json = new StringBuilder(length + 2);
    Json.writeString(json, text);
    byte[] written = json.toString().getBytes(StandardCharsets.UTF_8);
    return checkJson(BODY, content.schema(), written, written.length, Reason.RESPONSE_INVALID);
  }

  private Decision checkJson(
      String where, @Nullable Schema schema, byte[] bytes, int length, Reason reason) {
    JsonTape tape = tapes.take();
    try {
      JsonFault fault = tape.read(bytes, 0, length, LIMITS);
      if (fault != null) {
        return isBudget(fault)
            ? Decision.denied(Reason.RESPONSE_UNJUDGED)
            : Decision.denied(reason, List.of(new Finding(where, "json", "well-formed JSON")));
      }
      if (schema == null || schema.isValid(tape, tape.root())) {
        return Decision.ADMITTED;
      }
      Findings findings = new Findings(where, maxFindings);
      schema.check(tape, tape.root(), findings);
      if (findings.isEmpty()) {
        findings.add("schema", "a value that fits the schema");
      }
      return Decision.denied(
          findings.isExhausted() ? Reason.RESPONSE_UNJUDGED : reason, findings.list());
    } finally {
      tapes.giveBack(tape);
    }
  }

  private static boolean isBudget(JsonFault fault) {
    return switch (fault.kind()) {
      case TOO_LARGE,
          TOO_DEEP,
          TOO_MANY_VALUES,
          TOO_MANY_MEMBERS,
          TOO_MANY_ITEMS,
          STRING_TOO_LONG,
          NUMBER_TOO_LONG ->
          true;
      case EMPTY, MALFORMED, INVALID_UTF8, DUPLICATE_NAME, TRAILING_DATA, UNSUPPORTED -> false;
    };
  }
}
