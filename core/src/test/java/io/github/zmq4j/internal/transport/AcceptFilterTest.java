package io.github.zmq4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptFilterTest {
  private static boolean lets(AcceptFilter filter, String address) {
    return filter.lets(new InetSocketAddress(address, 5555));
  }

  @Test
  void letsEverybodyInWithoutRules() {
    assertThat(lets(AcceptFilter.NONE, "192.0.2.1")).isTrue();
    assertThat(lets(AcceptFilter.NONE, "2001:db8::1")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,        192.0.2.1,     true",
    "192.0.2.1,        192.0.2.2,     false",
    "192.0.2.0/24,     192.0.2.255,   true",
    "192.0.2.0/24,     192.0.3.0,     false",
    "192.0.2.128/25,   192.0.2.129,   true",
    "192.0.2.128/25,   192.0.2.127,   false",
    "192.0.2.0/31,     192.0.2.1,     true",
    "192.0.2.0/31,     192.0.2.2,     false",
    "0.0.0.0/0,        203.0.113.9,   true",
    "0.0.0.0/0,        2001:db8::1,   false",
    "2001:db8::/32,    2001:db8:7::1, true",
    "[2001:db8::]/32,  2001:db9::1,   false",
    "[::1],            ::1,           true",
    "::1,              127.0.0.1,     false",
  })
  void letsInWhoHasTheFirstBitsOfTheRule(String rule, String address, boolean expected) {
    assertThat(lets(AcceptFilter.NONE.plus(rule), address)).isEqualTo(expected);
  }

  @Test
  void addsUpItsRules() {
    AcceptFilter filter = AcceptFilter.NONE.plus("192.0.2.1").plus("198.51.100.0/24");
    assertThat(lets(filter, "192.0.2.1")).isTrue();
    assertThat(lets(filter, "198.51.100.77")).isTrue();
    assertThat(lets(filter, "192.0.2.2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "192.0.2.1/33",
        "192.0.2.1/-1",
        "::1/129",
        "192.0.2.1/x",
        "/8",
        "1.2"
      })
  void refusesWhatIsNoAddress(String rule) {
    assertThatExceptionOfType(ZmqException.class)
        .isThrownBy(() -> AcceptFilter.NONE.plus(rule))
        .withMessageContaining(rule)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EINVAL));
  }
}
