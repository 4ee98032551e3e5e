package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.JwtRequests;
import io.hauberk.request.Corpora;
import io.hauberk.servlet.TestServer.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The public table of request targets, over sockets, with the same verdicts from both containers.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AttackTableTest {
  private static final Pattern REPEAT = Pattern.compile("@repeat\\(([^,]*),(\\d+)\\)");
  private static final Pattern OCTET = Pattern.compile("\\\\x([0-9a-fA-F]{2})|\\\\\\\\");

  /**
   * Tomcat puts a space for an obsolete line fold, as RFC 9112, 5.2 allows, before anybody sees the
   * field.
   */
  private static final List<String> UNFOLDED = List.of("tomcat: J183 was 200");

  private record Line(String target, String verdict, String source) {}

  @Test
  void each_target_gets_its_verdict_from_both_containers() throws Exception {
    List<Line> lines = lines(Corpora.require("attacks/paths.txt"));
    List<String> wrong = new ArrayList<>();
    try (TestService tomcat = service(Container.TOMCAT);
        TestService jetty = service(Container.JETTY)) {
      for (Line line : lines) {
        RawHttp.Response one = RawHttp.get(tomcat.port(), line.target(), tomcat.authorization());
        RawHttp.Response other = RawHttp.get(jetty.port(), line.target(), jetty.authorization());
        judge("tomcat", line, one, wrong);
        judge("jetty", line, other, wrong);
        if ((one.status() == 200) != (other.status() == 200)) {
          wrong.add("differs: " + line.source() + " " + one.status() + " / " + other.status());
        }
      }
    }
    Corpora.report(
        "attacks/paths.txt on Tomcat and Jetty", lines.size() - wrong.size(), lines.size());
    assertEquals(List.of(), wrong);
    assertTrue(lines.size() > 200, "lines read: " + lines.size());
  }

  @Test
  void each_token_gets_its_verdict_from_both_containers() throws Exception {
    List<JwtRequests.Sent> requests = JwtRequests.all();
    List<String> wrong = new ArrayList<>();
    try (TestService tomcat = trusting(Container.TOMCAT);
        TestService jetty = trusting(Container.JETTY)) {
      for (JwtRequests.Sent request : requests) {
        for (TestService service : List.of(tomcat, jetty)) {
          RawHttp.Response response =
              RawHttp.send(
                  service.port(),
                  "GET",
                  "/files/a" + request.query(),
                  request.headers(),
                  new byte[0]);
          if ((response.status() == 200) != request.accepted()) {
            String server = service == tomcat ? "tomcat" : "jetty";
            wrong.add(server + ": " + request.id() + " was " + response.status());
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "tokens of attacks/jwt-cases.md on Tomcat and Jetty: %d sent%n",
        requests.size());
    assertEquals(UNFOLDED, wrong);
    assertTrue(requests.size() > 200, "requests: " + requests.size());
    assertTrue(requests.stream().anyMatch(JwtRequests.Sent::accepted));
  }

  private static TestService trusting(Container container) throws Exception {
    return new TestService(container, Optional.of(JwtRequests.profile()), b -> b);
  }

  private static TestService service(Container container) throws Exception {
    return new TestService(container, b -> b.hosts(Set.of("api.example.test")));
  }

  private static void judge(
      String server, Line line, RawHttp.Response response, List<String> wrong) {
    int status = response.status();
    boolean right =
        switch (line.verdict()) {
          case "control" -> status == (line.target().equals("/admin") ? 403 : 200);
          case "data" -> status == 200 || status == 400;
          case "no-match" -> status == 404 || status == 400;
          default -> status == 0 || status >= 400;
        };
    if (!right || response.body().startsWith("reached /admin")) {
      wrong.add(server + ": " + line.verdict() + " " + line.source() + " was " + status);
    }
  }

  private static List<Line> lines(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (text.isBlank() || text.startsWith("# ")) {
        continue;
      }
      String[] columns = text.split("\t", -1);
      lines.add(new Line(unescaped(columns[0]), columns[2], columns[0]));
    }
    return lines;
  }

  private static String unescaped(String text) {
    Matcher repeat = REPEAT.matcher(text);
    String repeated =
        repeat.replaceAll(
            m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    return OCTET
        .matcher(repeated)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group(1) == null
                        ? "\\"
                        : String.valueOf((char) Integer.parseInt(m.group(1), 16))));
  }
}
