package io.hauberk.spring;

import io.hauberk.HauberkException;
import io.hauberk.apikey.ApiKeyListException;
import io.hauberk.contract.ContractException;
import io.hauberk.identity.AuthoritiesException;
import io.hauberk.identity.KeySetException;
import io.hauberk.identity.RevocationListException;
import io.hauberk.secret.SecretException;
import io.hauberk.secret.SecretRefusedException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says of a start that failed because of Hauberk's set-up what is wrong, where, and how to mend it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HauberkFailureAnalyzer implements FailureAnalyzer {
  private static final ConfigurationPropertyName OURS =
      ConfigurationPropertyName.of(HauberkProperties.PREFIX);

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      FailureAnalysis analysis = find(cause);
      if (analysis != null) {
        return analysis;
      }
    }
    return null;
  }

  private static @Nullable Throwable next(Throwable failure) {
    return failure.getCause() == failure ? null : failure.getCause();
  }

  private static @Nullable FailureAnalysis find(Throwable cause) {
    if (cause instanceof SetupException setup) {
      return new FailureAnalysis(setup.description(), setup.action(), cause);
    }
    if (cause instanceof HauberkException wrong) {
      return new FailureAnalysis(
          "Hauberk cannot protect this service:\n"
              + wrong.problems().stream()
                  .map(problem -> "\n  - " + problem)
                  .collect(Collectors.joining()),
          "Mend each of the points above: every one names its property or its place in the"
              + " contract.",
          cause);
    }
    if (cause instanceof ContractException contract) {
      return new FailureAnalysis(
          String.valueOf(contract.getMessage()),
          "Correct the contract at the places above; they are pointers into the document.",
          cause);
    }
    if (cause instanceof SecretException secret) {
      return new FailureAnalysis(
          String.valueOf(secret.getMessage()),
          "Check the mount, and the property that names the file.",
          cause);
    }
    if (cause instanceof KeySetException keys) {
      return new FailureAnalysis(
          String.valueOf(keys.getMessage()),
          "Check the properties below hauberk.issuers that name the keys.",
          cause);
    }
    if (cause instanceof AuthoritiesException authorities) {
      return new FailureAnalysis(
          String.valueOf(authorities.getMessage()),
          "Mount the certificates of those who vouch for callers; docs/certificates.md says how.",
          cause);
    }
    if (cause instanceof RevocationListException list) {
      return new FailureAnalysis(
          String.valueOf(list.getMessage()),
          "Correct the list, or remove the property that names it; docs/tokens.md describes its"
              + " form.",
          cause);
    }
    if (cause instanceof ApiKeyListException list) {
      return new FailureAnalysis(
          String.valueOf(list.getMessage()),
          "Correct the list; docs/api-keys.md describes its form, and apikey new of the command line"
              + " writes it.",
          cause);
    }
    if (cause instanceof SecretRefusedException refused) {
      return new FailureAnalysis(
          "A mounted secret cannot be used: " + refused.getMessage() + ".",
          "Correct the file, or the property that names it.",
          cause);
    }
    return cause instanceof BindException bind ? bind(bind) : null;
  }

  private static @Nullable FailureAnalysis bind(BindException failure) {
    if (!OURS.equals(failure.getName()) && !OURS.isAncestorOf(failure.getName())) {
      return null;
    }
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof UnboundConfigurationPropertiesException unknown) {
        return unknown(unknown);
      }
    }
    ConfigurationProperty property = failure.getProperty();
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      root = cause;
    }
    String where = property == null ? failure.getName().toString() : at(property);
    return new FailureAnalysis(
        "The property " + where + " cannot be used: " + root.getMessage(),
        "Correct its value; docs/configuration.md lists what each property takes.",
        failure);
  }

  private static FailureAnalysis unknown(UnboundConfigurationPropertiesException failure) {
    return new FailureAnalysis(
        "Hauberk knows no such property:\n"
            + failure.getUnboundProperties().stream()
                .map(property -> "\n  - " + at(property))
                .collect(Collectors.joining()),
        "Correct its name or remove it. A typo must not leave a control at another setting than you"
            + " believe.",
        failure);
  }

  private static String at(ConfigurationProperty property) {
    return property.getOrigin() == null
        ? property.getName().toString()
        : property.getName() + " (" + property.getOrigin() + ")";
  }
}
