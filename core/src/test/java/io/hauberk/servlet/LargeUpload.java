package io.hauberk.servlet;

import io.hauberk.Hauberk;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.MultipartLimits;
import io.hauberk.event.SecurityEvents;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A process of its own that uploads a file to itself, so that its heap can be small: arguments are
 * the size in octets and the directory of the spool. Prints what the service counted.
 */
final class LargeUpload {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: uploads, version: '1'}
      paths:
        /files:
          post:
            security: []
            requestBody:
              required: true
              content:
                multipart/form-data:
                  schema:
                    type: object
                    required: [file]
                    additionalProperties: false
                    properties: {file: {type: string, format: binary}}
            responses: {'200': {description: ok, content: {text/plain: {}}}}
      """;
  private static final byte[] BEGIN =
      ("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
              + "Content-Type: application/octet-stream\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\r\n--xyz--\r\n".getBytes(StandardCharsets.US_ASCII);

  public static void main(String[] arguments) throws Exception {
    long size = Long.parseLong(arguments[0]);
    ContractOptions options =
        ContractOptions.DEFAULT.withMultipart(
            MultipartLimits.DEFAULT.withMaxBytes(size + BEGIN.length + END.length));
    Contract contract =
        Contract.read("uploads", CONTRACT.getBytes(StandardCharsets.UTF_8), options);
    try (Hauberk hauberk =
            Hauberk.builder()
                .contract(contract)
                .events(SecurityEvents.direct(event -> {}, Clock.systemUTC()))
                .build();
        TestServer server =
            Container.TOMCAT.start(
                new HauberkFilter(hauberk, Spooling.DEFAULT.withDirectory(Path.of(arguments[1]))),
                new Counting())) {
      String answer = send(server.port(), size);
      System.out.println(answer.substring(answer.lastIndexOf('\n') + 1));
    }
  }

  private static String send(int port, long size) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
      long length = size + BEGIN.length + END.length;
      String head =
          "POST /files HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
              + "Content-Type: multipart/form-data; boundary=xyz\r\nContent-Length: "
              + length
              + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(BEGIN);
      byte[] chunk = new byte[64 << 10];
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = (byte) (i * 31); // line ends and hyphens among them
      }
      for (long left = size; left > 0; left -= chunk.length) {
        out.write(chunk, 0, (int) Math.min(left, chunk.length));
      }
      out.write(END);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Reads the file to its end, and says how long it was. */
  private static final class Counting extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out)
        throws IOException, ServletException {
      Part part = in.getPart("file");
      byte[] chunk = new byte[64 << 10];
      long read = 0;
      try (InputStream stream = part.getInputStream()) {
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
          read += count;
        }
      }
      String answer = "counted " + read + " of " + part.getSize();
      out.setContentType("text/plain");
      out.setContentLength(answer.length());
      out.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private LargeUpload() {}
}
