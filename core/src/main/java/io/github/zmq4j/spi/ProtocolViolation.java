package io.github.zmq4j.spi;

import io.github.zmq4j.ErrorCode;

/**
 * Ends a connection because of what its peer sent, or because the peer was refused.
 *
 * <p>It never reaches an application: the connection catches it, sends what is left to send,
 * closes, and reports the monitor event that the {@link #reason()} names. It carries no stack
 * trace, since peers can make as many of them as they like.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, error handling</a>
 */
public final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  private final Reason reason;

  /**
   * Creates a violation.
   *
   * @param reason what went wrong, for programs
   * @param message what went wrong, for people; holds no secret
   */
  public ProtocolViolation(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /**
   * What went wrong.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * The value of the monitor event to report, as libzmq gives it.
   *
   * @return a protocol code, an authentication status or an errno; 0 when there is no event
   */
  public int eventValue() {
    return reason.eventValue;
  }

  /**
   * Whether the connecting side may try again. It may not after a real violation: the peer would
   * only repeat it.
   *
   * @return true only for failures that are called temporary
   */
  public boolean mayReconnect() {
    return reason == Reason.AUTHENTICATION_UNAVAILABLE;
  }

  /** The monitor event that tells of a violation, beside the one for the disconnection. */
  public enum Event {
    /** Nothing but the disconnection is reported. */
    NONE,
    /** A failure of the handshake for which only an errno is known. */
    HANDSHAKE_FAILED_NO_DETAIL,
    /** A protocol error; the value is one of libzmq's protocol codes. */
    HANDSHAKE_FAILED_PROTOCOL,
    /** A refusal; the value is the status of ZAP, 300, 400 or 500. */
    HANDSHAKE_FAILED_AUTH
  }

  /** What a violation can be; the names and values follow libzmq's protocol codes. */
  public enum Reason {
    /** A protocol error without a code of its own. */
    UNSPECIFIED(0x10000000),
    /** A command that the mechanism does not expect now. */
    UNEXPECTED_COMMAND(0x10000001),
    /** A nonce that does not grow. */
    INVALID_SEQUENCE(0x10000002),
    /** A key that is not the one announced. */
    KEY_EXCHANGE(0x10000003),
    /** A command that ends early, or has no name. */
    MALFORMED_COMMAND(0x10000011),
    /** A malformed MESSAGE. */
    MALFORMED_MESSAGE(0x10000012),
    /** A malformed HELLO. */
    MALFORMED_HELLO(0x10000013),
    /** A malformed INITIATE. */
    MALFORMED_INITIATE(0x10000014),
    /** A malformed ERROR. */
    MALFORMED_ERROR(0x10000015),
    /** A malformed READY. */
    MALFORMED_READY(0x10000016),
    /** A malformed WELCOME. */
    MALFORMED_WELCOME(0x10000017),
    /** A malformed property list, or a socket type that does not fit. */
    INVALID_METADATA(0x10000018),
    /** A box that does not open. */
    CRYPTOGRAPHIC(0x11000001),
    /** A peer that speaks another mechanism. */
    MECHANISM_MISMATCH(0x11000002),
    /** A reply of the ZAP handler with a broken envelope. */
    ZAP_UNSPECIFIED(0x20000000),
    /** A reply of the ZAP handler with the wrong number of frames. */
    ZAP_MALFORMED_REPLY(0x20000001),
    /** A reply of the ZAP handler to another request. */
    ZAP_BAD_REQUEST_ID(0x20000002),
    /** A reply of the ZAP handler in another version. */
    ZAP_BAD_VERSION(0x20000003),
    /** A reply of the ZAP handler with an unknown status. */
    ZAP_INVALID_STATUS_CODE(0x20000004),
    /** A reply of the ZAP handler with a malformed property list. */
    ZAP_INVALID_METADATA(0x20000005),
    /** Authentication failed for now; the peer may try again. */
    AUTHENTICATION_UNAVAILABLE(Event.HANDSHAKE_FAILED_AUTH, 300),
    /** The credentials were refused. */
    AUTHENTICATION_REFUSED(Event.HANDSHAKE_FAILED_AUTH, 400),
    /** Authentication failed for good by an internal error. */
    AUTHENTICATION_BROKEN(Event.HANDSHAKE_FAILED_AUTH, 500),
    /** Authentication is asked for, and nobody is there to decide. */
    NO_AUTHENTICATOR(Event.HANDSHAKE_FAILED_NO_DETAIL, ErrorCode.EFAULT.number()),
    /** A frame that is too large or against the rules of framing. */
    BAD_FRAME(Event.NONE, 0),
    /** The peer sent ERROR with a reason that is no status. */
    REFUSED_BY_PEER(Event.NONE, 0),
    /** A peer of ZMTP 1.0 or 2.0 where security rules it out. */
    OLD_PEER(Event.NONE, 0);

    private final Event event;
    private final int eventValue;

    Reason(int protocolCode) {
      this(Event.HANDSHAKE_FAILED_PROTOCOL, protocolCode);
    }

    Reason(Event event, int eventValue) {
      this.event = event;
      this.eventValue = eventValue;
    }

    /**
     * The monitor event to report.
     *
     * @return the event
     */
    public Event event() {
      return event;
    }

    /**
     * The value of that event.
     *
     * @return a protocol code, an authentication status or an errno; 0 when there is no event
     */
    public int eventValue() {
      return eventValue;
    }
  }
}
