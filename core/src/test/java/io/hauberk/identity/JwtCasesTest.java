package io.hauberk.identity;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.hauberk.identity.Authentication.Anonymous;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.Corpora;
import io.hauberk.request.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of {@code attacks/jwt-cases.md}: verdict, and the check that it comes from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JwtCasesTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (J\\d{3}) \\| .* \\| (ACCEPT|REJECT)\\*? \\| ([a-z-]+) \\| [^|]* \\|");

  /** Rows that this room does not meet. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "J161", "replay needs a store of token ids, which no profile has yet",
          "J182", "such field names never reach a RequestHead: the server refuses them");

  /** Our words for the corpus' codes. */
  private static final Map<String, Set<Reason>> REASONS =
      Map.ofEntries(
          Map.entry("alg-not-allowed", Set.of(Reason.ALGORITHM_NOT_ALLOWED)),
          Map.entry("signature-invalid", Set.of(Reason.SIGNATURE_INVALID)),
          Map.entry("malformed", Set.of(Reason.TOKEN_MALFORMED, Reason.CREDENTIALS_MALFORMED)),
          Map.entry("key-alg-mismatch", Set.of(Reason.KEY_ALGORITHM_MISMATCH)),
          Map.entry("key-use-mismatch", Set.of(Reason.KEY_UNUSABLE)),
          Map.entry("key-too-weak", Set.of(Reason.KEY_UNUSABLE)),
          Map.entry("key-too-large", Set.of(Reason.KEY_UNUSABLE)),
          Map.entry("key-invalid", Set.of(Reason.KEY_UNUSABLE)),
          Map.entry("key-not-found", Set.of(Reason.KEY_NOT_FOUND)),
          Map.entry("crit-unknown", Set.of(Reason.CRITICAL_HEADER_UNKNOWN)),
          Map.entry("header-forbidden", Set.of(Reason.HEADER_FORBIDDEN)),
          Map.entry("too-large", Set.of(Reason.TOKEN_TOO_LARGE)),
          Map.entry("claim-missing", Set.of(Reason.CLAIM_MISSING)),
          Map.entry("claim-invalid", Set.of(Reason.CLAIM_INVALID)),
          Map.entry("expired", Set.of(Reason.EXPIRED)),
          Map.entry("not-yet-valid", Set.of(Reason.NOT_YET_VALID)),
          Map.entry("too-old", Set.of(Reason.TOO_OLD)),
          Map.entry("issuer-mismatch", Set.of(Reason.ISSUER_MISMATCH)),
          Map.entry("audience-mismatch", Set.of(Reason.AUDIENCE_MISMATCH)),
          Map.entry("typ-mismatch", Set.of(Reason.TYPE_MISMATCH)),
          Map.entry("insufficient-scope", Set.of(Reason.CLAIM_INVALID)),
          Map.entry("binding-failed", Set.of(Reason.BINDING_FAILED)),
          Map.entry("nested", Set.of(Reason.TOKEN_NESTED)),
          Map.entry("scheme-unsupported", Set.of(Reason.SCHEME_UNSUPPORTED)));

  /** Rows where an earlier check of ours speaks first. */
  private static final Map<String, Set<Reason>> EARLIER =
      Map.of(
          "J037", Set.of(Reason.KEY_UNUSABLE), // no key on X25519 is ever taken for a signature
          "J046", Set.of(Reason.ALGORITHM_NOT_ALLOWED), // no profile can allow HMAC
          "J121", Set.of(Reason.ALGORITHM_NOT_ALLOWED),
          "J122", Set.of(Reason.ALGORITHM_NOT_ALLOWED),
          "J080", Set.of(Reason.CREDENTIALS_MALFORMED, Reason.CRITICAL_HEADER_UNKNOWN),
          "J158", Set.of(Reason.CLAIM_MISSING, Reason.CLAIM_INVALID),
          "J152", Set.of(Reason.TYPE_MISMATCH),
          "J164", Set.of(Reason.TOKEN_TOO_LARGE, Reason.TOKEN_NESTED));

  private static final Map<String, List<JwtCases.Attempt>> CASES = JwtCases.all();

  private record Row(String verdict, String code) {}

  private static Map<String, Row> rows() throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Corpora.require("attacks/jwt-cases.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(1), new Row(row.group(2), row.group(3)));
      }
    }
    return rows;
  }

  @Test
  void every_row_is_built_or_excepted_with_a_reason() throws IOException {
    Map<String, Row> rows = rows();
    Set<String> covered = new TreeSet<>(CASES.keySet());
    assertTrue(covered.stream().noneMatch(EXCEPTIONS::containsKey), "an exception is built");
    covered.addAll(EXCEPTIONS.keySet());
    assertEquals(new TreeSet<>(rows.keySet()), covered);
    assertEquals(183, rows.size());
  }

  @TestFactory
  List<DynamicTest> rows_of_the_corpus() throws IOException {
    Map<String, Row> rows = rows();
    List<DynamicTest> tests = new ArrayList<>();
    AtomicInteger passed = new AtomicInteger();
    CASES.forEach(
        (id, attempts) -> {
          Row row = requireNonNull(rows.get(id));
          tests.add(
              dynamicTest(
                  id + " " + row.code(),
                  () -> {
                    attempts.forEach(attempt -> judge(id, row, attempt));
                    passed.incrementAndGet();
                  }));
        });
    tests.add(
        dynamicTest(
            "report", () -> Corpora.report("attacks/jwt-cases.md", passed.get(), rows.size())));
    return tests;
  }

  private static void judge(String id, Row row, JwtCases.Attempt attempt) {
    if (row.code().equals("key-set-invalid")) {
      assertThrows(KeySetException.class, attempt::answer);
      return;
    }
    Authentication answer = attempt.answer();
    if (row.code().equals("no-credentials")) {
      assertTrue(answer instanceof Anonymous, id);
    } else if (row.verdict().equals("ACCEPT")) {
      assertTrue(answer instanceof Authenticated, id + " " + answer);
    } else if (id.equals("J159") && answer instanceof Authenticated in) {
      assertTrue(!in.caller().scopes().contains("read"), "readall is not read");
    } else {
      assertTrue(answer instanceof Refused, id + " " + answer);
      Reason reason = ((Refused) answer).denied().reason();
      Set<Reason> expected = requireNonNullElse(EARLIER.get(id), REASONS.get(row.code()));
      assertTrue(expected.contains(reason), id + " should be " + row.code() + ", was " + reason);
    }
  }
}
