package io.hauberk.contract;

import io.hauberk.json.Json;
import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import io.hauberk.schema.Findings;
import io.hauberk.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One media type of a request body, and what judges bodies of that type. */
final class BodyContent {
  private static final String ROOT = "body";

  private final MediaType declared;
  private final @Nullable Schema schema;
  private final @Nullable Schema items;
  private final FormBody form;
  private final @Nullable MultipartContent multipart;
  private final long maxOctets;
  private final ContractOptions options;
  private final TapePool tapes;

  /**
   * @param maxOctets the most octets of a body that is only counted; 0 if none is taken, lest the
   *     caller choose by the media type whether the schema applies
   */
  BodyContent(
      MediaType declared,
      @Nullable Schema schema,
      @Nullable Schema items,
      FormBody form,
      @Nullable MultipartContent multipart,
      long maxOctets,
      ContractOptions options,
      TapePool tapes) {
    this.declared = declared;
    this.schema = schema;
    this.items = items;
    this.form = form;
    this.multipart = multipart;
    this.maxOctets = maxOctets;
    this.options = options;
    this.tapes = tapes;
  }

  /** The media type or range as the contract declares it. */
  MediaType declared() {
    return declared;
  }

  /** Whether bodies of this sent type, which fits the declared one, are taken. */
  boolean takes(MediaType sent) {
    return maxOctets > 0 || isJudged(sent) || (sent.isFormData() && multipart != null);
  }

  /** Whether bodies of this sent type are read whole and judged, or only counted. */
  boolean isJudged(MediaType sent) {
    return sent.isJson() || sent.isForm() || sent.isJsonSequence() || isJudgedText(sent);
  }

  /** A stream of events is none of the texts that its own schema describes. */
  private boolean isJudgedText(MediaType sent) {
    return sent.isText() && schema != null && !declared.isEventStream();
  }

  /** Whether this is a form, or may be one, that declares a field of this name. */
  boolean declaresField(String name) {
    return form.shape().names().contains(name)
        || (multipart != null && multipart.rules().containsKey(name));
  }

  /** What judges a body of parts; null if this is no media type or range of such bodies. */
  @Nullable MultipartContent multipart() {
    return multipart;
  }

  /** The most octets of a body that is only counted. */
  long maxOctets() {
    return maxOctets;
  }

  /** What judges one body of parts. */
  BodySink open(
      MultipartContent parts,
      String boundary,
      boolean formData,
      boolean required,
      boolean enforced) {
    return new MultipartSink(parts, boundary, formData, required, enforced, options, tapes);
  }

  /** Judges a body of at least one octet. */
  Decision check(MediaType sent, byte[] bytes, int length) {
    if (sent.isJson()) {
      return checkJson(bytes, length);
    }
    if (sent.isForm()) {
      return checkForm(bytes, length);
    }
    if (sent.isJsonSequence()) {
      return checkSequence(sent, bytes, length);
    }
    return isJudgedText(sent) ? checkText(bytes, length) : Decision.ADMITTED;
  }

  private Decision checkJson(byte[] bytes, int length) {
    return checkJson(bytes, length, options.bodyLimits());
  }

  /**
   * Each item by {@code itemSchema}, and all of them as an array by {@code schema} (OAS 3.2,
   * 4.14.1: "sequential media types").
   */
  private Decision checkSequence(MediaType sent, byte[] bytes, int length) {
    JsonSequence sequence = new JsonSequence(bytes, length, options.bodyLimits());
    JsonTape tape = tapes.take();
    try {
      Decision denied = sequence.read(sent.isSeparatedJson(), tape);
      if (denied != null) {
        return denied;
      }
      JsonFault fault = sequence.readArray(tape);
      if (fault != null) {
        return JsonFaults.refuse(ROOT, fault, options.bodyLimits());
      }
      Decision each = judge(items, tape);
      return each.isAdmitted() ? judge(schema, tape) : each;
    } finally {
      tapes.giveBack(tape);
    }
  }

  private Decision checkForm(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    NamedTexts pairs = NamedTexts.ofForm(text, options.maxQueryParameters());
    if (pairs == null) {
      Finding finding =
          new Finding(
              ROOT, "form", "at most " + options.maxQueryParameters() + " percent-encoded pairs");
      return Decision.denied(Reason.BODY_MALFORMED, List.of(finding));
    }
    Decoded decoded = form.read(pairs);
    if (decoded instanceof Decoded.Flaw flaw) {
      Finding finding = new Finding(ROOT + flaw.path(), flaw.rule(), flaw.expected());
      return Decision.denied(Reason.BODY_INVALID, List.of(finding));
    }
    if (schema == null || !(decoded instanceof Decoded.Value value)) {
      return Decision.ADMITTED;
    }
    JsonText json = new JsonText(options.bodyLimits());
    JsonText.Mismatch mismatch = json.write(value.node(), form.shape());
    if (mismatch != null) {
      Finding finding = new Finding(ROOT + mismatch.path(), mismatch.rule(), mismatch.expected());
      return Decision.denied(
          mismatch.isMalformed() ? Reason.BODY_MALFORMED : Reason.BODY_INVALID, List.of(finding));
    }
    return checkWritten(json.json());
  }

  private Decision checkText(byte[] bytes, int length) {
    String text = Percent.utf8(bytes, 0, length);
    if (text == null) {
      Finding finding = new Finding(ROOT, "encoding", "text in UTF-8");
      return Decision.denied(Reason.BODY_MALFORMED, List.of(finding));
    }
    StringBuilder json = new StringBuilder(length + 2);
    Json.writeString(json, text);
    return checkWritten(json.toString());
  }

  /** Judges JSON that was written here: escapes may have made it longer than what was sent. */
  private Decision checkWritten(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return checkJson(bytes, bytes.length, options.bodyLimits().withMaxBytes(Integer.MAX_VALUE));
  }

  private Decision checkJson(byte[] bytes, int length, JsonLimits limits) {
    JsonTape tape = tapes.take();
    try {
      JsonFault fault = tape.read(bytes, 0, length, limits);
      if (fault != null) {
        return JsonFaults.refuse(ROOT, fault, limits);
      }
      return judge(schema, tape);
    } finally {
      tapes.giveBack(tape);
    }
  }

  private Decision judge(@Nullable Schema by, JsonTape tape) {
    if (by == null || by.isValid(tape, tape.root())) {
      return Decision.ADMITTED;
    }
    Findings findings = new Findings(ROOT, options.maxFindings());
    by.check(tape, tape.root(), findings);
    Reason reason = findings.isExhausted() ? Reason.WORK_EXHAUSTED : Reason.BODY_INVALID;
    return Decision.denied(reason, findings.list());
  }
}
