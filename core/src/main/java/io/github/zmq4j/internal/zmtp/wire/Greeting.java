package io.github.zmq4j.internal.zmtp.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The octets before the first frame.
 *
 * <pre>
 *  0        1            9        10         11         12              32            33
 * | FF (1) | padding (8) | 7F (1) | major (1) | minor (1) | mechanism (20) | as-server (1) | filler (31) |
 * |---------- signature ----------|           |
 *                                             | socket type (1) |    ends here for revisions 0 and 1
 * </pre>
 *
 * <p>Read by a peer of ZMTP 1.0, the signature is the header of a long frame that holds our routing
 * id: so the padding carries its length plus one.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, the greeting</a>
 */
public final class Greeting {
  /** Octets of the signature. */
  public static final int SIGNATURE_BYTES = 10;

  /** Octets of the greeting of a peer of revision 0 or 1. */
  public static final int OLD_BYTES = 12;

  /** Octets of the greeting since 3.0. */
  public static final int BYTES = 64;

  /** Where the major version, or revision, stands. */
  public static final int MAJOR_AT = 10;

  /** Where the minor version stands, or the socket type of an old peer. */
  public static final int MINOR_AT = 11;

  /** The major version that we speak. */
  public static final int MAJOR = 3;

  private static final int MINOR = 1;
  private static final int SIGNATURE_START = 0xff;
  private static final int SIGNATURE_END = 0x7f;
  private static final int VERSIONED_BIT = 1; // of the signature's last octet
  private static final int MECHANISM_AT = 12;
  private static final int MECHANISM_BYTES = 20;
  private static final int FIRST_MAJOR_WITH_MECHANISM = 2; // libzmq waits for 64 octets from 2 on

  private Greeting() {}

  /**
   * The signature.
   *
   * @param routingIdBytes the length of our routing id
   * @return 10 octets
   */
  public static byte[] signature(int routingIdBytes) {
    return ByteBuffer.allocate(SIGNATURE_BYTES)
        .put((byte) SIGNATURE_START)
        .putLong(routingIdBytes + 1L)
        .put((byte) SIGNATURE_END)
        .array();
  }

  /**
   * What follows the major version: minor version, mechanism, role and filler.
   *
   * @param mechanism its name, at most 20 ASCII characters
   * @param asServer whether we are the server of the mechanism
   * @return 53 octets
   */
  public static byte[] rest(String mechanism, boolean asServer) {
    byte[] rest = new byte[BYTES - MINOR_AT];
    ByteBuffer.wrap(rest)
        .put((byte) MINOR)
        .put(mechanismField(mechanism))
        .put((byte) (asServer ? 1 : 0));
    return rest;
  }

  private static byte[] mechanismField(String mechanism) {
    return Arrays.copyOf(mechanism.getBytes(US_ASCII), MECHANISM_BYTES);
  }

  /**
   * Whether the first octet may begin a greeting; if not, the peer speaks ZMTP 1.0.
   *
   * @param octet the first one
   * @return whether it is FF
   */
  public static boolean startsSignature(byte octet) {
    return (octet & 0xff) == SIGNATURE_START;
  }

  /**
   * Whether the signature's last octet tells of a versioned peer; if not, it holds the flags of a
   * long frame of ZMTP 1.0.
   *
   * @param octet the tenth one
   * @return whether its lowest bit is set
   */
  public static boolean endsSignature(byte octet) {
    return (octet & VERSIONED_BIT) != 0;
  }

  /**
   * Whether a revision has the short greeting.
   *
   * @param major what stands at {@link #MAJOR_AT}
   * @return true for 0 and 1
   */
  public static boolean isOld(byte major) {
    return (major & 0xff) < FIRST_MAJOR_WITH_MECHANISM;
  }

  /**
   * The version to speak with a versioned peer. Of majors above ours we speak our own.
   *
   * @param major what stands at {@link #MAJOR_AT}
   * @param minor what stands at {@link #MINOR_AT}
   * @return the version
   */
  public static Version version(byte major, byte minor) {
    return switch (major) {
      case 0 -> Version.ZMTP_1_0;
      case 1 -> Version.ZMTP_2_0;
      case MAJOR -> minor == 0 ? Version.ZMTP_3_0 : Version.ZMTP_3_1;
      default -> Version.ZMTP_3_1;
    };
  }

  /**
   * Whether the greeting names a mechanism, all 20 octets compared.
   *
   * @param greeting 64 octets
   * @param mechanism its name
   * @return whether it is this one
   */
  public static boolean names(byte[] greeting, String mechanism) {
    int end = MECHANISM_AT + MECHANISM_BYTES;
    byte[] field = mechanismField(mechanism);
    return Arrays.equals(greeting, MECHANISM_AT, end, field, 0, MECHANISM_BYTES);
  }

  /**
   * The mechanism that the greeting names, for people.
   *
   * @param greeting 64 octets
   * @return what can be printed of it
   */
  public static String mechanismOf(byte[] greeting) {
    String name = new String(greeting, MECHANISM_AT, MECHANISM_BYTES, US_ASCII);
    return name.replaceAll("[^A-Za-z0-9._+-]", "");
  }
}
