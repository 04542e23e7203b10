package io.github.zmq4j.internal.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.mechanism.NullMechanism;
import io.github.zmq4j.internal.zmtp.wire.PropertyList;
import io.github.zmq4j.spi.Mechanism;
import java.util.Map;

/** Settings for handshakes in tests: NULL without authentication unless a test asks for more. */
final class TestSettings {
  private final SocketType type;
  private String routingId = "";
  private Map<String, String> application = Map.of();
  private Mechanism.Factory mechanism = NullMechanism::new;
  private boolean authenticates;
  private boolean mayTalkToOldPeers = true;

  private TestSettings(SocketType type) {
    this.type = type;
  }

  static TestSettings of(SocketType type) {
    return new TestSettings(type);
  }

  TestSettings named(String routingId) {
    this.routingId = routingId;
    return this;
  }

  TestSettings with(String property, String value) {
    this.application = Map.of(property, value);
    return this;
  }

  TestSettings mechanism(Mechanism.Factory mechanism) {
    this.mechanism = mechanism;
    return this;
  }

  TestSettings authenticating() {
    this.authenticates = true;
    return this;
  }

  TestSettings withoutOldPeers() {
    this.mayTalkToOldPeers = false;
    return this;
  }

  HandshakeSettings settings() {
    return new HandshakeSettings(
        type,
        routingId.getBytes(UTF_8),
        PropertyList.encode(type, routingId.getBytes(UTF_8), application),
        -1,
        "192.0.2.7",
        mechanism,
        authenticates,
        mayTalkToOldPeers);
  }

  Handshake handshake() {
    return new Handshake(settings());
  }
}
