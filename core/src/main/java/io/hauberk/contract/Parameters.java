package io.hauberk.contract;

import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import io.hauberk.schema.Findings;
import io.hauberk.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of one operation. */
final class Parameters {
  private final List<Parameter> inPath;
  private final List<Parameter> inQuery;
  private final List<Parameter> wholeQuery;
  private final List<Parameter> inHeaders;
  private final List<Parameter> inCookies;
  private final Set<String> claimedQuery = new HashSet<>();
  private final Set<String> queryKeys;
  private final int maxQueryParameters;
  private final int maxFindings;
  private final TapePool tapes;

  /**
   * @param variables the names of the template's variables, in order; each is a path parameter
   * @param queryKeys names of query parameters that belong to security schemes, not to us
   */
  Parameters(
      List<Parameter> all,
      List<String> variables,
      Set<String> queryKeys,
      ContractOptions options,
      TapePool tapes) {
    List<Parameter> path = new ArrayList<>();
    for (String variable : variables) {
      all.stream()
          .filter(it -> it.place() == ParameterPlace.PATH && it.name().equals(variable))
          .forEach(path::add);
    }
    this.inPath = List.copyOf(path);
    this.inQuery = in(ParameterPlace.QUERY, all);
    this.wholeQuery = in(ParameterPlace.QUERYSTRING, all);
    this.inHeaders = in(ParameterPlace.HEADER, all);
    this.inCookies = in(ParameterPlace.COOKIE, all);
    this.queryKeys = Set.copyOf(queryKeys);
    this.maxQueryParameters = options.maxQueryParameters();
    this.maxFindings = options.maxFindings();
    this.tapes = tapes;
    claimedQuery.addAll(queryKeys);
    inQuery.forEach(parameter -> claimedQuery.addAll(parameter.ownNames()));
  }

  /** Whether a pair of this name in the query belongs to a parameter that declares the name. */
  boolean claims(String name) {
    return claimedQuery.contains(name)
        || inQuery.stream().anyMatch(parameter -> parameter.hasPair(name))
        || wholeQuery.stream().anyMatch(whole -> whole.hasPair(name));
  }

  /** Whether pairs of all other names belong to a parameter, too. */
  boolean claimsRest() {
    return inQuery.stream().anyMatch(it -> it.isSpread() && it.shape().isFreeForm())
        || wholeQuery.stream().anyMatch(it -> it.form() != null && it.shape().takesUndeclared());
  }

  private static List<Parameter> in(ParameterPlace place, List<Parameter> all) {
    return all.stream().filter(parameter -> parameter.place() == place).toList();
  }

  /** Judges all parameters; the first flaw gives the reason, all give findings. */
  Decision check(RequestHead head, RequestTarget target, List<String> pathTexts) {
    return decode(head, target, pathTexts, null);
  }

  /**
   * Judges all parameters.
   *
   * @param values receives the JSON text of each parameter under its place in findings, if not null
   */
  Decision decode(
      RequestHead head,
      RequestTarget target,
      List<String> pathTexts,
      @Nullable Map<String, String> values) {
    Judgement judgement = new Judgement(values);
    for (int i = 0; i < inPath.size(); i++) {
      judgement.take(inPath.get(i), inPath.get(i).decodePath(pathTexts.get(i)));
    }
    checkQuery(target, judgement);
    for (Parameter parameter : inHeaders) {
      judgement.take(parameter, parameter.decodeHeader(head));
    }
    if (!inCookies.isEmpty()) {
      NamedTexts cookies = NamedTexts.ofCookies(head.headers("Cookie"));
      for (Parameter parameter : inCookies) {
        NamedTexts from = parameter.style() == ParameterStyle.COOKIE ? cookies.plain() : cookies;
        judgement.take(parameter, parameter.decodeForm(from, new HashSet<>(), Set.of()));
      }
    }
    return judgement.decision();
  }

  private void checkQuery(RequestTarget target, Judgement judgement) {
    String query = target.query().orElse("");
    if (!wholeQuery.isEmpty()) {
      Parameter whole = wholeQuery.get(0);
      judgement.take(whole, whole.decodeQueryString(query, maxQueryParameters));
      return;
    }
    if (query.isEmpty() && inQuery.isEmpty()) {
      return;
    }
    NamedTexts pairs = NamedTexts.ofForm(query, maxQueryParameters);
    if (pairs == null) {
      judgement.refuse(
          Reason.PARAMETER_MALFORMED,
          new Finding("query", "maxParameters", "at most " + maxQueryParameters + " parameters"));
      return;
    }
    Set<String> used = new HashSet<>();
    for (Parameter parameter : inQuery) {
      judgement.take(parameter, parameter.decodeForm(pairs, used, claimedQuery));
    }
    for (String name : pairs.texts().keySet()) {
      if (!used.contains(name) && !queryKeys.contains(name)) {
        judgement.refuse(
            Reason.PARAMETER_UNDECLARED,
            new Finding("query.*", "undeclared", "only the declared query parameters"));
        return;
      }
    }
  }

  /** What was found so far in one request. */
  private final class Judgement {
    private final @Nullable Map<String, String> values;
    private final List<Finding> findings = new ArrayList<>(0);
    private @Nullable Reason reason;

    Judgement(@Nullable Map<String, String> values) {
      this.values = values;
    }

    void refuse(Reason why, Finding finding) {
      if (reason == null) {
        reason = why;
      }
      if (findings.size() < maxFindings) {
        findings.add(finding);
      }
    }

    void take(Parameter parameter, Decoded decoded) {
      if (decoded instanceof Decoded.Absent) {
        if (parameter.required()) {
          refuse(
              Reason.PARAMETER_MISSING,
              new Finding(parameter.where(), "required", "this parameter"));
        }
      } else if (decoded instanceof Decoded.Flaw flaw) {
        refuse(
            flaw.reason(),
            new Finding(parameter.where() + flaw.path(), flaw.rule(), flaw.expected()));
      } else if (decoded instanceof Decoded.Value value) {
        judge(parameter, value.node());
      }
    }

    private void judge(Parameter parameter, TextNode node) {
      JsonText text = new JsonText();
      JsonText.Mismatch mismatch = text.write(node, parameter.shape());
      if (mismatch != null) {
        Reason why =
            mismatch.rule().equals("type") ? Reason.PARAMETER_INVALID : Reason.PARAMETER_REPEATED;
        if (mismatch.isMalformed()) {
          why = Reason.PARAMETER_MALFORMED;
        }
        refuse(
            why,
            new Finding(parameter.where() + mismatch.path(), mismatch.rule(), mismatch.expected()));
        return;
      }
      byte[] json = text.json().getBytes(StandardCharsets.UTF_8);
      JsonTape tape = tapes.take();
      try {
        JsonFault fault = tape.read(json, JsonLimits.DEFAULT);
        if (fault != null) {
          refuse(
              Reason.PARAMETER_MALFORMED,
              new Finding(parameter.where(), "json", "well-formed JSON within the limits"));
        } else {
          judge(parameter, tape);
          if (values != null) {
            values.put(parameter.where(), text.json());
          }
        }
      } finally {
        tapes.giveBack(tape);
      }
    }

    private void judge(Parameter parameter, JsonTape tape) {
      Schema schema = parameter.schema();
      if (schema != null && !schema.isValid(tape, tape.root())) {
        Findings found = new Findings(parameter.where(), maxFindings);
        schema.check(tape, tape.root(), found);
        if (found.isEmpty()) {
          found.add("schema", "a value that fits the schema");
        }
        Reason why = found.isExhausted() ? Reason.WORK_EXHAUSTED : Reason.PARAMETER_INVALID;
        found.list().forEach(finding -> refuse(why, finding));
      }
    }

    Decision decision() {
      return reason == null ? Decision.ADMITTED : Decision.denied(reason, findings);
    }
  }
}
