package io.github.zmq4j.internal.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionSetTest {
  private final SubscriptionSet set = new SubscriptionSet();

  private boolean add(String topic) {
    return set.add(topic.getBytes(ISO_8859_1), 0);
  }

  private boolean remove(String topic) {
    return set.remove(topic.getBytes(ISO_8859_1), 0);
  }

  private boolean matches(String topic) {
    byte[] bytes = topic.getBytes(ISO_8859_1);
    return set.matches(bytes, bytes.length);
  }

  private List<String> topics() {
    List<String> topics = new ArrayList<>();
    set.forEach(topic -> topics.add(new String(topic, ISO_8859_1)));
    return topics;
  }

  @Test
  void aTopicStaysUntilEachSubscriptionWasTakenBack() {
    assertThat(add("a")).isTrue();
    assertThat(add("a")).isFalse();
    assertThat(remove("a")).isFalse();
    assertThat(matches("abc")).isTrue();
    assertThat(remove("a")).isTrue();
    assertThat(matches("abc")).isFalse();
    assertThat(remove("a")).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithAPlainModelInAnyHistory(long seed) {
    Random random = new Random(seed);
    Map<String, Integer> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i > 0; i--) {
        text.append((char) ('a' + random.nextInt(3)));
      }
      String topic = text.toString();
      if (random.nextBoolean()) {
        assertThat(add(topic)).isEqualTo(model.merge(topic, 1, Integer::sum) == 1);
      } else {
        boolean last = Integer.valueOf(1).equals(model.get(topic));
        model.computeIfPresent(topic, (t, times) -> times == 1 ? null : times - 1);
        assertThat(remove(topic)).isEqualTo(last);
      }
      assertThat(set.topicCount()).isEqualTo(model.size());
      assertThat(matches(topic)).isEqualTo(model.keySet().stream().anyMatch(topic::startsWith));
      if (step % 500 == 0) {
        assertThat(topics()).containsExactlyInAnyOrderElementsOf(model.keySet());
      }
    }
  }
}
