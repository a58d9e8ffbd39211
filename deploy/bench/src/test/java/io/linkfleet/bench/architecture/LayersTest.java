package io.linkfleet.bench.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The layering of the bench itself.
class LayersTest {
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.linkfleet.bench");

  @Test
  void noTwoPackagesNeedEachOther() {
    slices().matching("io.linkfleet.bench.(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void whatIsWrittenDownKnowsNoProcess() {
    noClasses()
        .that()
        .resideInAnyPackage("io.linkfleet.bench.report..", "io.linkfleet.bench.sample..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.linkfleet.bench.fleet..", "io.linkfleet.faults..")
        .check(PRODUCTION);
  }
}
