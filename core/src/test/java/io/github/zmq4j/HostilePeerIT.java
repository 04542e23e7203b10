package io.github.zmq4j;

import static io.github.zmq4j.MonitorEvent.Type.ACCEPTED;
import static io.github.zmq4j.MonitorEvent.Type.DISCONNECTED;
import static io.github.zmq4j.MonitorEvent.Type.HANDSHAKE_FAILED_NO_DETAIL;
import static io.github.zmq4j.Patience.receiveText;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.internal.zmtp.wire.Hex;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peers that are broken or mean no good: each costs its own connection and nothing else, while a
 * good client goes on being served.
 */
@ExtendWith(LibraryThreads.class)
class HostilePeerIT {
  private static final String TCP = "tcp://127.0.0.1:*";

  private final Context serving = Context.builder().blocky(false).build();
  private final Context asking = Context.builder().blocky(false).build();
  private final Rep server = serving.rep();
  private final Req client = asking.req();
  private final EventRecorder events = EventRecorder.on(server);
  private String endpoint = "";
  private Caller<Integer> service = Caller.start(() -> 0);

  @BeforeEach
  void serve() {
    server.set(Options.HANDSHAKE_INTERVAL, Duration.ofMillis(200));
    endpoint = server.bind(TCP);
    service =
        Caller.start(
            () -> {
              int served = 0;
              try {
                while (true) {
                  server.send(server.receive());
                  served++;
                }
              } catch (ContextTerminatedException e) {
                return served;
              }
            });
    client.connect(endpoint);
    assertIsServed();
    events.await(ACCEPTED);
  }

  @AfterEach
  void close() {
    assertIsServed();
    asking.close();
    serving.close();
    service.result();
  }

  private void assertIsServed() {
    for (int i = 0; i < 20; i++) {
      client.send("good request " + i);
      assertThat(receiveText(client)).isEqualTo("good request " + i);
    }
  }

  // ---- Handshakes ------------------------------------------------------------------------------

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "hello",
      })
  void stopsOtherProtocols(String text) {
    try (RawPeer peer = RawPeer.connect(endpoint)) {
      peer.send(text.getBytes(US_ASCII));
      assertIsServed();
      peer.readUntilClosed();
    }
    events.await(DISCONNECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void stopsGarbage(int seed) {
    byte[] garbage = new byte[100_000];
    new Random(seed).nextBytes(garbage);
    try (RawPeer peer = RawPeer.connect(endpoint)) {
      try {
        peer.send(garbage);
      } catch (UncheckedIOException e) {
        // It was closed while we were at it.
      }
      peer.readUntilClosed();
    }
    events.await(DISCONNECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void stopsGarbageAfterAGoodGreeting(int seed) {
    byte[] garbage = new byte[10_000];
    new Random(seed).nextBytes(garbage);
    try (RawPeer peer = RawPeer.connect(endpoint).send(RawPeer.GREETING)) {
      try {
        peer.send(garbage);
      } catch (UncheckedIOException e) {
        // It was closed while we were at it.
      }
      peer.readUntilClosed();
    }
    events.await(DISCONNECTED);
  }

  @ParameterizedTest(name = "after \"{0}\"")
  @ValueSource(
      strings = {
        "",
        "ff",
        "ff 00000000",
        RawPeer.SIGNATURE,
        RawPeer.SIGNATURE + "03",
        RawPeer.SIGNATURE + "03 01 4e55",
        RawPeer.GREETING,
        RawPeer.GREETING + "04 26 05524541",
      })
  void dropsAPeerThatFallsSilentInTheHandshake(String hex) {
    try (RawPeer peer = RawPeer.connect(endpoint)) {
      peer.send(hex);
      assertIsServed();
      MonitorEvent failed = events.await(HANDSHAKE_FAILED_NO_DETAIL);
      assertThat(failed.error()).isEqualTo(ErrorCode.ETIMEDOUT);
      events.next(DISCONNECTED);
      peer.readUntilClosed();
    }
  }

  @Test
  void dropsAPeerThatSpeaksAByteAtATimeButNeverEnds() {
    try (RawPeer peer = RawPeer.connect(endpoint)) {
      AtomicBoolean closed = new AtomicBoolean();
      Caller<Void> drip =
          Caller.run(
              () -> {
                try {
                  for (byte octet : Hex.bytes(RawPeer.SIGNATURE, "03 01", "00".repeat(40))) {
                    peer.send(new byte[] {octet});
                    LockSupport.parkNanos(20_000_000);
                    if (closed.get()) {
                      return;
                    }
                  }
                } catch (UncheckedIOException e) {
                  // closed
                }
              });
      assertThat(events.await(HANDSHAKE_FAILED_NO_DETAIL).error()).isEqualTo(ErrorCode.ETIMEDOUT);
      closed.set(true);
      drip.result();
    }
  }

  @Test
  void acceptsAGreetingAByteAtATime() {
    try (RawPeer peer = RawPeer.connect(endpoint)) {
      for (byte octet : Hex.bytes(RawPeer.GREETING, RawPeer.ready("REQ"), "01 00", "00 01 61")) {
        peer.send(new byte[] {octet});
      }
      peer.read(64);
      peer.readFrame();
      peer.expect("01 00", "00 01 61");
    }
  }

  @Test
  void refusesAPeerOfAWrongType() {
    try (RawPeer peer = RawPeer.connect(endpoint)) {
      peer.send(RawPeer.GREETING, RawPeer.ready("SUB"));
      peer.readUntilClosed();
    }
    events.await(MonitorEvent.Type.HANDSHAKE_FAILED_PROTOCOL);
  }

  @Test
  void refusesAPeerOfAnotherMechanism() {
    String plain = RawPeer.GREETING.replace("4e554c4c00", "504c41494e");
    try (RawPeer peer = RawPeer.connect(endpoint)) {
      peer.send(plain);
      peer.readUntilClosed();
    }
    MonitorEvent failed = events.await(MonitorEvent.Type.HANDSHAKE_FAILED_PROTOCOL);
    assertThat(failed.value()).isEqualTo(0x11000002L);
  }

  @Test
  void stopsAHandshakeOfManyBytes() {
    try (RawPeer peer = RawPeer.connect(endpoint).send(RawPeer.GREETING)) {
      try {
        peer.send("06 0000000000100000"); // a READY of a mebibyte
        peer.send(new byte[1 << 20]);
      } catch (UncheckedIOException e) {
        // It was closed while we were at it.
      }
      peer.readUntilClosed();
    }
    events.await(DISCONNECTED);
  }

  @Test
  void servesAmongHundredsOfStrangersThatSayNothing() {
    List<RawPeer> strangers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      strangers.add(RawPeer.connect(endpoint));
    }
    assertIsServed();
    for (int i = 0; i < 300; i++) {
      events.await(DISCONNECTED);
    }
    strangers.forEach(RawPeer::close);
  }

  // ---- Traffic ---------------------------------------------------------------------------------

  @Test
  void commitsNoMemoryOnAPeersWord() {
    List<RawPeer> boasters = new ArrayList<>();
    long before = usedHeap();
    for (int i = 0; i < 100; i++) {
      RawPeer peer = RawPeer.connect(endpoint).shakeHands("REQ");
      boasters.add(peer.send("01 00", "02 000000007ffffff0").send(new byte[1000]));
    }
    assertIsServed();
    assertThat(usedHeap() - before).isLessThan(16 << 20);
    boasters.forEach(RawPeer::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"02 ffffffffffffffff", "02 7fffffffffffffff", "02 0000000080000000"})
  void stopsAFrameThatNobodyCouldHold(String header) {
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("REQ")) {
      peer.send("01 00").send(header);
      peer.readUntilClosed();
    }
    events.await(DISCONNECTED);
  }

  @Test
  void stopsAFrameLargerThanAllowed() {
    try (Context context = Context.builder().blocky(false).build();
        Pull pull = context.pull()) {
      pull.set(Options.MAX_MESSAGE_SIZE, 1000L);
      String limited = pull.bind(TCP);
      try (RawPeer peer = RawPeer.connect(limited).shakeHands("PUSH")) {
        peer.send("02 00000000000003e8").send(new byte[1000]);
        assertThat(Patience.receive(pull).size()).isEqualTo(1000);
        peer.send("02 00000000000003e9");
        peer.readUntilClosed();
      }
    }
  }

  @Test
  void stopsAMessageThatNeverEnds() {
    byte[] frames = new byte[64 * 1024]; // empty, and more follow
    for (int i = 0; i < frames.length; i += 2) {
      frames[i] = 1;
    }
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("REQ")) {
      for (int i = 0; i < (1 << 20) / (frames.length / 2); i++) {
        peer.send(frames);
      }
      assertIsServed();
      peer.send("01 00");
      peer.readUntilClosed();
    }
    assertThat(events.await(DISCONNECTED).reason()).contains("1048576 frames");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05 05 04504f4e47", // a command with MORE
        "04 00", // a command without a name
        "04 06 0450494e47 00", // a PING without its TTL
        "04 03 ff5049", // a name beyond the frame
      })
  void stopsMalformedTraffic(String hex) {
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("REQ")) {
      peer.send(hex);
      peer.readUntilClosed();
    }
    events.await(DISCONNECTED);
  }

  @Test
  void ignoresCommandsThatItDoesNotKnow() {
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("REQ")) {
      peer.send("04 06 054655545552"); // FUTUR
      peer.send("01 00", "00 01 61").expect("01 00", "00 01 61");
    }
  }

  @Test
  void servesAPeerThatFloodsTinyMessagesAndNeverReads() {
    byte[] requests = Hex.bytes("01 00 00 01 61".repeat(1000));
    long before = usedHeap();
    AtomicBoolean done = new AtomicBoolean();
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("REQ")) {
      Caller<Void> flood =
          Caller.run(
              () -> {
                try {
                  while (!done.get()) {
                    peer.send(requests);
                  }
                } catch (UncheckedIOException e) {
                  // closed
                }
              });
      for (int i = 0; i < 10; i++) {
        assertIsServed();
      }
      assertThat(usedHeap() - before).isLessThan(32 << 20);
      done.set(true);
      peer.reset();
      flood.result();
    }
  }

  @Test
  void keepsFewAnswersForAPeerThatFloodsPingsAndNeverReads() {
    byte[] pings = Hex.bytes(("04 17 0450494e47 0000" + "ab".repeat(16)).repeat(1000));
    long before = usedHeap();
    try (RawPeer peer = RawPeer.connect(endpoint).shakeHands("REQ")) {
      Caller<Void> flood =
          Caller.run(
              () -> {
                try {
                  for (int i = 0; i < 500; i++) {
                    peer.send(pings);
                  }
                } catch (UncheckedIOException e) {
                  // It may as well be closed.
                }
              });
      assertIsServed();
      flood.result();
      assertThat(usedHeap() - before).isLessThan(16 << 20);
      peer.reset();
    }
  }

  @Test
  void holdsNoMoreThanTheMarkForAPeerThatNeverReads() {
    try (Context context = Context.builder().blocky(false).build();
        Push push = context.push();
        Pull good = context.pull()) {
      push.set(Options.SEND_HIGH_WATER_MARK, 10);
      String pushing = push.bind(TCP);
      try (RawPeer deaf = RawPeer.connect(pushing).shakeHands("PULL")) {
        push.send(new byte[100_000]);
        good.connect(pushing);
        for (int i = 0; i < 2000; i++) { // the deaf one takes its share until it is full
          assertThat(push.trySend(Message.wrap(new byte[20_000]), Patience.LIMIT)).isTrue();
          while (good.tryReceive() != null) {
            // and the good one takes the rest
          }
        }
        assertThat(deaf.socket().isClosed()).isFalse();
      }
    }
  }

  @Test
  void survivesPeersThatResetAtAnyMoment() {
    String conversation =
        RawPeer.GREETING + RawPeer.ready("REQ") + "01 00 02 0000000000001000" + "61".repeat(4096);
    byte[] octets = Hex.bytes(conversation);
    Random random = new Random(42);
    for (int i = 0; i < 200; i++) {
      RawPeer peer = RawPeer.connect(endpoint);
      int length = random.nextInt(octets.length + 1);
      peer.send(Arrays.copyOf(octets, length));
      if (random.nextBoolean()) {
        peer.reset();
      } else {
        peer.close();
      }
    }
    assertIsServed();
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
