package io.github.zmq4j.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitySetTest {
  private static <E> List<E> elements(IdentitySet<E> set) {
    List<E> list = new ArrayList<>();
    for (int i = 0; i < set.slots(); i++) {
      if (set.slot(i) != null) {
        list.add(set.slot(i));
      }
    }
    return list;
  }

  @Test
  void tellsEqualObjectsApart() {
    IdentitySet<Object> set = new IdentitySet<>();
    assertThat(set.add(List.of(1))).isTrue();
    assertThat(set.add(List.of(1))).isTrue();
    assertThat(set.size()).isEqualTo(2);
  }

  @Test
  void keepsFewInTheOrderTheyCame() {
    IdentitySet<String> set = new IdentitySet<>();
    for (String text : List.of("a", "b", "c", "d", "e")) {
      assertThat(set.add(text)).isTrue();
      assertThat(set.add(text)).isFalse();
    }
    set.remove("b");
    assertThat(elements(set)).containsExactly("a", "c", "d", "e");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesWithAModelWhileItGrowsAndShrinks(long seed) {
    Random random = new Random(seed);
    IdentitySet<Object> set = new IdentitySet<>();
    Set<Object> model = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Object> universe = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      universe.add(new Object());
    }
    for (int step = 0; step < 50_000; step++) {
      boolean growing = step / 5_000 % 2 == 0;
      Object element = universe.get(random.nextInt(step / 10_000 % 2 == 0 ? 500 : 12));
      if (random.nextInt(100) < (growing ? 70 : 30)) {
        assertThat(set.add(element)).isEqualTo(model.add(element));
      } else {
        assertThat(set.remove(element)).isEqualTo(model.remove(element));
      }
      assertThat(set.size()).isEqualTo(model.size());
      assertThat(set.contains(element)).isEqualTo(model.contains(element));
      if (step % 100 == 0) {
        assertThat(elements(set)).containsExactlyInAnyOrderElementsOf(model);
      }
    }
  }
}
