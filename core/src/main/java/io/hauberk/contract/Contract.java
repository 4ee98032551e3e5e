package io.hauberk.contract;

import io.hauberk.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** An OpenAPI contract, read and compiled. Immutable and safe for use by any number of threads. */
public final class Contract {
  private static final Route NOT_FOUND = new Route.NotFound();

  private final String title;
  private final String version;
  private final List<String> basePaths;
  private final List<ContractOperation> operations;
  private final Map<String, SecurityScheme> securitySchemes;
  private final ContractRate rate;
  private final List<ContractNote> notes;
  private final Router<PathMethods> router;
  private final TargetLimits targetLimits;

  /**
   * Reads a contract that is one document; references may only lead into it.
   *
   * @param name what messages call the document, for example its file name
   * @throws ContractException as {@link #read(ContractSource, ContractOptions)} does
   */
  public static Contract read(String name, byte[] document, ContractOptions options) {
    return read(ContractSource.of(name, document), options);
  }

  /**
   * Reads a contract: OpenAPI 3.0, 3.1 or 3.2, in JSON or YAML, told apart by content.
   *
   * @throws ContractException if anything in the documents is malformed, contradicts itself, leads
   *     to what the source does not have or asks for what is not checked here; names every defect
   *     with its place
   */
  public static Contract read(ContractSource source, ContractOptions options) {
    try {
      return ContractReader.read(source, options);
    } catch (JsonException e) {
      throw new ContractException(
          source.name(),
          List.of(new ContractNote(ContractNote.DEFECT, "#", String.valueOf(e.getMessage()))));
    }
  }

  Contract(
      String title,
      String version,
      List<String> basePaths,
      List<ContractOperation> operations,
      Map<String, SecurityScheme> securitySchemes,
      ContractRate rate,
      List<ContractNote> notes,
      Router<PathMethods> router,
      TargetLimits targetLimits) {
    this.title = title;
    this.version = version;
    this.basePaths = List.copyOf(basePaths);
    this.operations = List.copyOf(operations);
    this.securitySchemes = Map.copyOf(securitySchemes);
    this.rate = rate;
    this.notes = List.copyOf(notes);
    this.router = router;
    this.targetLimits = targetLimits;
  }

  /** {@code info.title}. */
  public String title() {
    return title;
  }

  /** {@code info.version}: the version of the contract, not of OpenAPI. */
  public String version() {
    return version;
  }

  /** The first of {@link #basePaths()}. */
  public String basePath() {
    return basePaths.get(0);
  }

  /**
   * Every path under which the operations are served, from {@code servers} or the options; never
   * empty, without a trailing slash. The root is the empty text.
   */
  public List<String> basePaths() {
    return basePaths;
  }

  /** Every operation, in the order of the document. */
  public List<ContractOperation> operations() {
    return operations;
  }

  /** The security schemes by name. */
  public Map<String, SecurityScheme> securitySchemes() {
    return securitySchemes;
  }

  /**
   * How often operations may be called that say nothing else, in the words of {@code
   * x-hauberk-rate} beside {@code paths}.
   */
  public ContractRate rate() {
    return rate;
  }

  /** What is worth knowing about the contract and stops nothing. */
  public List<ContractNote> notes() {
    return notes;
  }

  /**
   * The limits with which {@link RequestTarget#parse} is to judge the targets of this contract:
   * those of the options, with {@code ;} allowed if the contract has a matrix parameter.
   */
  public TargetLimits targetLimits() {
    return targetLimits;
  }

  /**
   * Where a request leads. Literal segments win over templated ones, segment by segment from the
   * left; methods are case-sensitive (RFC 9110, 9.1). HEAD falls to GET where the contract does not
   * declare it.
   */
  public Route route(String method, RequestTarget target) {
    Router.Match<PathMethods> match = router.find(target);
    if (match == null) {
      return NOT_FOUND;
    }
    ContractOperation operation = match.value().find(method);
    if (operation != null) {
      return new Route.Found(operation, match.texts());
    }
    SortedSet<String> allow = match.value().allow();
    return method.equals("OPTIONS") ? new Route.Options(allow) : new Route.MethodNotAllowed(allow);
  }

  @Override
  public String toString() {
    return "Contract[" + title + ", " + operations.size() + " operations]";
  }
}
