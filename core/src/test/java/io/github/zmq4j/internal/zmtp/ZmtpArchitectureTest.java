package io.github.zmq4j.internal.zmtp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The protocol is arithmetic: it knows no socket, thread, lock or clock. */
class ZmtpArchitectureTest {
  private static final JavaClasses ZMTP =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.zmq4j.internal.zmtp");

  @Test
  void knowsNoInputAndOutput() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.net..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(ZMTP);
  }

  @Test
  void readsNoClock() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.time..")
        .check(ZMTP);
  }

  @Test
  void knowsNothingAboveIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.github.zmq4j.internal.concurrent..",
            "io.github.zmq4j.internal.pipe..",
            "io.github.zmq4j.internal.pattern..",
            "io.github.zmq4j.internal.engine..",
            "io.github.zmq4j.internal.transport..",
            "io.github.zmq4j.internal.session..",
            "io.github.zmq4j.internal.socket..")
        .check(ZMTP);
  }
}
