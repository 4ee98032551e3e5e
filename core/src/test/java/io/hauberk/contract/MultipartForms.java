package io.hauberk.contract;

import java.nio.charset.StandardCharsets;

/** Multipart bodies written by hand; line breaks are CR LF. */
final class MultipartForms {
  static final String BOUNDARY = "abcde12345";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  /** A body of these parts. */
  static String form(String... parts) {
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      body.append("--").append(BOUNDARY).append("\r\n").append(part).append("\r\n");
    }
    return body.append("--").append(BOUNDARY).append("--\r\n").toString();
  }

  /** A field without a media type. */
  static String field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", "", value);
  }

  /** A field with a media type. */
  static String typed(String name, String type, String value) {
    return part("form-data; name=\"" + name + "\"", "Content-Type: " + type + "\r\n", value);
  }

  /** A file. */
  static String file(String name, String fileName, String type, String value) {
    return part(
        "form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"",
        "Content-Type: " + type + "\r\n",
        value);
  }

  /** A part with these words after {@code Content-Disposition}, and further field lines. */
  static String part(String disposition, String lines, String value) {
    return "Content-Disposition: " + disposition + "\r\n" + lines + "\r\n" + value;
  }

  static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private MultipartForms() {}
}
