package io.github.zmq4j.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long START = -10_000; // the clock has no particular origin

  private final Pace pace = new Pace(START);

  @Test
  void isQuietBeforeTheFirstWrite() {
    assertThat(pace.isQuiet(START)).isTrue();
  }

  @Test
  void isNotQuietSoonAfterAWrite() {
    pace.onWritten(START);

    assertThat(pace.isQuiet(START + 20_000)).isFalse();
  }

  @Test
  void isQuietAWhileAfterTheLastWrite() {
    pace.onWritten(START);
    pace.onWritten(START + 20_000);

    assertThat(pace.isQuiet(START + 60_000)).isFalse();
    assertThat(pace.isQuiet(START + 100_000)).isTrue();
  }
}
