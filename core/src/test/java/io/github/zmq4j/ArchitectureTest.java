package io.github.zmq4j;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rooms of the library and who may know whom: a good first page for whoever is new here.
 *
 * <pre>
 *   API → socket → pattern → pipe ← session → zmtp
 *                                   session → engine, transport
 * </pre>
 *
 * <p>Each constant of {@link Room} is a package and lists the rooms that it may use. The values of
 * the API, such as messages, options and error codes, and the package {@code spi} are words that
 * every room speaks; sockets and contexts are known to the room above the others only.
 */
class ArchitectureTest {
  enum Room {
    /** What is said to whoever runs the program. */
    LOG("log"),
    /** Queues. */
    CONCURRENT("concurrent"),
    /** The protocol without I/O. */
    ZMTP("zmtp"),
    /** Selector, timers, waiting. */
    ENGINE("engine", CONCURRENT, LOG),
    /** tcp and ipc. */
    TRANSPORT("transport", LOG),
    /** The queues between a socket and one peer. */
    PIPE("pipe", CONCURRENT),
    /** What each type of socket does with its pipes. */
    PATTERN("pattern", PIPE),
    /** What the Flight Recorder is told. */
    FLIGHT("flight"),
    /** The life of a connection. */
    SESSION("session", PIPE, ZMTP, ENGINE, TRANSPORT, LOG),
    /** Joins the API to a pattern, and waits. Chooses the mechanism, so it knows of ZMTP. */
    SOCKET("socket", PATTERN, PIPE, SESSION, FLIGHT, ENGINE, TRANSPORT, CONCURRENT, ZMTP, LOG);

    final String folder;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    final List<Room> known;

    Room(String folder, Room... known) {
      this.folder = INTERNAL + folder;
      this.known = List.of(known);
    }

    boolean holds(JavaClass type) {
      String name = type.getBaseComponentType().getPackageName();
      return name.equals(folder) || name.startsWith(folder + ".");
    }
  }

  private static final String INTERNAL = "io.github.zmq4j.internal.";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .importUrl(Message.class.getProtectionDomain().getCodeSource().getLocation());

  @ParameterizedTest
  @EnumSource
  void knowsOnlyTheRoomsBelow(Room room) {
    noClasses().that(are(room)).should().dependOnClassesThat(areRoomsOtherThan(room)).check(OURS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOCKET")
  void speaksOfValuesOnly(Room room) {
    noClasses()
        .that(are(room))
        .should()
        .dependOnClassesThat(
            describe(
                "are no values but sockets, contexts or listeners",
                type ->
                    isApi(type)
                        && (type.isInterface() || type.isEquivalentTo(ContextBuilder.class))))
        .check(OURS);
  }

  @Test
  void apiKnowsTheSocketsOnly() {
    noClasses()
        .that(describe("are the API", ArchitectureTest::isApi))
        .should()
        .dependOnClassesThat(
            describe("are internal", type -> isInternal(type) && !Room.SOCKET.holds(type)))
        .check(OURS);
  }

  @Test
  void seamsForOtherModulesKnowNoRoom() {
    noClasses()
        .that()
        .resideInAPackage("io.github.zmq4j.spi")
        .should()
        .dependOnClassesThat(describe("are internal", ArchitectureTest::isInternal))
        .check(OURS);
  }

  @ParameterizedTest
  @EnumSource(names = {"ZMTP", "PATTERN"})
  void isArithmetic(Room room) {
    noClasses()
        .that(are(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.net..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(OURS);
  }

  @ParameterizedTest
  @EnumSource(names = {"ZMTP", "PATTERN"})
  void readsNoClock(Room room) {
    noClasses()
        .that(are(room))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.time..")
        .check(OURS);
  }

  @Test
  void onlyTheEngineKnowsTheSelector() {
    noClasses()
        .that(describe("are not the engine", type -> !Room.ENGINE.holds(type)))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Selector.class)
        .check(OURS);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONCURRENT", "PIPE", "PATTERN", "ZMTP", "SOCKET"})
  void touchesNoChannel(Room room) {
    noClasses()
        .that(are(room))
        .should()
        .dependOnClassesThat(
            describe(
                "are channels, of which a poller hands on the application's",
                type ->
                    type.getPackageName().startsWith("java.nio.channels")
                        && !(room == Room.SOCKET && type.isEquivalentTo(SelectableChannel.class))))
        .check(OURS);
  }

  @Test
  void everyPackageIsARoom() {
    Set<String> homeless =
        OURS.stream()
            .filter(ArchitectureTest::isInternal)
            .filter(type -> Arrays.stream(Room.values()).noneMatch(room -> room.holds(type)))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());

    assertThat(homeless).isEmpty();
  }

  private static DescribedPredicate<JavaClass> are(Room room) {
    return describe("are in " + room, room::holds);
  }

  private static DescribedPredicate<JavaClass> areRoomsOtherThan(Room room) {
    return describe(
        "are rooms that " + room + " may not know",
        type ->
            Arrays.stream(Room.values())
                .filter(other -> other != room && !room.known.contains(other))
                .anyMatch(other -> other.holds(type)));
  }

  private static boolean isApi(JavaClass type) {
    return type.getBaseComponentType().getPackageName().equals("io.github.zmq4j");
  }

  private static boolean isInternal(JavaClass type) {
    return type.getBaseComponentType().getPackageName().startsWith(INTERNAL);
  }
}
