package io.hauberk.lint;

/**
 * A risk of the OWASP API Security Top 10, edition 2023.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0x11-t10/">the list</a>
 */
public enum ApiRisk {
  /** Broken Object Level Authorization. */
  API1("Broken Object Level Authorization", "0xa1-broken-object-level-authorization"),
  /** Broken Authentication. */
  API2("Broken Authentication", "0xa2-broken-authentication"),
  /** Broken Object Property Level Authorization. */
  API3(
      "Broken Object Property Level Authorization",
      "0xa3-broken-object-property-level-authorization"),
  /** Unrestricted Resource Consumption. */
  API4("Unrestricted Resource Consumption", "0xa4-unrestricted-resource-consumption"),
  /** Broken Function Level Authorization. */
  API5("Broken Function Level Authorization", "0xa5-broken-function-level-authorization"),
  /** Unrestricted Access to Sensitive Business Flows. */
  API6(
      "Unrestricted Access to Sensitive Business Flows",
      "0xa6-unrestricted-access-to-sensitive-business-flows"),
  /** Server Side Request Forgery. */
  API7("Server Side Request Forgery", "0xa7-server-side-request-forgery"),
  /** Security Misconfiguration. */
  API8("Security Misconfiguration", "0xa8-security-misconfiguration"),
  /** Improper Inventory Management. */
  API9("Improper Inventory Management", "0xa9-improper-inventory-management"),
  /** Unsafe Consumption of APIs. */
  API10("Unsafe Consumption of APIs", "0xaa-unsafe-consumption-of-apis");

  private static final String EDITION = "https://owasp.org/API-Security/editions/2023/en/";

  private final String title;
  private final String page;

  ApiRisk(String title, String page) {
    this.title = title;
    this.page = page;
  }

  /** How OWASP names it: {@code API4:2023}. */
  public String id() {
    return name() + ":2023";
  }

  /** Its title. */
  public String title() {
    return title;
  }

  /** OWASP's page about it. */
  public String help() {
    return EDITION + page + "/";
  }
}
