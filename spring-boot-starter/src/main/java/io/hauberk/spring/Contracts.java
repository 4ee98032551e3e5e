package io.hauberk.spring;

import io.hauberk.StartLint;
import io.hauberk.contract.ContentCodings;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.ContractSource;
import io.hauberk.contract.MultipartLimits;
import io.hauberk.contract.TargetLimits;
import io.hauberk.json.JsonLimits;
import io.hauberk.lint.LintOptions;
import io.hauberk.spring.HauberkProperties.ContractAt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternUtils;
import org.springframework.util.unit.DataSize;

/** Finds and reads the contracts that the properties name, and remembers them for lint. */
final class Contracts {
  /** Where the contract is looked for if no property names one. */
  static final List<String> DEFAULT_LOCATIONS =
      List.of("classpath:openapi.yaml", "classpath:openapi.yml", "classpath:openapi.json");

  private final HauberkProperties properties;
  private final ResourceLoader resources;
  private StartLint lint;

  Contracts(HauberkProperties properties, ResourceLoader resources) {
    this.properties = properties;
    this.resources = resources;
    this.lint = StartLint.of(properties.lint());
  }

  /** What is to be told of the contracts that were read; they are remembered until it is taken. */
  StartLint takeLint() {
    StartLint taken = lint;
    lint = StartLint.of(properties.lint());
    return taken;
  }

  /** Every contract, in the order of the properties. */
  List<Contract> read() {
    if (properties.contracts().isEmpty()) {
      return List.of(read(single(), null));
    }
    if (properties.contract() != null) {
      throw new SetupException(
          "hauberk.contract and hauberk.contracts are both set.", "Keep one of the two.");
    }
    List<Contract> contracts = new ArrayList<>();
    for (int i = 0; i < properties.contracts().size(); i++) {
      ContractAt at = properties.contracts().get(i);
      String property = "hauberk.contracts[" + i + "].location";
      if (at.location() == null) {
        throw new SetupException(
            property + " is missing.", "Set it, for example to classpath:api/orders.yaml.");
      }
      contracts.add(read(existing(property, at.location()), at.basePath()));
    }
    return contracts;
  }

  private Resource single() {
    if (properties.contract() != null) {
      return existing("hauberk.contract", properties.contract());
    }
    List<Resource> found =
        DEFAULT_LOCATIONS.stream().flatMap(location -> everywhere(location).stream()).toList();
    if (found.isEmpty()) {
      throw new SetupException(
          "No OpenAPI contract was found at " + String.join(", ", DEFAULT_LOCATIONS) + ".",
          "Put the contract at src/main/resources/openapi.yaml, or set hauberk.contract"
              + " to where it is, for example classpath:api/orders.yaml.");
    }
    if (found.size() > 1) { // a library's contract must not win by the order of the class path
      throw new SetupException(
          "Several OpenAPI contracts were found: "
              + found.stream().map(Resource::getDescription).collect(Collectors.joining(", "))
              + ".",
          "Set hauberk.contract to the one that this service answers for.");
    }
    return found.get(0);
  }

  /** Every resource of this name on the class path, those of libraries among them. */
  private List<Resource> everywhere(String location) {
    try {
      return List.of(
          ResourcePatternUtils.getResourcePatternResolver(resources)
              .getResources(location.replace("classpath:", "classpath*:")));
    } catch (IOException e) {
      throw new SetupException(
          "The class path cannot be searched for " + location + ".",
          "Set hauberk.contract to where the contract is.",
          e);
    }
  }

  private Resource existing(String property, String location) {
    Resource resource = resources.getResource(location);
    if (!resource.exists()) {
      throw new SetupException(
          property + " names " + location + ", which does not exist.",
          "Set it to a resource location such as classpath:openapi.yaml or"
              + " file:/etc/orders/openapi.yaml.");
    }
    return resource;
  }

  private Contract read(Resource resource, @Nullable String basePath) {
    ContractOptions options =
        basePath == null
            ? options()
            : SetupException.from("hauberk.contracts", () -> options().withBasePath(basePath));
    try {
      ContractSource source = source(resource);
      Contract contract = Contract.read(source, options);
      lint = lint.contract(source, LintOptions.DEFAULT.withContract(options));
      return contract;
    } catch (IOException e) {
      throw new SetupException(
          "The contract "
              + resource.getDescription()
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + ").",
          "Make it readable by this process.",
          e);
    }
  }

  /** The contract, and what lies in its folder and below: nothing is fetched from elsewhere. */
  private static ContractSource source(Resource resource) throws IOException {
    if (resource.isFile()) {
      return ContractSource.file(resource.getFile().toPath());
    }
    String name =
        resource.getFilename() == null ? resource.getDescription() : resource.getFilename();
    boolean inArchive = resource.getURL().getProtocol().equals("jar");
    return ContractSource.of(
        name,
        resource.getContentAsByteArray(),
        path -> inArchive ? beside(resource, path) : Optional.empty());
  }

  private static Optional<byte[]> beside(Resource resource, String path) throws IOException {
    Resource found = resource.createRelative(path);
    return found.exists() ? Optional.of(found.getContentAsByteArray()) : Optional.empty();
  }

  private ContractOptions options() {
    return SetupException.from("hauberk.body", this::bodyOptions)
        .withMultipart(SetupException.from("hauberk.multipart", this::multipart))
        .withTarget(SetupException.from("hauberk.target", this::target));
  }

  private TargetLimits target() {
    Integer length = properties.target().maxLength();
    return length == null ? TargetLimits.DEFAULT : TargetLimits.DEFAULT.withMaxLength(length);
  }

  private MultipartLimits multipart() {
    HauberkProperties.Multipart multipart = properties.multipart();
    MultipartLimits limits = MultipartLimits.DEFAULT;
    DataSize maxBytes = multipart.maxBytes();
    if (maxBytes != null) {
      limits = limits.withMaxBytes(maxBytes.toBytes());
    }
    if (multipart.maxParts() != null) {
      limits = limits.withMaxParts(multipart.maxParts());
    }
    DataSize headers = multipart.maxPartHeaderBytes();
    return headers == null
        ? limits
        : limits.withMaxPartHeaderBytes((int) Math.min(headers.toBytes(), Integer.MAX_VALUE));
  }

  private ContractOptions bodyOptions() {
    HauberkProperties.Body body = properties.body();
    JsonLimits limits = JsonLimits.DEFAULT;
    DataSize maxBytes = body.maxBytes();
    if (maxBytes != null) {
      limits = limits.withMaxBytes((int) Math.min(maxBytes.toBytes(), Integer.MAX_VALUE));
    }
    if (body.maxDepth() != null) {
      limits = limits.withMaxDepth(body.maxDepth());
    }
    if (body.maxValues() != null) {
      limits = limits.withMaxValues(body.maxValues());
    }
    if (body.maxMembers() != null) {
      limits = limits.withMaxMembers(body.maxMembers());
    }
    if (body.maxItems() != null) {
      limits = limits.withMaxItems(body.maxItems());
    }
    DataSize maxStringBytes = body.maxStringBytes();
    if (maxStringBytes != null) {
      limits =
          limits.withMaxStringBytes((int) Math.min(maxStringBytes.toBytes(), Integer.MAX_VALUE));
    }
    ContentCodings codings =
        new ContentCodings(body.contentEncodings(), ContentCodings.NONE.maxRatio());
    if (body.maxInflationRatio() != null) {
      codings = codings.withMaxRatio(body.maxInflationRatio());
    }
    ContractOptions options =
        ContractOptions.DEFAULT
            .withBodyLimits(limits)
            .withCodings(codings)
            .withReadOnly(body.readOnly());
    DataSize maxStreamBytes = body.maxStreamBytes();
    return maxStreamBytes == null ? options : options.withMaxStreamBytes(maxStreamBytes.toBytes());
  }
}
