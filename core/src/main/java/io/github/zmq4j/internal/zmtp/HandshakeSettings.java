package io.github.zmq4j.internal.zmtp;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.spi.Mechanism;

/**
 * What a handshake needs to know of its socket and connection.
 *
 * @param socketType our type
 * @param routingId our routing id, at most 255 bytes; empty when there is none
 * @param properties the list to announce, as {@code PropertyList} encodes it
 * @param maxMessageBytes limit for a frame of the traffic; negative: none. The handshake has a
 *     limit of its own
 * @param peerAddress what the property {@code Peer-Address} shall say; empty: no such property
 * @param mechanism makes the mechanism
 * @param authenticates whether somebody decides about peers, that is ZAP applies
 * @param mayTalkToOldPeers whether peers of ZMTP 1.0 and 2.0 are let in: only where there is no
 *     security that they could evade
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record HandshakeSettings(
    SocketType socketType,
    byte[] routingId,
    byte[] properties,
    long maxMessageBytes,
    String peerAddress,
    Mechanism.Factory mechanism,
    boolean authenticates,
    boolean mayTalkToOldPeers) {

  /**
   * RADIO and DISH let no old peers in, whatever was asked: groups need commands.
   *
   * @throws IllegalArgumentException if the routing id is too long
   */
  public HandshakeSettings {
    if (routingId.length > 255) {
      throw new IllegalArgumentException("A routing id has at most 255 bytes");
    }
    mayTalkToOldPeers &= socketType != SocketType.RADIO && socketType != SocketType.DISH;
  }
}
