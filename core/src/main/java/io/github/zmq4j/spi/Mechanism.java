package io.github.zmq4j.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a security handshake, as a machine without I/O. One instance serves one connection.
 *
 * <p>The handshake asks and tells in this order, after the greeting and again after each input:
 * {@link #peerMetadata()}, {@link #pollCredentials()}, {@link #pollCommand()} until {@code null},
 * {@link #isReady()}. Inputs are {@link #onCommand} and {@link #onAuthenticated}.
 *
 * <p>A command's body is the length of its name in one octet, the name, and data. ERROR is handled
 * for the mechanism: one received by a client (or by a mechanism without roles) ends the
 * connection, one to refuse a peer is sent when the authentication fails.
 *
 * <p><b>Threading.</b> Confined to the connection's driver.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, security mechanisms</a>
 */
public interface Mechanism {

  /**
   * The name in the greeting, where both sides must agree.
   *
   * @return 1 to 20 of the characters A-Z, 0-9, '-', '_', '.' and '+'
   */
  String name();

  /**
   * Whether this is the server's side.
   *
   * @return false for clients and for mechanisms without roles
   */
  boolean isServer();

  /**
   * The next command to send.
   *
   * @return its body, given away; {@code null} when there is none now
   */
  byte @Nullable [] pollCommand();

  /**
   * Takes a command of the peer.
   *
   * @param body its body, given away
   * @throws ProtocolViolation if the command is malformed, not genuine, or not expected now
   */
  void onCommand(byte[] body) throws ProtocolViolation;

  /**
   * Asks for a decision about the peer. The handshake answers with {@link #onAuthenticated}, any
   * time later, or closes the connection.
   *
   * @return the credentials in the order of ZAP, once; {@code null} when there is nothing to decide
   *     now
   */
  @Nullable List<byte[]> pollCredentials();

  /** The peer whose credentials were given may come in. */
  void onAuthenticated();

  /**
   * The property list that the peer sent, in plain. The handshake parses it, and it is checked
   * before another command is polled.
   *
   * @return the list's bytes; {@code null} as long as none came
   */
  byte @Nullable [] peerMetadata();

  /**
   * Whether the peer is ready too and traffic follows its last command.
   *
   * @return true once the handshake is over, after the last command was polled
   */
  boolean isReady();

  /**
   * What seals the frames of the traffic, asked for when the mechanism is ready.
   *
   * @return the cipher, or {@code null} when frames travel as they are
   */
  default @Nullable FrameCipher cipher() {
    return null;
  }

  /** Makes a mechanism for each new connection of a socket. Thread-safe. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes one side of a handshake.
     *
     * @param setup what it needs to know of the connection
     * @return a new mechanism
     */
    Mechanism create(Setup setup);
  }

  /**
   * What a mechanism needs to know of its connection.
   *
   * @param metadata the property list to send to the peer
   * @param authenticates whether somebody decides about peers: a server asks by {@link
   *     #pollCredentials()} then
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Setup(byte[] metadata, boolean authenticates) {}
}
