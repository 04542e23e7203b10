package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
  @Test
  void findsPropertiesInAnyCase() {
    Metadata metadata = Metadata.of(Map.of("X-Colour", "blue"));
    assertThat(metadata.get("x-colour")).isEqualTo("blue");
    assertThat(metadata.get("X-COLOUR")).isEqualTo("blue");
    assertThat(metadata.get("X-Size")).isNull();
  }

  @Test
  void knowsTheIdentityByBothNames() {
    Metadata metadata = Metadata.of(Map.of("Identity", "client-1"));
    assertThat(metadata.get("Routing-Id")).isEqualTo("client-1");
    assertThat(metadata.get("Identity")).isEqualTo("client-1");
  }

  @Test
  void takesTheFirstOfNamesThatDifferInCase() {
    Map<String, String> twice = new LinkedHashMap<>();
    twice.put("X-a", "first");
    twice.put("x-A", "second");
    assertThat(Metadata.of(twice).get("X-A")).isEqualTo("first");
  }

  @Test
  void keepsTheOrderAndGivesCopies() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("z", "1");
    properties.put("a", "2");
    Metadata metadata = Metadata.of(properties);
    properties.clear();
    assertThat(metadata.asMap()).containsExactly(Map.entry("z", "1"), Map.entry("a", "2"));
    metadata.asMap().clear();
    assertThat(metadata.asMap()).hasSize(2);
  }

  @Test
  void equalsByProperties() {
    assertThat(Metadata.of(Map.of("a", "1")))
        .isEqualTo(Metadata.of(Map.of("a", "1")))
        .hasSameHashCodeAs(Metadata.of(Map.of("a", "1")))
        .isNotEqualTo(Metadata.EMPTY)
        .hasToString("{a=1}");
    assertThat(Metadata.of(Map.of())).isSameAs(Metadata.EMPTY);
  }
}
