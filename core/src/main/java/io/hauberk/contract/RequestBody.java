package io.hauberk.contract;

import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of one operation's requests: what the contract takes, and what came. */
final class RequestBody {
  private final List<BodyContent> contents;
  private final boolean required;
  private final ContractOptions options;

  /** The operation declares no body. */
  static RequestBody none(ContractOptions options) {
    return new RequestBody(List.of(), false, options);
  }

  RequestBody(List<BodyContent> contents, boolean required, ContractOptions options) {
    this.contents = List.copyOf(contents);
    this.required = required;
    this.options = options;
  }

  /** Whether a form that the operation takes declares a field of this name. */
  boolean declaresField(String name) {
    return contents.stream().anyMatch(content -> content.declaresField(name));
  }

  /** Judges framing, media type, coding and stated length. */
  Decision checkHead(RequestHead head) {
    Framing framing = Framing.of(head);
    List<String> types = head.headers("Content-Type");
    if (framing == null || types.size() > 1) {
      return Decision.denied(Reason.HEADER_MALFORMED);
    }
    if (contents.isEmpty()) {
      return framing.contentLength() > 0
          ? Decision.denied(Reason.BODY_UNDECLARED)
          : Decision.ADMITTED;
    }
    if (required && (framing.contentLength() == 0 || (framing.isSilent() && types.isEmpty()))) {
      return Decision.denied(Reason.BODY_MISSING);
    }
    if (!types.isEmpty() && MediaType.parse(types.get(0)) == null) {
      return Decision.denied(Reason.HEADER_MALFORMED);
    }
    Selected selected = select(head);
    if (selected == null) { // without a body its media type does not matter
      return framing.announcesBody() || required
          ? Decision.denied(Reason.MEDIA_TYPE_UNSUPPORTED)
          : Decision.ADMITTED;
    }
    if (selected.isMultipart() && boundary(head) == null) {
      return Decision.denied(Reason.HEADER_MALFORMED);
    }
    List<String> codings = codings(head);
    boolean taken =
        codings.isEmpty()
            || (codings.size() == 1 && options.codings().allowed().contains(codings.get(0)));
    if (!taken) {
      return Decision.denied(Reason.CONTENT_ENCODING_UNSUPPORTED);
    }
    return framing.contentLength() > maxBytes(selected)
        ? Decision.denied(Reason.BODY_TOO_LARGE)
        : Decision.ADMITTED;
  }

  BodyPlan plan(RequestHead head) {
    Selected selected = select(head);
    if (selected == null) {
      return new BodyPlan.None();
    }
    String declared = selected.content().declared().essence();
    if (selected.isMultipart() || !codings(head).isEmpty()) {
      return new BodyPlan.Spool(maxBytes(selected), declared, required);
    }
    return selected.content().isJudged(selected.sent())
        ? new BodyPlan.Buffer(maxBytes(selected), declared, required)
        : new BodyPlan.Stream(maxBytes(selected), declared, required);
  }

  Decision check(RequestHead head, byte[] bytes, int length) {
    if (length == 0) {
      return required ? Decision.denied(Reason.BODY_MISSING) : Decision.ADMITTED;
    }
    if (contents.isEmpty()) {
      return Decision.denied(Reason.BODY_UNDECLARED);
    }
    Selected selected = select(head);
    if (selected == null) {
      return Decision.denied(Reason.MEDIA_TYPE_UNSUPPORTED);
    }
    return length > maxBytes(selected)
        ? Decision.denied(Reason.BODY_TOO_LARGE)
        : selected.content().check(selected.sent(), bytes, length);
  }

  /**
   * What judges a body of the plan {@link BodyPlan.Spool}.
   *
   * @throws IllegalStateException if the plan is another one
   */
  BodySink open(RequestHead head, boolean enforced) {
    Selected selected = select(head);
    if (selected == null) {
      throw new IllegalStateException("the plan of this body is not to spool it");
    }
    MultipartContent parts = selected.content().multipart();
    String boundary = selected.isMultipart() ? boundary(head) : null;
    if (parts != null && boundary != null) {
      return selected
          .content()
          .open(parts, boundary, selected.sent().isFormData(), required, enforced);
    }
    return new WholeSink(
        maxBytes(selected),
        required,
        selected.content().isJudged(selected.sent())
            ? (octets, length) -> selected.content().check(selected.sent(), octets, length)
            : null);
  }

  /** What undoes the coding of a body whose head was admitted; null if it has none. */
  @Nullable Inflation inflation(RequestHead head) {
    List<String> codings = codings(head);
    Selected selected = select(head);
    return codings.isEmpty() || selected == null
        ? null
        : new Inflation(codings.get(0), options.codings().maxRatio(), maxBytes(selected));
  }

  /** The codings in lower case, in the order applied; {@code identity} is none. */
  private static List<String> codings(RequestHead head) {
    List<String> codings = new ArrayList<>(0);
    for (String coding : Headers.list(head.headers("Content-Encoding"))) {
      String name = coding.toLowerCase(Locale.ROOT);
      if (!name.equals("identity")) {
        codings.add(name);
      }
    }
    return codings;
  }

  private static @Nullable String boundary(RequestHead head) {
    String field = head.headers("Content-Type").get(0);
    MediaType type = MediaType.parse(field);
    return type == null ? null : MultipartBoundary.find(type, field);
  }

  private long maxBytes(Selected selected) {
    if (selected.isMultipart()) {
      return options.multipart().maxBytes();
    }
    return selected.content().isJudged(selected.sent())
        ? options.bodyLimits().maxBytes()
        : selected.content().maxOctets();
  }

  private record Selected(MediaType sent, BodyContent content) {

    boolean isMultipart() {
      return sent.isMultipart() && content.multipart() != null;
    }
  }

  /** The declared media type that fits the sent one most closely; null if none takes it. */
  private @Nullable Selected select(RequestHead head) {
    List<String> types = head.headers("Content-Type");
    MediaType sent = types.size() == 1 ? MediaType.parse(types.get(0)) : null;
    if (sent == null || sent.type().equals("*") || sent.subtype().equals("*")) {
      return null;
    }
    BodyContent best = null;
    int bestFit = -1;
    for (BodyContent content : contents) {
      int fit = content.declared().fit(sent);
      if (fit > bestFit) {
        best = content;
        bestFit = fit;
      }
    }
    if (best == null || !best.takes(sent)) {
      return null;
    }
    boolean isText = sent.isFormData() || best.isJudged(sent);
    return !isText || sent.isUtf8() ? new Selected(sent, best) : null;
  }
}
