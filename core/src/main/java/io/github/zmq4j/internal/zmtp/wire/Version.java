package io.github.zmq4j.internal.zmtp.wire;

/**
 * The versions of ZMTP that a connection can settle on, and what they can do.
 *
 * <p>A peer of revision 0 has a versioned greeting and yet speaks 1.0 after it.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, version negotiation</a>
 */
public enum Version {
  /** ZMTP 1.0: frames of another kind, no commands. */
  ZMTP_1_0(Framing.V1),
  /** ZMTP 2.0: today's frames, no commands. */
  ZMTP_2_0(Framing.V2),
  /** ZMTP 3.0: mechanisms and commands; subscriptions are messages. */
  ZMTP_3_0(Framing.V2),
  /** ZMTP 3.1: subscriptions are commands. */
  ZMTP_3_1(Framing.V2);

  private final Framing framing;

  Version(Framing framing) {
    this.framing = framing;
  }

  /**
   * How frames look.
   *
   * @return the framing
   */
  public Framing framing() {
    return framing;
  }

  /**
   * Whether there are commands, and so a handshake with a mechanism.
   *
   * @return true since 3.0
   */
  public boolean hasCommands() {
    return compareTo(ZMTP_3_0) >= 0;
  }

  /**
   * Whether PING may be sent. The RFC has it since 3.1; libzmq 4.2 announces 3.0 and has it too,
   * and older peers drop it.
   *
   * @return true since 3.0
   */
  public boolean hasHeartbeats() {
    return hasCommands();
  }

  /**
   * Whether subscriptions are sent as commands; before, they are messages.
   *
   * @return true since 3.1
   */
  public boolean subscribesByCommand() {
    return this == ZMTP_3_1;
  }
}
