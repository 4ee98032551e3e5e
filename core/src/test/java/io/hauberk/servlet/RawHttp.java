package io.hauberk.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends octets as they are, and reads what comes back until the server closes the connection. */
final class RawHttp {

  /**
   * @param status the status, or 0 if the server closed without an answer
   */
  record Response(int status, List<String> headers, String body) {

    String header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** A request with {@code Connection: close} and this target, method and further header lines. */
  static Response send(int port, String method, String target, List<String> headers, byte[] body)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    if (headers.stream().noneMatch(line -> line.startsWith("Host:"))) {
      head.append("Host: api.example.test\r\n");
    }
    head.append("Connection: close\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return send(port, all.toByteArray());
  }

  static Response get(int port, String target, String... headers) throws IOException {
    return send(port, "GET", target, List.of(headers), new byte[0]);
  }

  static Response json(int port, String method, String target, String json, String... headers)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json");
    all.add("Content-Length: " + body.length);
    return send(port, method, target, all, body);
  }

  static Response send(int port, byte[] octets) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(octets);
        out.flush();
      } catch (IOException e) {
        // the server has refused already; what it said can still be read
      }
      return parse(read(socket.getInputStream()));
    }
  }

  /** Sends octets and ends the sending side of the connection. */
  static Response sendAndEnd(int port, byte[] octets) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(octets);
      socket.shutdownOutput();
      return parse(read(socket.getInputStream()));
    }
  }

  private static byte[] read(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    try {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        all.write(chunk, 0, read);
      }
    } catch (IOException e) {
      // a reset after the answer: what has come counts
    }
    return all.toByteArray();
  }

  private static Response parse(byte[] octets) {
    String text = new String(octets, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || end < 0) {
      return new Response(0, List.of(), text);
    }
    List<String> lines = List.of(text.substring(0, end).split("\r\n"));
    int status = Integer.parseInt(lines.get(0).substring(9, 12));
    return new Response(status, lines.subList(1, lines.size()), text.substring(end + 4));
  }

  private RawHttp() {}
}
