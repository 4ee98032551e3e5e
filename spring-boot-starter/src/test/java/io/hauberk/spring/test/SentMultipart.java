package io.hauberk.spring.test;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockMultipartHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.multipart.MultipartFile;

/**
 * Gives a {@code multipart()} request of MockMvc the body that a client would send for it (RFC
 * 7578). MockMvc hands files and parts to the handler as objects, without a body or a boundary, so
 * there would be nothing for the contract to judge.
 */
final class SentMultipart implements RequestPostProcessor {
  private static final String BOUNDARY = "hauberk-test-boundary";

  @Override
  public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
    if (request instanceof MockMultipartHttpServletRequest multipart && isUnsent(multipart)) {
      try {
        multipart.setContent(body(multipart));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      // with its charset, or the mock would append it to the boundary when a filter sets it
      multipart.setContentType(
          MediaType.MULTIPART_FORM_DATA_VALUE + ";charset=UTF-8;boundary=" + BOUNDARY);
    }
    return request;
  }

  /** Whether the test has not written a body of its own. */
  private static boolean isUnsent(MockMultipartHttpServletRequest request) {
    byte[] content = request.getContentAsByteArray();
    String type = request.getContentType();
    return (content == null || content.length == 0)
        && type != null
        && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)
        && !type.contains("boundary=");
  }

  private static byte[] body(MockMultipartHttpServletRequest request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (List<MultipartFile> files : request.getMultiFileMap().values()) {
      for (MultipartFile file : files) {
        String name = file.getOriginalFilename();
        write(body, file.getName(), name, file.getContentType(), file.getBytes());
      }
    }
    List<String> told = pairsOf(request.getQueryString());
    for (Part part : parts(request)) {
      if (part.getSubmittedFileName() == null) { // the others are among the files
        byte[] content = part.getInputStream().readAllBytes();
        write(body, part.getName(), null, part.getContentType(), content);
        told.add(part.getName() + "=" + new String(content, StandardCharsets.UTF_8));
      }
    }
    request
        .getParameterMap()
        .forEach(
            (name, values) ->
                Arrays.stream(values)
                    .filter(value -> !told.remove(name + "=" + value))
                    .forEach(value -> write(body, name, null, null, utf8(value))));
    body.writeBytes(utf8("--" + BOUNDARY + "--\r\n"));
    return body.toByteArray();
  }

  private static List<Part> parts(MockMultipartHttpServletRequest request) throws IOException {
    try {
      return List.copyOf(request.getParts());
    } catch (ServletException e) {
      throw new IOException(e);
    }
  }

  /** The parameters that stand in the query, decoded. */
  private static List<String> pairsOf(@Nullable String query) {
    List<String> pairs = new ArrayList<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      String name = pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
      String value = pair.contains("=") ? pair.substring(name.length() + 1) : "";
      pairs.add(decoded(name) + "=" + decoded(value));
    }
    return pairs;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void write(
      ByteArrayOutputStream body,
      String name,
      @Nullable String fileName,
      @Nullable String type,
      byte[] content) {
    StringBuilder head = new StringBuilder("--" + BOUNDARY + "\r\n");
    head.append("Content-Disposition: form-data; name=").append(quoted(name));
    if (fileName != null && !fileName.isEmpty()) {
      head.append("; filename=").append(quoted(fileName));
    }
    head.append(type == null ? "" : "\r\nContent-Type: " + type).append("\r\n\r\n");
    body.writeBytes(utf8(head.toString()));
    body.writeBytes(content);
    body.writeBytes(utf8("\r\n"));
  }

  /** As browsers escape a name (WHATWG HTML, 4.10.21.8). */
  private static String quoted(String name) {
    return '"' + name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A") + '"';
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
