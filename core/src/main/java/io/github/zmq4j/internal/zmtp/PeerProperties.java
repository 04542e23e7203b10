package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.Metadata;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.internal.zmtp.wire.PropertyList;
import io.github.zmq4j.internal.zmtp.wire.PropertyList.Property;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is known of the peer, from three sources: the connection, the authentication, the
 * peer itself. When names collide the earlier source wins.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, metadata</a>
 */
final class PeerProperties {
  static final String PEER_ADDRESS = "Peer-Address";
  static final String USER_ID = "User-Id";

  private static final int MAX_ROUTING_ID_BYTES = 255;
  private static final byte[] NO_ROUTING_ID = {};

  private Map<String, String> authenticated = Map.of();
  private final Map<String, String> announced = new LinkedHashMap<>();
  private @Nullable SocketType socketType;
  private byte[] routingId = NO_ROUTING_ID;

  void onAuthenticated(String userId, Map<String, String> properties) {
    authenticated = new LinkedHashMap<>();
    authenticated.put(USER_ID, userId);
    authenticated.putAll(properties);
  }

  /** Takes the peer's own list; each Socket-Type in it must fit, the last Identity counts. */
  void onAnnounced(PropertyList list, SocketType local) throws ProtocolViolation {
    for (Property property : list.properties()) {
      String text = property.text();
      if (property.isNamed(PropertyList.SOCKET_TYPE)) {
        SocketType type = checkedType(text, local);
        socketType = type;
        text = text.equals(type.name()) ? type.name() : text; // one copy for all connections
      } else if (property.isNamed(PropertyList.IDENTITY)) {
        onRoutingId(property.value());
      }
      if (!isReserved(property)) {
        announced.putIfAbsent(property.name(), text.isEmpty() ? "" : text);
      }
    }
  }

  /** Whether it is for us alone to say this about a peer. */
  private static boolean isReserved(Property property) {
    return property.isNamed(PEER_ADDRESS) || property.isNamed(USER_ID);
  }

  private static SocketType checkedType(String name, SocketType local) throws ProtocolViolation {
    SocketType type = SocketType.named(name).orElse(null);
    if (type == null || !local.peers().contains(type)) {
      throw new ProtocolViolation(
          Reason.INVALID_METADATA,
          "A " + local + " cannot talk to a socket of type " + (type == null ? "unknown" : type));
    }
    return type;
  }

  /** An id that begins with 0 could collide with one that we generate: such a peer is anonymous. */
  void onRoutingId(byte[] id) throws ProtocolViolation {
    if (id.length > MAX_ROUTING_ID_BYTES) { // 37/ZMTP: identity = 0*255OCTET
      throw new ProtocolViolation(Reason.INVALID_METADATA, "Identity of more than 255 bytes");
    }
    routingId = id.length > 0 && id[0] == 0 ? NO_ROUTING_ID : id;
  }

  /** Old peers give a number, which nobody checks: some send another type's. */
  void onSocketTypeNumber(byte number) {
    for (SocketType type : SocketType.values()) {
      if (type.number() == number) {
        socketType = type;
      }
    }
  }

  @Nullable SocketType socketType() {
    return socketType;
  }

  byte[] routingId() {
    return routingId;
  }

  /** Puts all together; of names that differ in case only, {@link Metadata} finds the first. */
  Metadata metadata(String peerAddress) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!peerAddress.isEmpty()) {
      all.put(PEER_ADDRESS, peerAddress);
    }
    addMissing(authenticated, all);
    addMissing(announced, all);
    return Metadata.of(all);
  }

  private static void addMissing(Map<String, String> from, Map<String, String> to) {
    for (Map.Entry<String, String> property : from.entrySet()) {
      to.putIfAbsent(property.getKey(), property.getValue());
    }
  }
}
