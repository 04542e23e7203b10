package io.github.zmq4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.internal.engine.Spinning.Way;
import org.junit.jupiter.api.Test;

class SpinningTest {
  private static final int MANY = 100_000;
  private static final long SHORT = 4_000;
  private static final long WAKING = 30_000;

  private final Spinning spinning = new Spinning(2);

  /** One that has learnt to spin, and does until it learns otherwise. */
  static Spinning eager() {
    Spinning eager = new Spinning(2);
    waits(eager, 1000, WAKING, SHORT);
    return eager;
  }

  private int waits(int count, long nanosAsleep, long nanosWithSpin) {
    return waits(spinning, count, nanosAsleep, nanosWithSpin);
  }

  /** Waits some times; answers how many of the waits spun. */
  private static int waits(Spinning spinning, int count, long nanosAsleep, long nanosWithSpin) {
    int spins = 0;
    for (int i = 0; i < count; i++) {
      Way way = spinning.begin();
      if (way.spins) {
        spins++;
      }
      if (way.isTimed) {
        spinning.ended(way, way.spins ? nanosWithSpin : nanosAsleep);
      }
    }
    return spins;
  }

  @Test
  void spinsWhereThatEndsWaitsSooner() {
    waits(MANY, WAKING, SHORT);
    assertThat(waits(MANY, WAKING, SHORT)).isGreaterThan(MANY * 99 / 100);
  }

  @Test
  void sleepsWhereASpinKeepsThePeerFromItsProcessor() {
    waits(MANY, SHORT, Spinning.LIMIT_NANOS + SHORT);
    assertThat(waits(MANY, SHORT, Spinning.LIMIT_NANOS + SHORT)).isLessThan(MANY / 100);
  }

  @Test
  void sleepsWhereBothAreAlike() {
    waits(MANY, SHORT, SHORT * 3 / 4);
    assertThat(waits(MANY, SHORT, SHORT * 3 / 4)).isLessThan(MANY / 100);
  }

  @Test
  void neverSpinsWhereMessagesComeSeldom() {
    assertThat(waits(MANY, 1_000_000, 1_000_000)).isZero();
  }

  @Test
  void stopsSoonWhenMessagesBecomeSeldom() {
    waits(MANY, WAKING, SHORT);
    assertThat(waits(MANY, 1_000_000, 1_000_000)).isLessThan(2 * Spinning.MOST_MISSES);
  }

  @Test
  void changesItsWayWithTheMachine() {
    for (int i = 0; i < 3; i++) {
      waits(MANY, WAKING, SHORT);
      assertThat(waits(1000, WAKING, SHORT)).isGreaterThan(900);
      waits(MANY, SHORT, Spinning.LIMIT_NANOS + SHORT);
      assertThat(waits(1000, SHORT, Spinning.LIMIT_NANOS + SHORT)).isLessThan(100);
    }
  }

  @Test
  void neverSpinsOnASingleProcessor() {
    assertAlwaysSleeps(new Spinning(1));
  }

  @Test
  void neverSpinsWhenItIsNotAllowed() {
    assertAlwaysSleeps(new Spinning(false));
  }

  private static void assertAlwaysSleeps(Spinning spinning) {
    for (int i = 0; i < MANY; i++) {
      assertThat(spinning.begin()).isEqualTo(Way.SLEEP);
    }
  }
}
