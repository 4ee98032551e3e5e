package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.request.Corpora;
import io.hauberk.request.Decision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AttackPathsTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: reference, version: "1"}
      paths:
        /files/{name}:
          get:
            operationId: file
            parameters:
              - {name: name, in: path, required: true, schema: {type: string}}
            responses: {"200": {description: ok}}
        /api/items/{id}:
          get:
            operationId: item
            parameters:
              - {name: id, in: path, required: true, schema: {type: integer}}
              - {name: x, in: query, schema: {type: string}}
              - {name: expand, in: query, schema: {type: string}}
            responses: {"200": {description: ok}}
        /admin:
          get:
            operationId: admin
            responses: {"200": {description: ok}}
      """;

  private final Contract contract =
      Contract.read(
          "reference", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT);

  /** The operation that a target reaches, or why it reaches none. */
  private String outcome(String rawTarget) {
    ParsedTarget parsed = RequestTarget.parse(rawTarget, contract.targetLimits());
    if (!(parsed instanceof RequestTarget target)) {
      return "refused";
    }
    if (!target.authority().orElse("api.example.test").equals("api.example.test")) {
      return "refused"; // 421: the front door compares the authority
    }
    if (!(contract.route("GET", target) instanceof Route.Found found)) {
      return "no-match";
    }
    Decision decision = found.operation().checkHead(TestHead.of("GET", rawTarget), target, found);
    return decision.isAdmitted() ? found.operation().operation().id() : "refused";
  }

  private static boolean fits(String verdict, String target, String outcome) {
    if (outcome.equals("admin")) {
      return target.equals("/admin"); // whatever the verdict
    }
    return switch (verdict) {
      case "control" -> outcome.equals("file") || outcome.equals("item");
      case "no-match" -> outcome.equals("no-match") || outcome.equals("refused");
      case "data" -> !outcome.equals("no-match");
      default -> outcome.equals("refused");
    };
  }

  @Test
  void every_target_of_the_attack_table_has_its_verdict() throws IOException {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (String line : Files.readAllLines(Corpora.require("attacks/paths.txt"))) {
      if (!line.startsWith("# ") && !line.isEmpty()) {
        String[] columns = line.split("\t", -1);
        String target = unescape(columns[0]);
        String outcome = outcome(target);
        cases++;
        if (!fits(columns[2], target, outcome)) {
          wrong.add(columns[0] + " should be " + columns[2] + ", was " + outcome);
        }
      }
    }
    Corpora.report("attacks/paths", cases - wrong.size(), cases);
    assertEquals(List.of(), wrong);
  }

  private static String unescape(String text) {
    Matcher repeat = Pattern.compile("@repeat\\((.*?),(\\d+)\\)").matcher(text);
    String repeated =
        repeat.replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < repeated.length(); i++) {
      char c = repeated.charAt(i);
      if (c != '\\') {
        out.append(c);
      } else if (repeated.charAt(i + 1) == '\\') {
        out.append('\\');
        i++;
      } else {
        out.append((char) Integer.parseInt(repeated.substring(i + 2, i + 4), 16));
        i += 3;
      }
    }
    return out.toString();
  }
}
