package io.linkfleet.faults.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The layering of the suite itself; that of the fleet is tested in `deploy/local`, where nothing
/// of the suite can be seen.
class LayersTest {
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.linkfleet.faults");

  @Test
  void noTwoPackagesNeedEachOther() {
    slices().matching("io.linkfleet.faults.(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void invariantsKnowNoProcessAndNoSocket() {
    noClasses()
        .that()
        .resideInAPackage("io.linkfleet.faults.check..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.linkfleet.faults.process..",
            "io.linkfleet.faults.proxy..",
            "io.linkfleet.faults.fleet..",
            "io.linkfleet.faults.traffic..",
            "java.net..")
        .check(PRODUCTION);
  }

  @Test
  void nothingOfTheFleetIsUsedButItsProgramsAndItsWords() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.linkfleet.registry..",
            "io.linkfleet.whatsapp..",
            "io.linkfleet.gateway.*..",
            "io.linkfleet.worker.*..")
        .check(PRODUCTION);
  }
}
