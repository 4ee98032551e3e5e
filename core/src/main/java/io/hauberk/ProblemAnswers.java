package io.hauberk;

import io.hauberk.json.Json;
import io.hauberk.request.Control;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refusals as problem details (RFC 9457).
 *
 * <p>The caller learns the status, the RFC's own error code where there is one, and which point of
 * the published contract was broken; never the reason code, a value of its own, or anything about
 * this service.
 */
final class ProblemAnswers {
  private static final String QUOTA_EXCEEDED =
      "https://iana.org/assignments/http-problem-types#quota-exceeded";

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(411, "Length Required"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(421, "Misdirected Request"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(423, "Locked"),
          Map.entry(424, "Failed Dependency"),
          Map.entry(425, "Too Early"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(428, "Precondition Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  /** A refusal for this reason. */
  static Answer of(Reason reason, List<Finding> findings, Map<String, String> headers) {
    StringBuilder json = new StringBuilder(128);
    begin(json, reason.status() == 429 ? QUOTA_EXCEEDED : "about:blank", reason.status());
    if (reason.control() == Control.VALIDATION && !findings.isEmpty()) {
      appendFindings(json, findings);
    }
    return answer(reason.status(), json, headers);
  }

  /** An error of the service, without anything that it would have said of itself. */
  static Answer ofStatus(int status) {
    StringBuilder json = new StringBuilder(96);
    begin(json, "about:blank", status);
    return answer(status, json, Map.of());
  }

  /** An answer without content. */
  static Answer empty(int status, Map<String, String> headers) {
    return new Answer(status, headers, new byte[0]);
  }

  private static void begin(StringBuilder json, String type, int status) {
    json.append("{\"type\":\"").append(type).append("\",\"title\":\"");
    json.append(TITLES.getOrDefault(status, status < 500 ? "Client Error" : "Server Error"));
    json.append("\",\"status\":").append(status);
  }

  private static void appendFindings(StringBuilder json, List<Finding> findings) {
    json.append(",\"errors\":[");
    String separator = "";
    for (Finding finding : findings) {
      json.append(separator).append("{\"where\":");
      Json.writeString(json, finding.where());
      json.append(",\"rule\":");
      Json.writeString(json, finding.rule());
      json.append(",\"expected\":");
      Json.writeString(json, finding.expected());
      json.append('}');
      separator = ",";
    }
    json.append(']');
  }

  private static Answer answer(int status, StringBuilder json, Map<String, String> headers) {
    Map<String, String> fields = new LinkedHashMap<>(headers);
    fields.put("Content-Type", "application/problem+json");
    fields.put("Cache-Control", "no-store");
    fields.put("X-Content-Type-Options", "nosniff");
    return new Answer(status, fields, json.append('}').toString().getBytes(StandardCharsets.UTF_8));
  }

  private ProblemAnswers() {}
}
