package io.hauberk;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The picture of the house in {@code docs/architecture.md}, as rules: an arrow not drawn is
 * forbidden.
 */
@AnalyzeClasses(packages = "io.hauberk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule rooms_have_no_cycles =
      slices().matching("io.hauberk.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule core_meets_no_framework =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "io.quarkus..", "io.vertx..", "com.fasterxml..", "tools..")
          .because("core must run in any JVM service; frameworks are met in their adapters");

  @ArchTest static final ArchRule request_knows_no_room = room("request");

  @ArchTest static final ArchRule json_arrows = room("json");

  @ArchTest static final ArchRule event_arrows = room("event", "address", "json");

  @ArchTest static final ArchRule record_arrows = room("record", "event", "json");

  @ArchTest static final ArchRule secret_arrows = room("secret", "event");

  @ArchTest static final ArchRule fetch_arrows = room("fetch", "address", "event", "thread");

  @ArchTest static final ArchRule schema_arrows = room("schema", "json");

  @ArchTest static final ArchRule contract_arrows = room("contract", "schema", "json");

  @ArchTest static final ArchRule lint_arrows = room("lint", "contract", "schema", "json");

  @ArchTest
  static final ArchRule the_command_line_is_known_by_nobody =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.hauberk.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.hauberk.cli..");

  @ArchTest static final ArchRule apikey_arrows = room("apikey", "secret", "json");

  @ArchTest
  static final ArchRule identity_arrows =
      room("identity", "apikey", "address", "fetch", "secret", "store", "thread", "json", "event");

  @ArchTest static final ArchRule address_knows_no_room = room("address");

  @ArchTest static final ArchRule store_knows_no_room = room("store");

  @ArchTest static final ArchRule thread_knows_no_room = room("thread");

  @ArchTest
  static final ArchRule limit_arrows = room("limit", "address", "event", "store", "thread");

  @ArchTest
  static final ArchRule outbound_arrows =
      room("outbound", "address", "fetch", "secret", "thread", "json", "event");

  @ArchTest static final ArchRule leak_knows_no_room = room("leak");

  @ArchTest
  static final ArchRule the_front_door_does_not_know_its_adapters =
      noClasses()
          .that()
          .resideInAPackage("io.hauberk")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.hauberk.servlet..");

  @ArchTest
  static final ArchRule servlet_is_met_in_one_room =
      onlyIn("io.hauberk.servlet..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule micrometer_is_met_in_one_room =
      onlyIn("io.hauberk.event..", "io.micrometer..");

  @ArchTest
  static final ArchRule jose_is_met_where_tokens_are_verified_and_where_they_are_signed =
      classes()
          .that()
          .resideOutsideOfPackages("io.hauberk.identity..", "io.hauberk.outbound..")
          .should()
          .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage("com.nimbusds..")));

  @ArchTest
  static final ArchRule resilience4j_is_met_in_one_room =
      onlyIn("io.hauberk.limit..", "io.github.resilience4j..");

  @ArchTest
  static final ArchRule jedis_is_met_in_one_class =
      classes()
          .that(
              DescribedPredicate.not(
                  resideInAPackage("io.hauberk.store")
                      .and(
                          DescribedPredicate.describe(
                              "JedisStore", type -> type.getName().contains(".JedisStore")))))
          .should()
          .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage("redis.clients..")))
          .because("it is optional, and a class that is not there is not looked for");

  @ArchTest
  static final ArchRule yaml_is_met_in_one_room = onlyIn("io.hauberk.json..", "org.snakeyaml..");

  private static ArchRule room(String name, String... arrows) {
    String[] allowed = new String[arrows.length + 2];
    allowed[0] = "io.hauberk." + name + "..";
    allowed[1] = "io.hauberk.request..";
    for (int i = 0; i < arrows.length; i++) {
      allowed[i + 2] = "io.hauberk." + arrows[i] + "..";
    }
    DescribedPredicate<JavaClass> forbidden =
        resideInAPackage("io.hauberk..").and(DescribedPredicate.not(resideInAnyPackage(allowed)));
    return noClasses()
        .that()
        .resideInAPackage("io.hauberk." + name + "..")
        .should()
        .dependOnClassesThat(forbidden)
        .because("the room '" + name + "' has no other arrow in docs/architecture.md");
  }

  private static ArchRule onlyIn(String room, String library) {
    return classes()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage(library)));
  }
}
