package io.github.zmq4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the peer that a message came from: {@code Socket-Type}, {@code Identity}, {@code
 * Peer-Address}, {@code User-Id} and the application's own {@code X-} properties. Names are
 * compared without regard to case; {@code Routing-Id} is another name of {@code Identity}.
 *
 * <p><b>Threading.</b> Immutable.
 *
 * @see <a href="https://rfc.zeromq.org/spec/37/">37/ZMTP, metadata</a>
 */
public final class Metadata {
  /** No properties: what a message carries that came over inproc. */
  public static final Metadata EMPTY = new Metadata(Map.of());

  // Name, value, name, value, as received. There are few, and each connection has some: an array
  // takes a tenth of a map's memory.
  private final String[] properties;

  private Metadata(Map<String, String> properties) {
    String[] pairs = new String[2 * properties.size()];
    int next = 0;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      pairs[next++] = property.getKey();
      pairs[next++] = property.getValue();
    }
    this.properties = pairs;
  }

  /**
   * Makes metadata from a map. When names differ in case only, the first one counts.
   *
   * @param properties names and values, copied
   * @return the metadata
   */
  public static Metadata of(Map<String, String> properties) {
    return properties.isEmpty() ? EMPTY : new Metadata(properties);
  }

  /**
   * The value of a property.
   *
   * @param name the property's name, in any case
   * @return its value, or {@code null} when the peer has none of this name
   */
  public @Nullable String get(String name) {
    String value = find(name);
    return value == null && "Routing-Id".equalsIgnoreCase(name) ? find("Identity") : value;
  }

  private @Nullable String find(String name) {
    for (int i = 0; i < properties.length; i += 2) {
      if (properties[i].equalsIgnoreCase(name)) {
        return properties[i + 1];
      }
    }
    return null;
  }

  /**
   * Whether nothing is known.
   *
   * @return true when there are no properties
   */
  public boolean isEmpty() {
    return properties.length == 0;
  }

  /**
   * All properties in the order they arrived.
   *
   * @return a copy
   */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put(properties[i], properties[i + 1]);
    }
    return map;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Metadata that && asMap().equals(that.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
