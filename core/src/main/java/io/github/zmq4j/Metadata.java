package io.github.zmq4j;

import java.util.LinkedHashMap;
import java.util.Locale;
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

  private final Map<String, String> properties; // as received, for listing
  private final Map<String, String> folded; // by lower-case name, for look-up

  private Metadata(Map<String, String> properties) {
    this.properties = properties;
    Map<String, String> byName = new LinkedHashMap<>();
    properties.forEach((name, value) -> byName.putIfAbsent(fold(name), value));
    this.folded = byName;
  }

  /**
   * Makes metadata from a map. When names differ in case only, the first one counts.
   *
   * @param properties names and values, copied
   * @return the metadata
   */
  public static Metadata of(Map<String, String> properties) {
    return properties.isEmpty() ? EMPTY : new Metadata(new LinkedHashMap<>(properties));
  }

  /**
   * The value of a property.
   *
   * @param name the property's name, in any case
   * @return its value, or {@code null} when the peer has none of this name
   */
  public @Nullable String get(String name) {
    String value = folded.get(fold(name));
    if (value == null && "routing-id".equals(fold(name))) {
      return folded.get("identity");
    }
    return value;
  }

  /**
   * Whether nothing is known.
   *
   * @return true when there are no properties
   */
  public boolean isEmpty() {
    return properties.isEmpty();
  }

  /**
   * All properties in the order they arrived.
   *
   * @return a copy
   */
  public Map<String, String> asMap() {
    return new LinkedHashMap<>(properties);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Metadata that && properties.equals(that.properties);
  }

  @Override
  public int hashCode() {
    return properties.hashCode();
  }

  @Override
  public String toString() {
    return properties.toString();
  }
}
