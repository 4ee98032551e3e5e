package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

import io.hauberk.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/**
 * What the contract leaves open: budgets, and where the service is mounted.
 *
 * @param target limits of the request target; default {@link TargetLimits#DEFAULT}
 * @param maxQueryParameters name-value pairs in a query or in a form body; from 1, default 256
 * @param bodyLimits limits of a body that is buffered and judged (JSON, form, text), its size among
 *     them; default {@link JsonLimits#DEFAULT}
 * @param maxStreamBytes octets of a body that is only counted; from 1, default 16 MiB
 * @param multipart limits of a body of parts; default {@link MultipartLimits#DEFAULT}
 * @param codings content codings of request bodies; default {@link ContentCodings#NONE}
 * @param maxFindings findings that one refusal names at most; from 1, default 16
 * @param basePath the path under which the service is mounted, in place of what {@code servers}
 *     says: empty, or beginning with a slash and not ending with one; null to follow {@code
 *     servers}
 * @param documentLimits limits of the contract document itself; default {@link JsonLimits#DOCUMENT}
 */
public record ContractOptions(
    TargetLimits target,
    int maxQueryParameters,
    JsonLimits bodyLimits,
    long maxStreamBytes,
    MultipartLimits multipart,
    ContentCodings codings,
    int maxFindings,
    @Nullable String basePath,
    JsonLimits documentLimits) {

  /** The defaults of every part. */
  public static final ContractOptions DEFAULT =
      new ContractOptions(
          TargetLimits.DEFAULT,
          256,
          JsonLimits.DEFAULT,
          16L << 20,
          MultipartLimits.DEFAULT,
          ContentCodings.NONE,
          16,
          null,
          JsonLimits.DOCUMENT);

  /** Checks the ranges. */
  public ContractOptions {
    requireNonNull(target, "target");
    requireNonNull(bodyLimits, "bodyLimits");
    requireNonNull(multipart, "multipart");
    requireNonNull(codings, "codings");
    requireNonNull(documentLimits, "documentLimits");
    requireAtLeastOne("contract.max-query-parameters", maxQueryParameters);
    requireAtLeastOne("hauberk.body.max-stream-bytes", maxStreamBytes);
    requireAtLeastOne("contract.max-findings", maxFindings);
    if (basePath != null
        && !basePath.isEmpty()
        && (!basePath.startsWith("/") || basePath.endsWith("/"))) {
      throw new IllegalArgumentException(
          "base-path must be empty, or begin with '/' and not end with it, was '" + basePath + "'");
    }
  }

  private static void requireAtLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }

  /** The same options with other limits of the request target. */
  public ContractOptions withTarget(TargetLimits limits) {
    return new ContractOptions(
        limits,
        maxQueryParameters,
        bodyLimits,
        maxStreamBytes,
        multipart,
        codings,
        maxFindings,
        basePath,
        documentLimits);
  }

  /** The same options with another number of query parameters. */
  public ContractOptions withMaxQueryParameters(int max) {
    return new ContractOptions(
        target,
        max,
        bodyLimits,
        maxStreamBytes,
        multipart,
        codings,
        maxFindings,
        basePath,
        documentLimits);
  }

  /** The same options with other limits of a buffered body. */
  public ContractOptions withBodyLimits(JsonLimits limits) {
    return new ContractOptions(
        target,
        maxQueryParameters,
        limits,
        maxStreamBytes,
        multipart,
        codings,
        maxFindings,
        basePath,
        documentLimits);
  }

  /** The same options with another budget for bodies that are only counted. */
  public ContractOptions withMaxStreamBytes(long max) {
    return new ContractOptions(
        target,
        maxQueryParameters,
        bodyLimits,
        max,
        multipart,
        codings,
        maxFindings,
        basePath,
        documentLimits);
  }

  /** The same options with other limits of a body of parts. */
  public ContractOptions withMultipart(MultipartLimits limits) {
    return new ContractOptions(
        target,
        maxQueryParameters,
        bodyLimits,
        maxStreamBytes,
        limits,
        codings,
        maxFindings,
        basePath,
        documentLimits);
  }

  /** The same options with other content codings. */
  public ContractOptions withCodings(ContentCodings other) {
    return new ContractOptions(
        target,
        maxQueryParameters,
        bodyLimits,
        maxStreamBytes,
        multipart,
        other,
        maxFindings,
        basePath,
        documentLimits);
  }

  /** The same options with another number of findings. */
  public ContractOptions withMaxFindings(int max) {
    return new ContractOptions(
        target,
        maxQueryParameters,
        bodyLimits,
        maxStreamBytes,
        multipart,
        codings,
        max,
        basePath,
        documentLimits);
  }

  /** The same options with a base path of our own. */
  public ContractOptions withBasePath(String path) {
    return new ContractOptions(
        target,
        maxQueryParameters,
        bodyLimits,
        maxStreamBytes,
        multipart,
        codings,
        maxFindings,
        requireNonNull(path, "path"),
        documentLimits);
  }

  /** The same options with other limits of the contract document. */
  public ContractOptions withDocumentLimits(JsonLimits limits) {
    return new ContractOptions(
        target,
        maxQueryParameters,
        bodyLimits,
        maxStreamBytes,
        multipart,
        codings,
        maxFindings,
        basePath,
        limits);
  }
}
