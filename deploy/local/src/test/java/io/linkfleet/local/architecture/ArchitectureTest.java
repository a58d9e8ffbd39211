package io.linkfleet.local.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The layering of the whole fleet. This module is the one that sees every other.
class ArchitectureTest {
  private static final String CONTRACT = "io.linkfleet.contract..";
  private static final String REGISTRY = "io.linkfleet.registry..";
  private static final String SETTINGS = "io.linkfleet.settings..";
  private static final String TRACING = "io.linkfleet.tracing..";
  private static final String WHATSAPP = "io.linkfleet.whatsapp..";
  private static final String GATEWAY = "io.linkfleet.gateway..";
  private static final String WORKER = "io.linkfleet.worker..";
  private static final String SIMULATOR = "io.linkfleet.simulator..";
  private static final String LOCAL = "io.linkfleet.local..";
  private static final String SPRING = "org.springframework..";

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.linkfleet");

  @Test
  void everyModuleIsSeen() {
    for (String module :
        new String[] {
          CONTRACT, REGISTRY, SETTINGS, TRACING, WHATSAPP, GATEWAY, WORKER, SIMULATOR, LOCAL
        }) {
      assertThat(PRODUCTION.that(resideInAPackage(module))).as(module).isNotEmpty();
    }
  }

  @Nested
  class DependenciesPointDownwards {
    @Test
    void theContractKnowsTheJdkAndJackson() {
      classes()
          .that()
          .resideInAPackage(CONTRACT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(CONTRACT, "java..", "javax.crypto..", "tools.jackson..")
          .check(PRODUCTION);
    }

    @Test
    void theWireKnowsNoSocketsNoSpringAndNothingOfOurs() {
      noneOf(
          WHATSAPP, CONTRACT, REGISTRY, SETTINGS, GATEWAY, WORKER, SIMULATOR, "io.netty..", SPRING);
    }

    @Test
    void theRegistryKnowsNeitherTheWireNorSpring() {
      noneOf(REGISTRY, SETTINGS, WHATSAPP, GATEWAY, WORKER, SPRING);
    }

    @Test
    void theRefusalOfSettingsKnowsNothingOfOurs() {
      noneOf(SETTINGS, CONTRACT, REGISTRY, WHATSAPP, GATEWAY, WORKER);
    }

    @Test
    void tracingKnowsNothingOfOurs() {
      noneOf(TRACING, CONTRACT, REGISTRY, WHATSAPP, GATEWAY, WORKER, SIMULATOR, LOCAL);
    }

    @Test
    void theSimulatorKnowsTheWireOnly() {
      noneOf(SIMULATOR, CONTRACT, REGISTRY, SETTINGS, GATEWAY, WORKER, SPRING);
    }

    @Test
    void gatewayAndWorkerNeverSeeEachOther() {
      noneOf(GATEWAY, WORKER, WHATSAPP);
      noneOf(WORKER, GATEWAY);
    }

    @Test
    void nothingThatIsDeployedKnowsTheSimulatorOrTheLocalFleet() {
      noneOf(GATEWAY, SIMULATOR, LOCAL);
      noneOf(WORKER, SIMULATOR, LOCAL);
    }

    private void noneOf(String from, String... to) {
      noClasses()
          .that()
          .resideInAPackage(from)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(to)
          .check(PRODUCTION);
    }
  }

  @Nested
  class EachThingHasOnePlace {
    @Test
    void kafkaIsSpokenByOwnershipEventsWebhooksDispatchAndTheWiringOnly() {
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.linkfleet.gateway",
              "io.linkfleet.gateway.dispatch..",
              "io.linkfleet.gateway.events..",
              "io.linkfleet.worker",
              "io.linkfleet.worker.ownership..",
              "io.linkfleet.worker.events..",
              "io.linkfleet.worker.webhook..",
              "io.linkfleet.worker.topics..",
              "io.linkfleet.settings..",
              TRACING,
              "io.linkfleet.local.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..", "kafka..")
          .check(PRODUCTION);
    }

    @Test
    void ofKafkaTracingKnowsTheHeadersOfARecordAlone() {
      noClasses()
          .that()
          .resideInAPackage(TRACING)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                  .and(not(resideInAPackage("org.apache.kafka.common.header"))))
          .check(PRODUCTION);
    }

    @Test
    void whatComesOfACommandBecomesAStatusInTheGatewayAlone() {
      noClasses()
          .that()
          .resideOutsideOfPackages(GATEWAY, "io.linkfleet.worker.inspection..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.http..")
                  .and(JavaClass.Predicates.simpleNameStartingWith("HttpStatus"))
                  .or(JavaClass.Predicates.simpleName("ResponseEntity")))
          .check(PRODUCTION);
    }

    @Test
    void openTelemetryIsSpokenByTracingAlone() {
      noClasses()
          .that()
          .resideOutsideOfPackage(TRACING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..", "io.micrometer.tracing..")
          .check(PRODUCTION);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
      slices().matching("io.linkfleet.(**)").should().beFreeOfCycles().check(PRODUCTION);
    }
  }

  @Nested
  class NamesSayWhatAThingIs {
    @Test
    void noClassIsAUtilAHelperAManagerAnImplOrAbstract() {
      noClasses()
          .should()
          .haveSimpleNameStartingWith("Abstract")
          .orShould()
          .haveNameMatching(".*\\.[^.$]*(Utils?|Helper|Manager|Impl)")
          .check(PRODUCTION);
    }

    @Test
    void noPackageIsNamedAfterALayer() {
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..impl..", "..manager..", "..helper..")
          .check(PRODUCTION);
    }
  }
}
