package io.github.zmq4j.internal.zmtp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.SocketType;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metadata that peers exchange in the handshake.
 *
 * <pre>
 * repeated: | name length (1) | name | value length (4) | value |
 * </pre>
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, metadata</a>
 */
public final class PropertyList {
  /** The property that names a socket's type. */
  public static final String SOCKET_TYPE = "Socket-Type";

  /** The property that carries a socket's routing id. */
  public static final String IDENTITY = "Identity";

  private final List<Property> properties;

  private PropertyList(List<Property> properties) {
    this.properties = List.copyOf(properties);
  }

  /**
   * One entry.
   *
   * @param name as the peer spelt it; names do not differ by case
   * @param value any bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  public record Property(String name, byte[] value) {
    /**
     * Compares names.
     *
     * @param other a property's name
     * @return whether this property is meant
     */
    public boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }

    /**
     * The value as text.
     *
     * @return read as UTF-8
     */
    public String text() {
      return new String(value, UTF_8);
    }
  }

  /**
   * Writes a socket's own list in libzmq's order: the type, the routing id if peers of this type
   * have use for it, the application's properties by name.
   *
   * @param type the socket's type
   * @param routingId its routing id, maybe empty
   * @param application names that begin with {@code X-}, and their values
   * @return the list's bytes
   */
  public static byte[] encode(SocketType type, byte[] routingId, Map<String, String> application) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    put(out, SOCKET_TYPE, type.name().getBytes(UTF_8));
    if (type.announcesRoutingId()) {
      put(out, IDENTITY, routingId);
    }
    for (Map.Entry<String, String> property : new TreeMap<>(application).entrySet()) {
      put(out, property.getKey(), property.getValue().getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String name, byte[] value) {
    byte[] nameBytes = name.getBytes(UTF_8);
    if (nameBytes.length < 1 || nameBytes.length > 255) {
      throw new IllegalArgumentException("A property's name has 1 to 255 bytes: " + name);
    }
    out.write(nameBytes.length);
    out.writeBytes(nameBytes);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    out.writeBytes(value);
  }

  /**
   * Reads a list.
   *
   * @param bytes exactly the list
   * @return its properties in order
   * @throws ProtocolViolation if a name is empty, or a name or value runs past the end
   */
  public static PropertyList parse(byte[] bytes) throws ProtocolViolation {
    List<Property> properties = new ArrayList<>(4);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int nameBytes = in.get() & 0xff;
      if (nameBytes == 0) { // 37/ZMTP: name = OCTET 1*255name-char
        throw new ProtocolViolation(Reason.INVALID_METADATA, "Property without a name");
      }
      String name = shared(new String(take(in, nameBytes), ISO_8859_1));
      checkRemaining(in, Integer.BYTES);
      long valueBytes = Integer.toUnsignedLong(in.getInt());
      properties.add(new Property(name, take(in, valueBytes)));
    }
    return new PropertyList(properties);
  }

  /** Nearly every connection has these names: one copy will do. */
  private static String shared(String name) {
    return name.equals(SOCKET_TYPE) ? SOCKET_TYPE : name.equals(IDENTITY) ? IDENTITY : name;
  }

  private static byte[] take(ByteBuffer in, long count) throws ProtocolViolation {
    checkRemaining(in, count);
    byte[] taken = new byte[(int) count];
    in.get(taken);
    return taken;
  }

  private static void checkRemaining(ByteBuffer in, long count) throws ProtocolViolation {
    if (count > in.remaining()) {
      throw new ProtocolViolation(Reason.INVALID_METADATA, "Property runs past the end");
    }
  }

  /**
   * All entries, duplicates included.
   *
   * @return in the order of the wire
   */
  public List<Property> properties() {
    return properties;
  }
}
