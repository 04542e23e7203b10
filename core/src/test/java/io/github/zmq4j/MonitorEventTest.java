package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorEventTest {
  @ParameterizedTest
  @CsvSource({
    "CONNECTED, 0x0001",
    "CONNECT_DELAYED, 0x0002",
    "CONNECT_RETRIED, 0x0004",
    "LISTENING, 0x0008",
    "BIND_FAILED, 0x0010",
    "ACCEPTED, 0x0020",
    "ACCEPT_FAILED, 0x0040",
    "CLOSED, 0x0080",
    "CLOSE_FAILED, 0x0100",
    "DISCONNECTED, 0x0200",
    "MONITOR_STOPPED, 0x0400",
    "HANDSHAKE_FAILED_NO_DETAIL, 0x0800",
    "HANDSHAKE_SUCCEEDED, 0x1000",
    "HANDSHAKE_FAILED_PROTOCOL, 0x2000",
    "HANDSHAKE_FAILED_AUTH, 0x4000"
  })
  void hasTheBitOfLibzmq(MonitorEvent.Type type, String bit) {
    assertThat(type.bit()).isEqualTo(Integer.decode(bit));
  }

  @Test
  void hasNoTypeBeyondThese() {
    assertThat(MonitorEvent.Type.values()).hasSize(15);
  }
}
