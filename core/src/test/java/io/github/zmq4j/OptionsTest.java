package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table as a whole, row by row against libzmq's manual. */
class OptionsTest {
  /** Type: i int, l 64-bit, b bool, t time in ms, x bytes, s text, y socket type. */
  private static final String LIBZMQ =
      """
      AFFINITY              |   4 | l | 0      | RW | S
      ROUTING_ID            |   5 | x | empty  | RW | S
      SNDHWM                |  23 | i | 1000   | RW | S
      RCVHWM                |  24 | i | 1000   | RW | S
      SNDTIMEO              |  28 | t | -1     | RW | S
      RCVTIMEO              |  27 | t | -1     | RW | S
      LINGER                |  17 | t | -1     | RW | S
      IMMEDIATE             |  39 | b | false  | RW | S
      CONFLATE              |  54 | b | false  | RW | S
      MAXMSGSIZE            |  22 | l | -1     | RW | S
      RCVMORE               |  13 | b | false  | R  | S
      EVENTS                |  15 | i | 0      | R  | S
      FD                    |  14 | i | -1     | R  | S
      TYPE                  |  16 | y | PAIR   | R  | S
      THREAD_SAFE           |  81 | b | true   | R  | S
      LAST_ENDPOINT         |  32 | s | empty  | R  | S
      USE_FD                |  89 | i | -1     | RW | S
      IN_BATCH_SIZE         | 101 | i | 8192   | RW | d
      OUT_BATCH_SIZE        | 102 | i | 8192   | RW | d
      RECONNECT_IVL         |  18 | t | 100    | RW | S
      RECONNECT_IVL_MAX     |  21 | t | 0      | RW | S
      RECONNECT_STOP        | 109 | i | 0      | RW | d
      CONNECT_TIMEOUT       |  79 | t | 0      | RW | S
      HANDSHAKE_IVL         |  66 | t | 30000  | RW | S
      HEARTBEAT_IVL         |  75 | t | 0      | RW | S
      HEARTBEAT_TIMEOUT     |  77 | t | -1     | RW | S
      HEARTBEAT_TTL         |  76 | t | 0      | RW | S
      BACKLOG               |  19 | i | 100    | RW | S
      HELLO_MSG             | 110 | x | empty  | RW | d
      DISCONNECT_MSG        | 111 | x | empty  | RW | d
      HICCUP_MSG            | 114 | x | empty  | RW | d
      SNDBUF                |  11 | i | -1     | RW | S
      RCVBUF                |  12 | i | -1     | RW | S
      IPV6                  |  42 | b | false  | RW | S
      IPV4ONLY              |  31 | b | true   | RW | D
      TOS                   |  57 | i | 0      | RW | S
      PRIORITY              | 112 | i | 0      | RW | d
      BUSY_POLL             | 113 | i | 0      | RW | d
      TCP_KEEPALIVE         |  34 | i | -1     | RW | S
      TCP_KEEPALIVE_CNT     |  35 | i | -1     | RW | S
      TCP_KEEPALIVE_IDLE    |  36 | t | -1     | RW | S
      TCP_KEEPALIVE_INTVL   |  37 | t | -1     | RW | S
      TCP_MAXRT             |  80 | t | 0      | RW | S
      TCP_ACCEPT_FILTER     |  38 | s | empty  | RW | D
      IPC_FILTER_PID        |  58 | i | 0      | RW | D
      IPC_FILTER_UID        |  59 | i | 0      | RW | D
      IPC_FILTER_GID        |  60 | i | 0      | RW | D
      BINDTODEVICE          |  92 | s | empty  | RW | S
      LOOPBACK_FASTPATH     |  94 | b | false  | RW | d
      SOCKS_PROXY           |  68 | s | empty  | RW | S
      SOCKS_USERNAME        |  99 | s | empty  | RW | d
      SOCKS_PASSWORD        | 100 | s | empty  | RW | d
      RATE                  |   8 | i | 100    | RW | S
      RECOVERY_IVL          |   9 | t | 10000  | RW | S
      MULTICAST_HOPS        |  25 | i | 1      | RW | S
      MULTICAST_MAXTPDU     |  84 | i | 1500   | RW | S
      MULTICAST_LOOP        |  96 | b | true   | RW | d
      VMCI_BUFFER_SIZE      |  85 | l | 65546  | RW | S
      VMCI_BUFFER_MIN_SIZE  |  86 | l | 128    | RW | S
      VMCI_BUFFER_MAX_SIZE  |  87 | l | 262144 | RW | S
      VMCI_CONNECT_TIMEOUT  |  88 | t | -1     | RW | S
      NORM_MODE             | 117 | i | 1      | RW | d
      NORM_UNICAST_NACK     | 118 | b | false  | RW | d
      NORM_BUFFER_SIZE      | 119 | i | 2048   | RW | d
      NORM_SEGMENT_SIZE     | 120 | i | 1400   | RW | d
      NORM_BLOCK_SIZE       | 121 | i | 16     | RW | d
      NORM_NUM_PARITY       | 122 | i | 4      | RW | d
      NORM_NUM_AUTOPARITY   | 123 | i | 0      | RW | d
      NORM_PUSH             | 124 | b | false  | RW | d
      SUBSCRIBE             |   6 | x | empty  | W  | S
      UNSUBSCRIBE           |   7 | x | empty  | W  | S
      XPUB_VERBOSE          |  40 | b | false  | RW | S
      XPUB_VERBOSER         |  78 | b | false  | RW | S
      XPUB_MANUAL           |  71 | b | false  | RW | S
      XPUB_MANUAL_LAST_VALUE |  98 | b | false | RW | d
      XPUB_NODROP           |  69 | b | false  | RW | S
      XPUB_WELCOME_MSG      |  72 | x | empty  | RW | S
      INVERT_MATCHING       |  74 | b | false  | RW | S
      ONLY_FIRST_SUBSCRIBE  | 108 | b | false  | RW | d
      XSUB_VERBOSE_UNSUBSCRIBE | 115 | b | false | RW | d
      TOPICS_COUNT          | 116 | i | 0      | R  | d
      ROUTER_MANDATORY      |  33 | b | false  | RW | S
      ROUTER_HANDOVER       |  56 | b | false  | RW | S
      ROUTER_RAW            |  41 | b | false  | RW | D
      ROUTER_NOTIFY         |  97 | i | 0      | RW | d
      PROBE_ROUTER          |  51 | b | false  | RW | S
      CONNECT_ROUTING_ID    |  61 | x | empty  | RW | S
      REQ_CORRELATE         |  52 | b | false  | RW | S
      REQ_RELAXED           |  53 | b | false  | RW | S
      STREAM_NOTIFY         |  73 | b | true   | RW | S
      MECHANISM             |  43 | i | 0      | R  | S
      PLAIN_SERVER          |  44 | b | false  | RW | S
      PLAIN_USERNAME        |  45 | s | empty  | RW | S
      PLAIN_PASSWORD        |  46 | s | empty  | RW | S
      CURVE_SERVER          |  47 | b | false  | RW | S
      CURVE_PUBLICKEY       |  48 | x | empty  | RW | S
      CURVE_SECRETKEY       |  49 | x | empty  | RW | S
      CURVE_SERVERKEY       |  50 | x | empty  | RW | S
      ZAP_DOMAIN            |  55 | s | empty  | RW | S
      ZAP_ENFORCE_DOMAIN    |  93 | b | false  | RW | d
      GSSAPI_SERVER         |  62 | b | false  | RW | S
      GSSAPI_PRINCIPAL      |  63 | s | empty  | RW | S
      GSSAPI_SERVICE_PRINCIPAL |  64 | s | empty | RW | S
      GSSAPI_PLAINTEXT      |  65 | b | false  | RW | S
      GSSAPI_PRINCIPAL_NAMETYPE | 90 | i | 0  | RW | S
      GSSAPI_SERVICE_PRINCIPAL_NAMETYPE | 91 | i | 0 | RW | S
      METADATA              |  95 | s | empty  | RW | d
      WSS_KEY_PEM           | 103 | s | empty  | RW | d
      WSS_CERT_PEM          | 104 | s | empty  | RW | d
      WSS_TRUST_PEM         | 105 | s | empty  | RW | d
      WSS_HOSTNAME          | 106 | s | empty  | RW | d
      WSS_TRUST_SYSTEM      | 107 | b | false  | RW | d
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = LIBZMQ)
  void hasTheRowOfLibzmq(
      String name, int number, char type, String defaultValue, String access, char status) {
    SocketOption<?> option = Options.named(name).orElseThrow();

    assertThat(option.number()).isEqualTo(number);
    assertThat(option.valueType()).isEqualTo(valueType(type));
    assertThat(shown(option.defaultValue())).isEqualTo(defaultValue);
    assertThat((option.isReadable() ? "R" : "") + (option.isWritable() ? "W" : ""))
        .isEqualTo(access);
    assertThat(option.status())
        .isEqualTo(
            switch (status) {
              case 'S' -> SocketOption.Status.STABLE;
              case 'd' -> SocketOption.Status.DRAFT;
              default -> SocketOption.Status.DEPRECATED;
            });
  }

  private static Class<?> valueType(char letter) {
    return switch (letter) {
      case 'i' -> Integer.class;
      case 'l' -> Long.class;
      case 'b' -> Boolean.class;
      case 't' -> Duration.class;
      case 'x' -> byte[].class;
      case 's' -> String.class;
      default -> SocketType.class;
    };
  }

  private static String shown(Object value) {
    if (value instanceof Duration time) {
      return Long.toString(time.toMillis());
    } else if (value instanceof byte[] bytes) {
      return bytes.length == 0 ? "empty" : Arrays.toString(bytes);
    }
    return value.toString().isEmpty() ? "empty" : value.toString();
  }

  @Test
  void hasNoRowThatLibzmqDoesNotHave() {
    assertThat(Options.all())
        .extracting(SocketOption::name)
        .containsExactlyInAnyOrderElementsOf(
            LIBZMQ.lines().map(row -> row.substring(0, row.indexOf('|')).strip()).toList());
  }

  @Test
  void hasNoNumberTwice() {
    assertThat(Options.all()).extracting(SocketOption::number).doesNotHaveDuplicates();
  }

  @Test
  void hasNoNameTwice() {
    List<String> names = new ArrayList<>();
    for (SocketOption<?> option : Options.all()) {
      names.add(option.name());
      names.addAll(option.aliases());
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void listsEachPublicConstantOnce() throws IllegalAccessException {
    Set<Object> constants = new HashSet<>();
    for (Class<?> section = Options.class; section != null; section = section.getSuperclass()) {
      for (Field field : section.getDeclaredFields()) {
        if (field.getType() == SocketOption.class && Modifier.isPublic(field.getModifiers())) {
          constants.add(field.get(null));
        }
      }
    }
    assertThat(constants).containsExactlyInAnyOrderElementsOf(new HashSet<>(Options.all()));
  }

  @Test
  void isListedInTheOrderOfTheTable() {
    assertThat(Options.all()).startsWith(Options.AFFINITY, Options.ROUTING_ID);
    assertThat(Options.all()).endsWith(Options.WSS_TRUST_SYSTEM);
    assertThat(Options.all()).containsSubsequence(Options.BACKLOG, Options.SEND_BUFFER);
  }

  @Test
  void isFoundByNumber() {
    for (SocketOption<?> option : Options.all()) {
      assertThat(Options.numbered(option.number())).containsSame(option);
    }
    assertThat(Options.numbered(0)).isEmpty();
    assertThat(Options.numbered(-1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ZMQ_SNDHWM, SNDHWM",
    "sndhwm, SNDHWM",
    "IDENTITY, ROUTING_ID",
    "ZMQ_DELAY_ATTACH_ON_CONNECT, IMMEDIATE",
    "FAIL_UNROUTABLE, ROUTER_MANDATORY",
    "ROUTER_BEHAVIOR, ROUTER_MANDATORY",
    "CONNECT_RID, CONNECT_ROUTING_ID"
  })
  void isFoundByEachName(String name, String option) {
    assertThat(Options.named(name).orElseThrow().name()).isEqualTo(option);
  }

  @Test
  void isNotFoundByOtherNames() {
    assertThat(Options.named("SEND_HIGH_WATER_MARK")).isEmpty();
    assertThat(Options.named("")).isEmpty();
  }

  @Test
  void takesEffectAtOnceWhereLibzmqSaysSo() {
    String live =
        "SUBSCRIBE UNSUBSCRIBE LINGER SNDHWM RCVHWM SNDTIMEO RCVTIMEO ROUTER_HANDOVER"
            + " ROUTER_MANDATORY PROBE_ROUTER REQ_CORRELATE REQ_RELAXED XPUB_VERBOSE XPUB_VERBOSER"
            + " XPUB_MANUAL XPUB_MANUAL_LAST_VALUE XPUB_NODROP XPUB_WELCOME_MSG INVERT_MATCHING"
            + " ONLY_FIRST_SUBSCRIBE XSUB_VERBOSE_UNSUBSCRIBE CONNECT_ROUTING_ID";
    assertThat(Options.all().stream().filter(SocketOption::isWritable))
        .filteredOn(option -> option.effect() == SocketOption.Effect.LIVE)
        .extracting(SocketOption::name)
        .containsExactlyInAnyOrder(live.split(" "));
  }

  @Test
  void saysWhyWhatTheJvmLacksIsNotAvailable() {
    Set<String> unsupported =
        Options.all().stream()
            .filter(option -> option.unsupportedReason() != null)
            .map(SocketOption::name)
            .collect(Collectors.toSet());
    assertThat(unsupported)
        .contains("FD", "USE_FD", "BINDTODEVICE", "PRIORITY", "RATE", "VMCI_BUFFER_SIZE")
        .contains("NORM_MODE", "GSSAPI_SERVER", "IPC_FILTER_UID", "WSS_KEY_PEM")
        .doesNotContain("TCP_KEEPALIVE_IDLE", "TOS", "SOCKS_PROXY", "METADATA", "TCP_MAXRT");
  }

  @Test
  void describesEachOptionInAFewWords() {
    assertThat(Options.all())
        .allSatisfy(
            option -> {
              assertThat(option.description()).isNotBlank().doesNotEndWith(".");
              assertThat(option.range()).isNotBlank();
              assertThat(option.socketTypes()).isNotEmpty();
            });
  }

  @Test
  void keepsSecretsSecret() {
    assertThat(Options.all().stream().filter(SocketOption::isSecret))
        .extracting(SocketOption::name)
        .containsExactlyInAnyOrder(
            "SOCKS_PASSWORD", "PLAIN_PASSWORD", "CURVE_SECRETKEY", "WSS_KEY_PEM");
  }

  @Test
  void startsEachOptionWithAValueItWouldTakeOrCannotBeSetTo() {
    // These start empty and, once set, stay set, as in libzmq.
    Set<String> neverEmptyAgain = Set.of("ROUTING_ID", "CONNECT_ROUTING_ID", "METADATA");
    Stream<SocketOption<?>> others =
        Options.all().stream().filter(option -> !neverEmptyAgain.contains(option.name()));
    assertThat(others).allSatisfy(OptionsTest::checkDefault);
  }

  private static <T> void checkDefault(SocketOption<T> option) {
    assertThat(option.check(option.defaultValue())).isEqualTo(option.defaultValue());
  }
}
