package io.github.zmq4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.ZmqException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:5555, 127.0.0.1, 5555",
    "[::1]:65535, ::1, 65535",
    "::1:80, ::1, 80",
    "my-host_2.example.org:00080, my-host_2.example.org, 80",
    "*:*, *, 0"
  })
  void splitsHostAndPort(String text, String host, int port) {
    assertThat(TcpAddress.parse(text)).isEqualTo(new TcpAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        ":80",
        "host:",
        "host:65536",
        "host:000080",
        "host:-1",
        "host:+1",
        "host:8o",
        "host:\u0661",
        "ho st:80",
        "h\u00f6st:80",
        "a/b:80",
        "[]:80",
        "[host:80",
        "h:[::1]:80"
      })
  void refusesWhatIsMalformed(String text) {
    assertThatThrownBy(() -> TcpAddress.parse(text)).isInstanceOf(ZmqException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "10.09.1.100", "::", "fe80::1%eth0"})
  void knowsAddressesThatNeedNoNameService(String host) {
    assertThat(new TcpAddress(host, 1).isLiteral()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        ".1.2.3",
        "1..2.3",
        "256.1.1.1",
        "1.2.3.a",
        "001.2.3.4",
        "1.2.3.1000",
        "12",
        ""
      })
  void knowsNamesFromAddresses(String host) {
    assertThat(new TcpAddress(host, 1).isLiteral()).isFalse();
  }

  @Test
  void looksUpAnAddressAsItIs() throws Exception {
    assertThat(new TcpAddress("127.0.0.1", 1).lookUp(false))
        .singleElement()
        .hasToString("/127.0.0.1");
  }
}
