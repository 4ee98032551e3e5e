package io.hauberk.contract;

import io.hauberk.contract.PartRule.Form;
import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import io.hauberk.schema.Findings;
import io.hauberk.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges one multipart body: each part as it ends, the whole as one object at the end. */
final class MultipartSink implements BodySink, MultipartParser.Handler {
  private static final String ROOT = "body";

  private final MultipartContent content;
  private final ContractOptions options;
  private final TapePool tapes;
  private final boolean required;
  private final boolean formData;
  private final int slack;
  private final MultipartParser parser;
  private final PartValues values;
  private final List<BodyPart> parts = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>(0);
  private @Nullable Reason reason;
  private long total;
  private int count;
  private long keptBytes;
  private @Nullable OpenPart part;

  /**
   * A body that is about to come.
   *
   * @param boundary as {@link MultipartBoundary} found it
   * @param enforced whether nothing more is wanted once the body is over a limit
   */
  MultipartSink(
      MultipartContent content,
      String boundary,
      boolean formData,
      boolean required,
      boolean enforced,
      ContractOptions options,
      TapePool tapes) {
    this.content = content;
    this.options = options;
    this.tapes = tapes;
    this.required = required;
    this.formData = formData;
    this.slack = enforced ? 1 : ContractOptions.REPORTED_SLACK;
    this.parser =
        new MultipartParser(boundary, options.multipart().maxPartHeaderBytes() * slack, this);
    this.values = new PartValues(content);
  }

  /** One part while its content arrives. */
  private static final class OpenPart {
    private final PartHead head;
    private final PartRule rule;
    private final Form form;
    private final @Nullable ByteArrayOutputStream kept;
    private final OctetsMark mark = new OctetsMark();
    private long length;

    OpenPart(PartHead head, PartRule rule, Form form) {
      this.head = head;
      this.rule = rule;
      this.form = form;
      this.kept = form == Form.BINARY ? null : new ByteArrayOutputStream(64);
    }
  }

  @Override
  public boolean accept(byte[] octets, int offset, int length) {
    long max = options.multipart().maxBytes();
    total += length;
    if (total > max) {
      refuse(Reason.BODY_TOO_LARGE, ROOT, "size", "at most " + max + " octets");
      if (total > max * slack) {
        return false;
      }
    }
    boolean more = parser.accept(octets, offset, length);
    tellFault();
    return more;
  }

  @Override
  public Decision end() {
    if (total == 0) {
      return required ? Decision.denied(Reason.BODY_MISSING) : Decision.ADMITTED;
    }
    parser.end();
    if (reason == null || reason == Reason.BODY_INVALID) {
      tellFault();
    }
    if (reason == null) {
      judgeWhole();
    }
    return reason == null ? Decision.ADMITTED : Decision.denied(reason, findings);
  }

  @Override
  public List<BodyPart> parts() {
    return List.copyOf(parts);
  }

  @Override
  public boolean isWhole() {
    return total == 0 || parser.isComplete();
  }

  private void tellFault() {
    String fault = parser.fault();
    if (fault != null && reason != Reason.BODY_MALFORMED) {
      malformed(fault);
    }
  }

  private void malformed(String expected) {
    refuse(Reason.BODY_MALFORMED, ROOT, "multipart", expected);
  }

  private void refuse(Reason why, String where, String rule, String expected) {
    refuse(why, new Finding(where, rule, expected));
  }

  /** What breaks the syntax or a budget is a graver reason than what breaks the schema. */
  private void refuse(Reason why, Finding finding) {
    if (reason == Reason.BODY_INVALID && why != Reason.BODY_INVALID) {
      reason = null;
      findings.clear();
    }
    if (reason == null) {
      reason = why;
    }
    if (findings.size() < options.maxFindings() && !findings.contains(finding)) {
      findings.add(finding);
    }
  }

  @Override
  public boolean begin(byte[] octets, int from, int to) {
    MultipartLimits limits = options.multipart();
    if (to - from > limits.maxPartHeaderBytes()) {
      malformed("at most " + limits.maxPartHeaderBytes() + " octets of header fields in a part");
    }
    if (++count > limits.maxParts()) {
      refuse(Reason.BODY_TOO_COMPLEX, ROOT, "parts", "at most " + limits.maxParts() + " parts");
      if (count > limits.maxParts() * (long) slack || slack == 1) {
        return false;
      }
    }
    PartHeadReader reader = new PartHeadReader(formData);
    PartHead head = reader.read(octets, from, to);
    if (head == null) {
      malformed(String.valueOf(reader.fault()));
      return false;
    }
    PartRule rule = formData ? values.rule(head.name()) : PartRule.ANY;
    part = new OpenPart(head, rule, formData ? form(head, rule) : Form.BINARY);
    if (formData) {
      new PartHeaderCheck(tapes, this::refuse).check(content.where(head.name()), head, rule);
    }
    return true;
  }

  private Form form(PartHead head, PartRule rule) {
    MediaType type = head.type();
    Form form = rule.formOf(type, head.fileName() != null);
    boolean readable = type == null || type.isUtf8();
    if (form == null || (form != Form.BINARY && !readable)) {
      refuse(
          Reason.BODY_INVALID,
          content.where(head.name()),
          "contentType",
          rule.expectedTypes() + (readable ? "" : " in UTF-8"));
      return Form.BINARY;
    }
    return form;
  }

  @Override
  public boolean content(byte[] octets, int from, int to) {
    OpenPart open = part;
    if (open == null) {
      return false;
    }
    int length = to - from;
    open.length += length;
    if (open.kept != null) {
      keptBytes += length;
      int budget = options.bodyLimits().maxBytes();
      if (keptBytes > budget) {
        refuse(
            Reason.BODY_TOO_LARGE,
            content.where(open.head.name()),
            "size",
            "at most " + budget + " octets in all parts that are text or JSON");
        if (keptBytes > (long) budget * slack) {
          return false;
        }
      }
      open.kept.write(octets, from, length);
    } else if (formData) {
      open.mark.update(octets, from, length);
      if (open.length > open.rule.maxBytes()) {
        refuse(
            Reason.BODY_INVALID,
            content.where(open.head.name()),
            "maxLength",
            "at most " + open.rule.maxBytes() + " octets");
      }
    }
    return true;
  }

  @Override
  public boolean end(long from, long to) {
    OpenPart ended = part;
    if (ended == null) {
      return false;
    }
    part = null;
    String name = ended.head.name();
    if (ended.kept != null) {
      byte[] octets = ended.kept.toByteArray();
      String text = Percent.utf8(octets, 0, octets.length);
      if (text == null) {
        refuse(Reason.BODY_MALFORMED, content.where(name), "encoding", "text in UTF-8");
      } else {
        judge(ended, text, octets);
      }
      add(ended, from, to, text);
    } else if (formData) {
      if (ended.length < ended.rule.minBytes()) {
        refuse(
            Reason.BODY_INVALID,
            content.where(name),
            "minLength",
            "at least " + ended.rule.minBytes() + " octets");
      }
      values.addUnread(name, ended.mark);
      add(ended, from, to, null);
    }
    return true;
  }

  private void add(OpenPart ended, long from, long to, @Nullable String text) {
    PartHead head = ended.head;
    parts.add(
        new BodyPart(
            head.name(),
            Optional.ofNullable(head.fileName()),
            head.fields(),
            from,
            to - from,
            Optional.ofNullable(head.fileName() == null ? text : null)));
  }

  private void judge(OpenPart ended, String text, byte[] octets) {
    String name = ended.head.name();
    if (name.equals("_charset_") && !text.equalsIgnoreCase("utf-8")) { // RFC 7578, 4.6
      refuse(Reason.BODY_INVALID, content.where(name), "charset", "text in UTF-8");
    }
    if (ended.form == Form.JSON) {
      JsonFault fault = readJson(octets, options.bodyLimits());
      if (fault != null) {
        refuse(
            JsonFaults.reason(fault),
            JsonFaults.finding(content.where(name), fault, options.bodyLimits()));
        return;
      }
    }
    values.add(name, ended.form, text);
  }

  private @Nullable JsonFault readJson(byte[] octets, JsonLimits limits) {
    JsonTape tape = tapes.take();
    try {
      return tape.read(octets, 0, octets.length, limits);
    } finally {
      tapes.giveBack(tape);
    }
  }

  private void judgeWhole() {
    Schema schema = content.schema();
    if (!formData || schema == null) {
      return;
    }
    String repeated = values.findRepeated();
    if (repeated != null) {
      refuse(Reason.BODY_INVALID, content.where(repeated), "repeated", "this once");
      return;
    }
    JsonText json = new JsonText(options.bodyLimits());
    JsonText.Mismatch mismatch = json.write(values.toNode(), content.shape());
    if (mismatch != null) {
      refuse(Reason.BODY_INVALID, ROOT + mismatch.path(), mismatch.rule(), mismatch.expected());
      return;
    }
    byte[] octets = json.json().getBytes(StandardCharsets.UTF_8);
    JsonTape tape = tapes.take();
    try {
      JsonFault fault =
          tape.read(octets, 0, octets.length, options.bodyLimits().withMaxBytes(Integer.MAX_VALUE));
      if (fault != null) {
        refuse(JsonFaults.reason(fault), JsonFaults.finding(ROOT, fault, options.bodyLimits()));
      } else if (!schema.isValid(tape, tape.root())) {
        judgeReadable(schema, tape);
      }
    } finally {
      tapes.giveBack(tape);
    }
  }

  /** Refuses for all that is not about the content of a part that was bounded and not read. */
  private void judgeReadable(Schema schema, JsonTape tape) {
    Findings found = new Findings(ROOT, options.maxFindings());
    schema.check(tape, tape.root(), found);
    Reason why = found.isExhausted() ? Reason.WORK_EXHAUSTED : Reason.BODY_INVALID;
    found.list().stream()
        .filter(finding -> !values.isUnread(finding))
        .forEach(finding -> refuse(why, finding));
    if (reason == null && (found.isEmpty() || found.isFull())) {
      refuse(Reason.BODY_INVALID, ROOT, "schema", "a body that fits the schema");
    }
  }
}
