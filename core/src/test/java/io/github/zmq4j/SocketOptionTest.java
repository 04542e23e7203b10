package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SocketOptionTest {
  private static final List<SocketOption<Integer>> FROM_ZERO =
      List.of(
          Options.SEND_HIGH_WATER_MARK,
          Options.RECEIVE_HIGH_WATER_MARK,
          Options.BACKLOG,
          Options.TYPE_OF_SERVICE,
          Options.PRIORITY);

  private static final List<SocketOption<Integer>> FROM_ONE =
      List.of(
          Options.RECEIVE_BATCH_SIZE,
          Options.SEND_BATCH_SIZE,
          Options.MULTICAST_RATE,
          Options.MULTICAST_HOPS,
          Options.MULTICAST_MAX_TPDU,
          Options.NORM_BUFFER_SIZE,
          Options.NORM_SEGMENT_SIZE);

  private static final List<SocketOption<Integer>> FROM_MINUS_ONE =
      List.of(
          Options.USE_FILE_DESCRIPTOR,
          Options.SEND_BUFFER,
          Options.RECEIVE_BUFFER,
          Options.TCP_KEEPALIVE_COUNT);

  private static final List<SocketOption<Duration>> FINITE_TIMES =
      List.of(
          Options.RECONNECT_INTERVAL_MAX,
          Options.CONNECT_TIMEOUT,
          Options.HANDSHAKE_INTERVAL,
          Options.HEARTBEAT_INTERVAL,
          Options.TCP_MAX_RETRANSMIT_TIME,
          Options.RECOVERY_INTERVAL);

  private static final List<SocketOption<Duration>> TIMES_OR_INFINITE =
      List.of(
          Options.SEND_TIMEOUT,
          Options.RECEIVE_TIMEOUT,
          Options.LINGER,
          Options.RECONNECT_INTERVAL,
          Options.HEARTBEAT_TIMEOUT,
          Options.VMCI_CONNECT_TIMEOUT);

  private static final List<SocketOption<String>> SHORT_TEXTS =
      List.of(
          Options.TCP_ACCEPT_FILTER,
          Options.SOCKS_USERNAME,
          Options.SOCKS_PASSWORD,
          Options.PLAIN_USERNAME,
          Options.PLAIN_PASSWORD,
          Options.ZAP_DOMAIN,
          Options.GSSAPI_PRINCIPAL,
          Options.GSSAPI_SERVICE_PRINCIPAL);

  private static final List<SocketOption<byte[]>> ANY_BYTES =
      List.of(
          Options.SUBSCRIBE,
          Options.UNSUBSCRIBE,
          Options.HELLO_MESSAGE,
          Options.DISCONNECT_MESSAGE,
          Options.HICCUP_MESSAGE,
          Options.XPUB_WELCOME_MESSAGE);

  private static final List<SocketOption<byte[]>> KEYS =
      List.of(Options.CURVE_PUBLIC_KEY, Options.CURVE_SECRET_KEY, Options.CURVE_SERVER_KEY);

  static Stream<Arguments> legal() {
    Stream.Builder<Arguments> rows = Stream.builder();
    FROM_ZERO.forEach(option -> add(rows, option, 0, 1, Integer.MAX_VALUE));
    FROM_ONE.forEach(option -> add(rows, option, 1, Integer.MAX_VALUE));
    FROM_MINUS_ONE.forEach(option -> add(rows, option, -1, 0, Integer.MAX_VALUE));
    FINITE_TIMES.forEach(option -> add(rows, option, Duration.ZERO, ms(1), ms(Integer.MAX_VALUE)));
    TIMES_OR_INFINITE.forEach(
        option -> add(rows, option, ms(-1), Duration.ZERO, ms(Integer.MAX_VALUE)));
    SHORT_TEXTS.forEach(option -> add(rows, option, "", "x", "x".repeat(255)));
    ANY_BYTES.forEach(option -> add(rows, option, new byte[0], new byte[1], new byte[70_000]));
    KEYS.forEach(option -> add(rows, option, new byte[0], new byte[32]));
    add(rows, Options.ROUTING_ID, new byte[1], new byte[255]);
    add(rows, Options.CONNECT_ROUTING_ID, new byte[1], new byte[256]);
    add(rows, Options.AFFINITY, 0L, -1L, Long.MAX_VALUE);
    add(rows, Options.MAX_MESSAGE_SIZE, -1L, 0L, Long.MAX_VALUE);
    add(rows, Options.RECONNECT_STOP, 0, 7, -1);
    add(rows, Options.BUSY_POLL, 0, -1);
    add(rows, Options.TCP_KEEPALIVE, -1, 0, 1);
    add(rows, Options.TCP_KEEPALIVE_IDLE, ms(-1), Duration.ZERO, Duration.ofHours(2));
    add(rows, Options.TCP_KEEPALIVE_INTERVAL, ms(-1), Duration.ZERO, Duration.ofSeconds(75));
    add(rows, Options.HEARTBEAT_TTL, Duration.ZERO, ms(100), ms(6_553_500));
    add(rows, Options.BIND_TO_DEVICE, "", "x".repeat(16));
    add(rows, Options.SOCKS_PROXY, "", "x".repeat(300));
    add(rows, Options.ROUTER_NOTIFY, 0, 3);
    add(rows, Options.NORM_MODE, 0, 4);
    add(rows, Options.NORM_BLOCK_SIZE, 1, 255);
    add(rows, Options.NORM_NUM_PARITY, 0, 254);
    add(rows, Options.NORM_NUM_AUTO_PARITY, 0, 254);
    add(rows, Options.GSSAPI_PRINCIPAL_NAME_TYPE, 0, 2);
    add(rows, Options.GSSAPI_SERVICE_PRINCIPAL_NAME_TYPE, 0, 2);
    add(rows, Options.METADATA, "X-a:b", "X-hello:a:b", "X-" + "n".repeat(253) + ":v");
    return rows.build();
  }

  static Stream<Arguments> illegal() {
    Stream.Builder<Arguments> rows = Stream.builder();
    FROM_ZERO.forEach(option -> add(rows, option, -1, Integer.MIN_VALUE));
    FROM_ONE.forEach(option -> add(rows, option, 0, -1));
    FROM_MINUS_ONE.forEach(option -> add(rows, option, -2, Integer.MIN_VALUE));
    FINITE_TIMES.forEach(option -> add(rows, option, ms(-1), ms(Integer.MAX_VALUE + 1L)));
    TIMES_OR_INFINITE.forEach(option -> add(rows, option, ms(Integer.MAX_VALUE + 1L)));
    SHORT_TEXTS.forEach(option -> add(rows, option, "x".repeat(256), "é".repeat(128)));
    KEYS.forEach(option -> add(rows, option, new byte[31], new byte[33], new byte[40]));
    add(rows, Options.ROUTING_ID, new byte[0], new byte[256]);
    add(rows, Options.CONNECT_ROUTING_ID, new byte[0]);
    add(rows, Options.TCP_KEEPALIVE, -2, 2);
    add(rows, Options.TCP_KEEPALIVE_IDLE, ms(500), Duration.ofSeconds(Integer.MAX_VALUE + 1L));
    add(rows, Options.TCP_KEEPALIVE_INTERVAL, ms(1500));
    add(rows, Options.HEARTBEAT_TTL, ms(-1), ms(6_553_600));
    add(rows, Options.BIND_TO_DEVICE, "x".repeat(17));
    add(rows, Options.ROUTER_NOTIFY, -1, 4);
    add(rows, Options.NORM_MODE, -1, 5);
    add(rows, Options.NORM_BLOCK_SIZE, 0, 256);
    add(rows, Options.NORM_NUM_PARITY, -1, 255);
    add(rows, Options.NORM_NUM_AUTO_PARITY, -1, 255);
    add(rows, Options.GSSAPI_PRINCIPAL_NAME_TYPE, -1, 3);
    add(rows, Options.GSSAPI_SERVICE_PRINCIPAL_NAME_TYPE, -1, 3);
    add(
        rows,
        Options.METADATA,
        "",
        "X-a",
        "X-a:",
        "X-:b",
        "hello:b",
        "X-" + "n".repeat(254) + ":v");
    return rows.build();
  }

  @SafeVarargs
  private static <T> void add(Stream.Builder<Arguments> rows, SocketOption<T> option, T... values) {
    for (T value : values) {
      rows.add(Arguments.of(option, value));
    }
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @ParameterizedTest
  @MethodSource("legal")
  <T> void takes(SocketOption<T> option, T value) {
    assertThat(option.check(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("illegal")
  <T> void refuses(SocketOption<T> option, T value) {
    assertThatThrownBy(() -> option.check(value))
        .isInstanceOfSatisfying(
            ZmqException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EINVAL))
        .hasMessageContaining(option.name() + " takes " + option.range());
  }

  @Test
  void namesTheOptionTheRangeAndTheValueItRefuses() {
    assertThatThrownBy(() -> Options.SEND_HIGH_WATER_MARK.check(-5))
        .hasMessage("SNDHWM takes 0 or more; got -5 (EINVAL)");
    assertThatThrownBy(() -> Options.HEARTBEAT_INTERVAL.check(ms(-5)))
        .hasMessage("HEARTBEAT_IVL takes 0 to 2147483647 ms; got -5 ms (EINVAL)");
    assertThatThrownBy(() -> Options.ROUTING_ID.check(new byte[300]))
        .hasMessage("ROUTING_ID takes 1 to 255 bytes; got 300 bytes (EINVAL)");
    assertThatThrownBy(() -> Options.METADATA.check("colour"))
        .hasMessageContaining("; got \"colour\" (EINVAL)");
  }

  @Test
  void doesNotTellTheSecretItRefuses() {
    assertThatThrownBy(() -> Options.PLAIN_PASSWORD.check("hunter2".repeat(40)))
        .hasMessage("PLAIN_PASSWORD takes text of at most 255 bytes; got another value (EINVAL)");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void refusesAValueOfAnotherType() {
    SocketOption raw = Options.numbered(23).orElseThrow();
    assertThatThrownBy(() -> raw.check("many"))
        .hasMessage("SNDHWM takes a value of type Integer, not String (EINVAL)");
    assertThatThrownBy(() -> raw.check(null))
        .hasMessage("SNDHWM takes a value of type Integer, not null (EINVAL)");
  }

  @Test
  void keepsOneNegativeTime() {
    assertThat(Options.LINGER.check(Duration.ofDays(-3))).isEqualTo(SocketOption.INFINITE);
    assertThat(Options.SEND_TIMEOUT.check(Duration.ofNanos(-1))).isEqualTo(SocketOption.INFINITE);
    assertThat(Options.TCP_KEEPALIVE_IDLE.check(ms(-1500))).isEqualTo(SocketOption.INFINITE);
    assertThat(Options.MAX_MESSAGE_SIZE.check(-7L)).isEqualTo(-1);
  }

  @Test
  void keepsTheHeartbeatTtlInStepsOf100MillisecondsRoundedDown() {
    assertThat(Options.HEARTBEAT_TTL.check(ms(99))).isZero();
    assertThat(Options.HEARTBEAT_TTL.check(ms(1_999))).isEqualTo(ms(1_900));
    assertThat(Options.HEARTBEAT_TTL.check(ms(6_553_599))).isEqualTo(ms(6_553_500));
  }

  @Test
  void measuresTextInUtf8() {
    assertThat("é".repeat(127).getBytes(UTF_8)).hasSize(254);
    assertThat(Options.ZAP_DOMAIN.check("é".repeat(127))).hasSize(127);
  }

  @Test
  void startsSubscribersWithoutLinger() {
    assertThat(Options.LINGER.defaultFor(SocketType.SUB)).isZero();
    assertThat(Options.LINGER.defaultFor(SocketType.XSUB)).isZero();
    assertThat(Options.LINGER.defaultFor(SocketType.DISH)).isZero();
    assertThat(Options.LINGER.defaultFor(SocketType.PUB)).isEqualTo(SocketOption.INFINITE);
    assertThat(Options.SEND_HIGH_WATER_MARK.defaultFor(SocketType.SUB)).isEqualTo(1000);
  }

  @Test
  void reportsTheTypeOfEachSocketAsItsDefault() {
    for (SocketType type : SocketType.values()) {
      assertThat(Options.TYPE.defaultFor(type)).isEqualTo(type);
    }
  }

  @Test
  void refusesTypesOfSocketItDoesNotApplyTo() {
    assertThat(Options.REQ_RELAXED.appliesTo(SocketType.REQ)).isTrue();
    assertThat(Options.REQ_RELAXED.appliesTo(SocketType.DEALER)).isFalse();
    assertThatThrownBy(() -> Options.REQ_RELAXED.checkSet(SocketType.DEALER, true))
        .hasMessage("REQ_RELAXED does not apply to DEALER sockets, only to [REQ] (EINVAL)");
    assertThatThrownBy(() -> Options.REQ_RELAXED.checkGet(SocketType.DEALER))
        .isInstanceOf(ZmqException.class);
    assertThat(Options.REQ_RELAXED.checkSet(SocketType.REQ, true)).isTrue();
  }

  @Test
  void refusesToSetWhatReports() {
    assertThatThrownBy(() -> Options.LAST_ENDPOINT.checkSet(SocketType.PUB, "tcp://*:1"))
        .hasMessage("LAST_ENDPOINT can only be read on a PUB socket, not set (EINVAL)");
    Options.LAST_ENDPOINT.checkGet(SocketType.PUB);
  }

  @Test
  void readsTheRoutingIdOfAStreamButDoesNotSetIt() {
    Options.ROUTING_ID.checkGet(SocketType.STREAM);
    assertThat(Options.ROUTING_ID.isWritable(SocketType.STREAM)).isFalse();
    assertThatThrownBy(() -> Options.ROUTING_ID.checkSet(SocketType.STREAM, new byte[1]))
        .isInstanceOf(ZmqException.class);
    assertThat(Options.ROUTING_ID.isWritable(SocketType.DEALER)).isTrue();
  }

  @Test
  void refusesToReadCommands() {
    assertThatThrownBy(() -> Options.SUBSCRIBE.checkGet(SocketType.SUB))
        .hasMessage("SUBSCRIBE can only be set, not read (EINVAL)");
  }

  @Test
  void saysWhyItIsNotAvailable() {
    assertThatThrownBy(() -> Options.BIND_TO_DEVICE.checkSet(SocketType.PUB, "eth0"))
        .isInstanceOfSatisfying(
            ZmqException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOTSUP))
        .hasMessageStartingWith("BINDTODEVICE is not available: the JDK has no SO_BINDTODEVICE");
    assertThatThrownBy(() -> Options.FILE_DESCRIPTOR.checkGet(SocketType.PUB))
        .hasMessageContaining("ENOTSUP");
  }

  @Test
  void givesAwayItsDefaultAsACopy() {
    assertThat(Options.ROUTING_ID.defaultValue()).isNotSameAs(Options.ROUTING_ID.defaultValue());
  }
}
