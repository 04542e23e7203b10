package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's Flight Recorder is told. */
class FlightRecorderIT {
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  @TempDir Path folder;

  private final Context context = Context.builder().blocky(false).build();

  @AfterEach
  void close() {
    context.close();
  }

  private interface Scene {
    void play() throws IOException;
  }

  /** What was recorded of a kind of event while something happened. */
  private List<RecordedEvent> record(String kind, Scene scene) throws IOException {
    String name = "io.github.zmq4j." + kind;
    Path file = folder.resolve(kind + ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(name).withoutThreshold();
      recording.start();
      scene.play();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Files.delete(file);
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }

  @Test
  void recordsConnectionsOfBothSides() throws IOException {
    Pull pull = context.pull();
    Push push = context.push();
    EventRecorder ofPull = EventRecorder.on(pull);
    EventRecorder ofPush = EventRecorder.on(push);
    String endpoint = pull.bind(ANY_PORT);
    List<RecordedEvent> events =
        record(
            "Connect",
            () -> {
              push.connect(endpoint);
              ofPull.await(HANDSHAKE_SUCCEEDED);
              ofPush.await(HANDSHAKE_SUCCEEDED);
            });
    assertThat(events)
        .extracting(event -> event.getString("socketType"))
        .containsExactlyInAnyOrder("PULL", "PUSH");
    RecordedEvent ofClient =
        events.stream()
            .filter(event -> event.getString("socketType").equals("PUSH"))
            .findFirst()
            .orElseThrow();
    assertThat(ofClient.getInt("socketId")).isEqualTo(push.id());
    assertThat(ofClient.getString("remoteEndpoint")).isEqualTo(endpoint);
    assertThat(ofClient.getString("localEndpoint")).startsWith("tcp://127.0.0.1:");
  }

  @Test
  void recordsDisconnectionsWithTheirReason() throws IOException {
    Pull pull = context.pull();
    EventRecorder events = EventRecorder.on(pull);
    String endpoint = pull.bind(ANY_PORT);
    List<RecordedEvent> recorded =
        record(
            "Disconnect",
            () -> {
              RawPeer.connect(endpoint).shakeHands("PUSH").close();
              events.await(DISCONNECTED);
            });
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).getString("reason")).contains("closed");
    assertThat(recorded.get(0).getString("localEndpoint")).isEqualTo(endpoint);
  }

  @Test
  void recordsHandshakesThatFail() throws IOException {
    Pull pull = context.pull();
    EventRecorder events = EventRecorder.on(pull);
    String endpoint = pull.bind(ANY_PORT);
    List<RecordedEvent> recorded =
        record(
            "HandshakeFailure",
            () -> {
              RawPeer.connect(endpoint).shakeHands("PULL").close(); // no peer of a PULL
              events.await(DISCONNECTED);
            });
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).getLong("value")).isEqualTo(0x10000018);
    assertThat(recorded.get(0).getString("reason")).contains("PULL");
  }

  @Test
  void recordsDrops() throws IOException {
    Router router = context.router();
    List<RecordedEvent> recorded =
        record("Drop", () -> router.send(Message.of("nobody", "message")));
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).getLong("messages")).isEqualTo(1);
    assertThat(recorded.get(0).getInt("socketId")).isEqualTo(router.id());
  }

  @Test
  void recordsHowLongASendWaited() throws IOException {
    Push push = context.push();
    List<RecordedEvent> recorded =
        record(
            "BlockedSend",
            () -> assertThat(push.trySend(Message.of("x"), Duration.ofMillis(20))).isFalse());
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    assertThat(recorded.get(0).getBoolean("isSent")).isFalse();
    assertThat(recorded.get(0).getString("socketType")).isEqualTo("PUSH");
  }

  @Test
  void recordsNothingOfASendThatNeedNotWait() throws IOException {
    Push push = context.push();
    Pull pull = context.pull();
    pull.bind("inproc://free");
    push.connect("inproc://free");
    assertThat(record("BlockedSend", () -> push.send("x"))).isEmpty();
    assertThat(Patience.receiveText(pull)).isEqualTo("x");
  }

  @Test
  void doesWithoutTheRecorderWhereTheJvmHasNone() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base,jdk.net",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutRecorder.class.getName())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("carried hello");
  }

  /** A program that runs in a JVM without the module jdk.jfr. */
  static final class WithoutRecorder {
    private WithoutRecorder() {}

    public static void main(String[] args) {
      if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
        throw new IllegalStateException("the module is there");
      }
      try (Context context = Context.create();
          Pull pull = context.pull();
          Push push = context.push()) {
        push.connect(pull.bind(ANY_PORT));
        push.send("hello");
        System.out.println("carried " + pull.receive().text());
      }
    }
  }
}
