package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

import io.hauberk.json.JsonLimits;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the contract leaves open: budgets, where the service is mounted, and how strictly what it
 * says is taken. Begin with {@link #DEFAULT}. Immutable.
 */
public final class ContractOptions {
  /** The defaults of every part. */
  public static final ContractOptions DEFAULT = new ContractOptions(new Parts());

  /**
   * Where refusals are only reported, the service is to have a form over its limits all the same,
   * up to so many times each limit.
   */
  public static final int REPORTED_SLACK = 16;

  private final Parts parts;

  /** What stands in the options, until they are made; then nobody changes it. */
  private static final class Parts implements Cloneable {
    private TargetLimits target = TargetLimits.DEFAULT;
    private int maxQueryParameters = 256;
    private JsonLimits bodyLimits = JsonLimits.DEFAULT;
    private long maxStreamBytes = 16L << 20;
    private MultipartLimits multipart = MultipartLimits.DEFAULT;
    private ContentCodings codings = ContentCodings.NONE;
    private ReadOnlyProperties readOnly = ReadOnlyProperties.REFUSE;
    private int maxFindings = 16;
    private @Nullable String basePath;
    private JsonLimits documentLimits = JsonLimits.DOCUMENT;

    @Override
    protected Parts clone() {
      try {
        return (Parts) super.clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private ContractOptions(Parts parts) {
    requireAtLeastOne("contract.max-query-parameters", parts.maxQueryParameters);
    requireAtLeastOne("hauberk.body.max-stream-bytes", parts.maxStreamBytes);
    requireAtLeastOne("contract.max-findings", parts.maxFindings);
    String base = parts.basePath;
    if (base != null && !base.isEmpty() && (!base.startsWith("/") || base.endsWith("/"))) {
      throw new IllegalArgumentException(
          "base-path must be empty, or begin with '/' and not end with it, was '" + base + "'");
    }
    this.parts = parts;
  }

  private static void requireAtLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }

  private ContractOptions with(Consumer<Parts> change) {
    Parts changed = parts.clone();
    change.accept(changed);
    return new ContractOptions(changed);
  }

  /** Limits of the request target; by default {@link TargetLimits#DEFAULT}. */
  public TargetLimits target() {
    return parts.target;
  }

  /** The same options with other limits of the request target. */
  public ContractOptions withTarget(TargetLimits limits) {
    requireNonNull(limits, "limits");
    return with(it -> it.target = limits);
  }

  /** The most name-value pairs in a query or in a form body; by default 256. */
  public int maxQueryParameters() {
    return parts.maxQueryParameters;
  }

  /**
   * The same options with another number of query parameters.
   *
   * @throws IllegalArgumentException if it is below one
   */
  public ContractOptions withMaxQueryParameters(int max) {
    return with(it -> it.maxQueryParameters = max);
  }

  /**
   * Limits of a body that is buffered and judged (JSON, form, text), its size among them; by
   * default {@link JsonLimits#DEFAULT}.
   */
  public JsonLimits bodyLimits() {
    return parts.bodyLimits;
  }

  /** The same options with other limits of a buffered body. */
  public ContractOptions withBodyLimits(JsonLimits limits) {
    requireNonNull(limits, "limits");
    return with(it -> it.bodyLimits = limits);
  }

  /** The most octets of a body that is only counted; by default 16 MiB. */
  public long maxStreamBytes() {
    return parts.maxStreamBytes;
  }

  /**
   * The same options with another budget for bodies that are only counted.
   *
   * @throws IllegalArgumentException if it is below one
   */
  public ContractOptions withMaxStreamBytes(long max) {
    return with(it -> it.maxStreamBytes = max);
  }

  /** Limits of a body of parts; by default {@link MultipartLimits#DEFAULT}. */
  public MultipartLimits multipart() {
    return parts.multipart;
  }

  /** The same options with other limits of a body of parts. */
  public ContractOptions withMultipart(MultipartLimits limits) {
    requireNonNull(limits, "limits");
    return with(it -> it.multipart = limits);
  }

  /** Content codings of request bodies; by default {@link ContentCodings#NONE}. */
  public ContentCodings codings() {
    return parts.codings;
  }

  /** The same options with other content codings. */
  public ContractOptions withCodings(ContentCodings codings) {
    requireNonNull(codings, "codings");
    return with(it -> it.codings = codings);
  }

  /**
   * What becomes of requests with properties that the contract calls {@code readOnly}; by default
   * {@link ReadOnlyProperties#REFUSE}.
   */
  public ReadOnlyProperties readOnly() {
    return parts.readOnly;
  }

  /** The same options with another way to treat {@code readOnly} in requests. */
  public ContractOptions withReadOnly(ReadOnlyProperties treatment) {
    requireNonNull(treatment, "treatment");
    return with(it -> it.readOnly = treatment);
  }

  /** The most findings that one refusal names; by default 16. */
  public int maxFindings() {
    return parts.maxFindings;
  }

  /**
   * The same options with another number of findings.
   *
   * @throws IllegalArgumentException if it is below one
   */
  public ContractOptions withMaxFindings(int max) {
    return with(it -> it.maxFindings = max);
  }

  /**
   * The path under which the service is mounted, in place of what {@code servers} says; null to
   * follow {@code servers}, which is the default.
   */
  @Nullable String basePath() {
    return parts.basePath;
  }

  /**
   * The same options with a base path of our own.
   *
   * @param path empty, or beginning with a slash and not ending with one
   * @throws IllegalArgumentException if it is another one
   */
  public ContractOptions withBasePath(String path) {
    requireNonNull(path, "path");
    return with(it -> it.basePath = path);
  }

  /** Limits of the contract document itself; by default {@link JsonLimits#DOCUMENT}. */
  public JsonLimits documentLimits() {
    return parts.documentLimits;
  }

  /** The same options with other limits of the contract document. */
  public ContractOptions withDocumentLimits(JsonLimits limits) {
    requireNonNull(limits, "limits");
    return with(it -> it.documentLimits = limits);
  }
}
