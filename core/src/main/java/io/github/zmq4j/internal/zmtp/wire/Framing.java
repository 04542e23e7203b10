package io.github.zmq4j.internal.zmtp.wire;

import java.nio.ByteBuffer;

/**
 * The two ways to put a frame on the wire.
 *
 * <pre>
 * V1, ZMTP 1.0:  | length (1) | flags (1) | body |            length counts flags and body, 1..254
 *                | FF | length (8) | flags (1) | body |
 *
 * V2, since 2.0: | flags (1) | size (1) | body |              size counts the body
 *                | flags (1) | size (8) | body |              when LONG is set
 *
 *   bit    7 6 5 4 3      2       1      0
 *   flags  reserved    COMMAND   LONG   MORE                  V1 knows MORE alone
 * </pre>
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, framing</a>
 * @see <a href="https://rfc.zeromq.org/spec/13/">13/ZMTP 1.0, framing</a>
 */
public enum Framing {
  /** ZMTP 1.0, and peers that announce revision 0. */
  V1 {
    @Override
    public int headerBytes(int bodyBytes) {
      return bodyBytes < V1_LONG - 1 ? 2 : 10;
    }

    @Override
    public void putHeader(ByteBuffer out, int flags, int bodyBytes) {
      if (bodyBytes < V1_LONG - 1) {
        out.put((byte) (bodyBytes + 1));
      } else {
        out.put((byte) V1_LONG).putLong(bodyBytes + 1L);
      }
      out.put((byte) (flags & MORE));
    }
  },

  /** ZMTP 2.0 and later. */
  V2 {
    @Override
    public int headerBytes(int bodyBytes) {
      return bodyBytes <= V2_SHORT_MAX ? 2 : 9;
    }

    @Override
    public void putHeader(ByteBuffer out, int flags, int bodyBytes) {
      if (bodyBytes <= V2_SHORT_MAX) {
        out.put((byte) flags).put((byte) bodyBytes);
      } else {
        out.put((byte) (flags | LONG)).putLong(bodyBytes);
      }
    }
  },

  /** No framing at all: the bytes of STREAM sockets. Only for encoding. */
  RAW {
    @Override
    public int headerBytes(int bodyBytes) {
      return 0;
    }

    @Override
    public void putHeader(ByteBuffer out, int flags, int bodyBytes) {}
  };

  /** Flag: more frames of this message follow. */
  public static final int MORE = 1;

  /** Flag: the size takes eight octets. */
  public static final int LONG = 2;

  /** Flag: the frame is a command, not part of a message. */
  public static final int COMMAND = 4;

  /** No header is longer, in either framing. */
  public static final int MAX_HEADER_BYTES = 10;

  static final int V1_LONG = 0xff; // a length octet of this value announces eight more
  static final int V2_SHORT_MAX = 0xff;

  /**
   * The size of a frame's header.
   *
   * @param bodyBytes the size of its body
   * @return 2, 9 or 10
   */
  public abstract int headerBytes(int bodyBytes);

  /**
   * Writes a frame's header.
   *
   * @param out big-endian, with room for the header
   * @param flags of {@link #MORE} and {@link #COMMAND}
   * @param bodyBytes the size of the body
   */
  public abstract void putHeader(ByteBuffer out, int flags, int bodyBytes);

  /**
   * A whole frame.
   *
   * @param flags of {@link #MORE} and {@link #COMMAND}
   * @param body its body, copied
   * @return header and body
   */
  public byte[] frame(int flags, byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(headerBytes(body.length) + body.length);
    putHeader(frame, flags, body.length);
    return frame.put(body).array();
  }
}
