package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextOptionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IO_THREADS                 |  1 | 1          | yes
          MAX_SOCKETS                |  2 | 1023       | yes
          SOCKET_LIMIT               |  3 | 65535      | no
          THREAD_PRIORITY            |  3 | -1         | no
          THREAD_SCHED_POLICY        |  4 | -1         | no
          MAX_MSGSZ                  |  5 | 2147483647 | yes
          MSG_T_SIZE                 |  6 | 64         | no
          THREAD_AFFINITY_CPU_ADD    |  7 | -1         | no
          THREAD_AFFINITY_CPU_REMOVE |  8 | -1         | no
          THREAD_NAME_PREFIX         |  9 | ''         | yes
          ZERO_COPY_RECV             | 10 | true       | no
          IPV6                       | 42 | false      | yes
          BLOCKY                     | 70 | true       | yes
          """)
  void hasTheRowOfLibzmq(String name, int number, String defaultValue, String writable) {
    ContextOption<?> option =
        ContextOption.all().stream().filter(o -> o.name().equals(name)).findAny().orElseThrow();
    assertThat(option.number()).isEqualTo(number);
    assertThat(option.defaultValue()).hasToString(defaultValue);
    assertThat(option.isWritable()).isEqualTo(writable.equals("yes"));
  }

  @Test
  void hasNoRowThatLibzmqDoesNotHave() {
    assertThat(ContextOption.all()).hasSize(13);
  }

  @Test
  void checksRanges() {
    assertThat(ContextOption.IO_THREADS.checkSet(0)).isZero();
    assertThatThrownBy(() -> ContextOption.IO_THREADS.checkSet(-1))
        .hasMessage("IO_THREADS takes 0 or more; got -1 (EINVAL)");
    assertThat(ContextOption.MAX_SOCKETS.checkSet(65_535)).isEqualTo(65_535);
    for (int illegal : List.of(0, 65_536)) {
      assertThatThrownBy(() -> ContextOption.MAX_SOCKETS.checkSet(illegal))
          .hasMessageContaining("MAX_SOCKETS takes 1 to 65535");
    }
    assertThatThrownBy(() -> ContextOption.MAX_MESSAGE_SIZE.checkSet(-1))
        .isInstanceOf(ZmqException.class);
    assertThat(ContextOption.THREAD_NAME_PREFIX.checkSet("x".repeat(16))).hasSize(16);
    assertThatThrownBy(() -> ContextOption.THREAD_NAME_PREFIX.checkSet("x".repeat(17)))
        .isInstanceOf(ZmqException.class);
  }

  @Test
  void refusesToSetWhatReports() {
    assertThatThrownBy(() -> ContextOption.SOCKET_LIMIT.checkSet(1))
        .hasMessage("SOCKET_LIMIT can only be read, not set (EINVAL)");
    ContextOption.SOCKET_LIMIT.checkGet();
  }

  @Test
  void saysWhyItIsNotAvailable() {
    assertThatThrownBy(() -> ContextOption.THREAD_PRIORITY.checkSet(1))
        .hasMessageStartingWith("THREAD_PRIORITY is not available: a JVM cannot")
        .hasMessageEndingWith("(ENOTSUP)");
    assertThatThrownBy(ContextOption.THREAD_PRIORITY::checkGet).hasMessageContaining("ENOTSUP");
  }
}
