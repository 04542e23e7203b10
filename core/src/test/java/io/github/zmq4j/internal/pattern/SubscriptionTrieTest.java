package io.github.zmq4j.internal.pattern;

import static io.github.zmq4j.internal.pattern.SubscriptionTrie.Removal.NONE_REMAIN;
import static io.github.zmq4j.internal.pattern.SubscriptionTrie.Removal.OTHERS_REMAIN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTrieTest {
  private final SubscriptionTrie<String> trie = new SubscriptionTrie<>();

  private boolean add(String topic, String subscriber) {
    return trie.add(topic.getBytes(ISO_8859_1), 0, subscriber);
  }

  private SubscriptionTrie.Removal remove(String topic, String subscriber) {
    return trie.remove(topic.getBytes(ISO_8859_1), 0, subscriber);
  }

  private List<String> match(String topic) {
    List<String> found = new ArrayList<>();
    byte[] bytes = topic.getBytes(ISO_8859_1);
    trie.match(bytes, bytes.length, found::add);
    return found;
  }

  private List<String> removeAll(String subscriber) {
    List<String> removed = new ArrayList<>();
    trie.removeAll(
        subscriber,
        (topic, removal) ->
            removed.add(new String(topic, ISO_8859_1) + (removal == NONE_REMAIN ? "!" : "")));
    return removed;
  }

  @Test
  void findsEverySubscriberWhoseTopicTheBytesBeginWith() {
    add("weather.", "w");
    add("weather.paris", "p");
    add("weather.prague", "g");
    add("weather.paris.noon", "n");
    add("traffic", "t");
    assertThat(match("weather.paris 21")).containsExactly("w", "p");
    assertThat(match("weather.paris")).containsExactly("w", "p");
    assertThat(match("weather.pari")).containsExactly("w");
    assertThat(match("weather")).isEmpty();
    assertThat(match("")).isEmpty();
  }

  @Test
  void theEmptyTopicMatchesEverything() {
    add("", "all");
    assertThat(match("")).containsExactly("all");
    assertThat(match("anything")).containsExactly("all");
    assertThat(remove("", "all")).isEqualTo(NONE_REMAIN);
    assertThat(match("anything")).isEmpty();
  }

  @Test
  void aTopicCountsForOnceHoweverOftenItsSubscriberSubscribes() {
    assertThat(add("a", "x")).isTrue();
    assertThat(add("a", "x")).isFalse();
    assertThat(add("a", "y")).isFalse();
    assertThat(match("a")).containsExactly("x", "y");
    assertThat(remove("a", "x")).isEqualTo(OTHERS_REMAIN);
    assertThat(match("a")).containsExactly("y");
    assertThat(remove("a", "y")).isEqualTo(NONE_REMAIN);
    assertThat(match("a")).isEmpty();
  }

  @Test
  void takingBackWhatIsNotThereChangesNothing() {
    add("topic", "x");
    assertThat(remove("topic", "y")).isEqualTo(OTHERS_REMAIN);
    assertThat(remove("top", "x")).isEqualTo(NONE_REMAIN);
    assertThat(remove("topics", "x")).isEqualTo(NONE_REMAIN);
    assertThat(match("topic")).containsExactly("x");
  }

  @Test
  void countsTheDifferentTopics() {
    add("a", "x");
    add("a", "y");
    add("ab", "x");
    add("", "x");
    assertThat(trie.topicCount()).isEqualTo(3);
    remove("a", "x");
    assertThat(trie.topicCount()).isEqualTo(3);
    remove("a", "y");
    assertThat(trie.topicCount()).isEqualTo(2);
  }

  @Test
  void takesASubscriberOutOfEverythingAndTellsWhatItLeaves() {
    add("a", "x");
    add("a", "y");
    add("abc", "x");
    add("", "x");
    assertThat(removeAll("x")).containsExactlyInAnyOrder("a", "abc!", "!");
    assertThat(match("abc")).containsExactly("y");
    assertThat(trie.isSubscribed("x")).isFalse();
    assertThat(removeAll("x")).isEmpty();
  }

  @Test
  void aSubscriberThatComesBackToATopicIsInItOnce() {
    add("a", "y");
    add("b", "x");
    for (int i = 0; i < 100; i++) {
      add("a", "x");
      assertThat(remove("a", "x")).isEqualTo(OTHERS_REMAIN);
      add("a", "x");
    }
    assertThat(match("a")).containsExactlyInAnyOrder("x", "y");
    assertThat(removeAll("x")).containsExactlyInAnyOrder("a", "b!");
    assertThat(match("a")).containsExactly("y");
  }

  @Test
  void aTopicMayGoOnWithAnyByteAlsoZero() {
    List<String> subscribers = List.of("x0", "x1", "x2", "x3", "x4", "x5");
    for (int i = 0; i < subscribers.size(); i++) {
      add("topic" + (char) i, subscribers.get(i));
      assertThat(match("topic" + (char) (i + 1))).isEmpty();
    }
    remove("topic\0", subscribers.get(0));
    assertThat(match("topic\0")).isEmpty();
    assertThat(match("topic\5")).containsExactly("x5");
  }

  @Test
  void readsATopicFromAnOffset() {
    trie.add(new byte[] {1, 'a', 'b'}, 1, "x");
    assertThat(match("abc")).containsExactly("x");
    assertThat(trie.remove(new byte[] {0, 'a', 'b'}, 1, "x")).isEqualTo(NONE_REMAIN);
  }

  @Test
  void looksAtTheGivenLengthOnly() {
    add("ab", "x");
    List<String> found = new ArrayList<>();
    trie.match("ab".getBytes(ISO_8859_1), 1, found::add);
    assertThat(found).isEmpty();
  }

  @Test
  void bearsVeryLongTopics() {
    byte[] topic = new byte[1_000_000];
    for (int length = topic.length; length > 0; length -= 10_000) {
      trie.add(Arrays.copyOf(topic, length), 0, "x");
    }
    List<String> found = new ArrayList<>();
    trie.match(topic, topic.length, found::add);
    assertThat(found).hasSize(100);
    assertThat(trie.longestTopic()).isEqualTo(1_000_000);
    trie.removeAll("x", (removed, removal) -> {});
    assertThat(trie.longestTopic()).isZero();
  }

  @Test
  void aSubscriptionTakesLessThan200BytesOfHeap() {
    for (SubscriptionScale.Topics topics : SubscriptionScale.Topics.values()) {
      assertThat(SubscriptionScale.bytesPerSubscription(topics, 200_000)).isLessThan(200);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void agreesWithAPlainModelInAnyHistory(long seed) {
    Random random = new Random(seed);
    int letters = List.of(2, 3, 40, 256).get((int) seed % 4);
    int longest = letters == 256 ? 2 : letters == 40 ? 3 : 8;
    List<String> subscribers = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    Map<String, Set<String>> model = new TreeMap<>();
    for (int step = 0; step < 30_000; step++) {
      String topic = topic(random, letters, longest);
      String subscriber = subscribers.get(random.nextInt(subscribers.size()));
      int action = random.nextInt(1000);
      if (action < (step / 3_000 % 2 == 0 ? 550 : 350)) {
        boolean isNew = !model.containsKey(topic);
        model.computeIfAbsent(topic, any -> new TreeSet<>()).add(subscriber);
        assertThat(add(topic, subscriber)).isEqualTo(isNew);
      } else if (action < 997) {
        Set<String> of = model.getOrDefault(topic, new TreeSet<>());
        of.remove(subscriber);
        if (of.isEmpty()) {
          model.remove(topic);
        }
        assertThat(remove(topic, subscriber)).isEqualTo(of.isEmpty() ? NONE_REMAIN : OTHERS_REMAIN);
      } else {
        assertThat(removeAll(subscriber))
            .containsExactlyInAnyOrderElementsOf(removeAll(model, subscriber));
      }
      if (step % 10 == 0) {
        String probe = topic(random, letters, longest + 2);
        assertThat(match(probe)).containsExactlyInAnyOrderElementsOf(match(model, probe));
        assertThat(trie.topicCount()).isEqualTo(model.size());
        assertThat(trie.nodeCount()).isLessThan(2 * model.size() + 2);
      }
    }
    subscribers.forEach(this::removeAll);
    assertThat(trie.topicCount()).isZero();
    assertThat(trie.nodeCount()).isEqualTo(1);
  }

  private static String topic(Random random, int letters, int longest) {
    StringBuilder topic = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      topic.append((char) random.nextInt(letters));
    }
    return topic.toString();
  }

  private static List<String> match(Map<String, Set<String>> model, String topic) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i <= topic.length(); i++) {
      found.addAll(model.getOrDefault(topic.substring(0, i), Set.of()));
    }
    return found;
  }

  private static List<String> removeAll(Map<String, Set<String>> model, String subscriber) {
    List<String> removed = new ArrayList<>();
    model.forEach(
        (topic, of) -> {
          if (of.remove(subscriber)) {
            removed.add(of.isEmpty() ? topic + "!" : topic);
          }
        });
    model.values().removeIf(Set::isEmpty);
    return removed;
  }
}
