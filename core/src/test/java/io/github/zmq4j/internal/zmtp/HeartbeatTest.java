package io.github.zmq4j.internal.zmtp;

import static io.github.zmq4j.internal.zmtp.Heartbeat.Action.CLOSE;
import static io.github.zmq4j.internal.zmtp.Heartbeat.Action.NOTHING;
import static io.github.zmq4j.internal.zmtp.Heartbeat.Action.SEND_PING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test runs at some time of a clock, also at one that is about to wrap around. */
class HeartbeatTest {

  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - 1_000_000})
  void pingsEachIntervalWhateverTheTraffic(long start) {
    Heartbeat heartbeat = new Heartbeat(ms(100), ms(300), 0);
    assertThat(heartbeat.hasDeadline()).isFalse();
    heartbeat.start(start);
    assertThat(heartbeat.nextDeadlineNanos()).isEqualTo(start + ms(100));
    assertThat(heartbeat.onTimeout(start + ms(99))).isEqualTo(NOTHING);
    assertThat(heartbeat.onTimeout(start + ms(100))).isEqualTo(SEND_PING);
    assertThat(heartbeat.onTimeout(start + ms(100))).isEqualTo(NOTHING);
    heartbeat.onTraffic();
    assertThat(heartbeat.onTimeout(start + ms(205))).isEqualTo(SEND_PING);
    assertThat(heartbeat.nextDeadlineNanos()).isEqualTo(start + ms(305));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - 1_000_000})
  void closesWhenThePeerStaysSilentAfterAPing(long start) {
    Heartbeat heartbeat = new Heartbeat(ms(100), ms(250), 0);
    heartbeat.start(start);
    assertThat(heartbeat.onTimeout(start + ms(100))).isEqualTo(SEND_PING);
    assertThat(heartbeat.onTimeout(start + ms(200))).isEqualTo(SEND_PING);
    assertThat(heartbeat.onTimeout(start + ms(300))).isEqualTo(SEND_PING);
    assertThat(heartbeat.nextDeadlineNanos()).isEqualTo(start + ms(350));
    assertThat(heartbeat.onTimeout(start + ms(349))).isEqualTo(NOTHING);
    assertThat(heartbeat.onTimeout(start + ms(350))).isEqualTo(CLOSE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000})
  void anyTrafficIsASignOfLife(long start) {
    Heartbeat heartbeat = new Heartbeat(ms(100), ms(150), 0);
    heartbeat.start(start);
    assertThat(heartbeat.onTimeout(start + ms(100))).isEqualTo(SEND_PING);
    heartbeat.onTraffic();
    assertThat(heartbeat.onTimeout(start + ms(260))).isEqualTo(SEND_PING);
    assertThat(heartbeat.nextDeadlineNanos()).isEqualTo(start + ms(360));
    assertThat(heartbeat.onTimeout(start + ms(410))).isEqualTo(CLOSE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000})
  void theTimeoutIsTheIntervalUnlessItIsSet(long start) {
    Heartbeat heartbeat = new Heartbeat(ms(100), -1, 0);
    heartbeat.start(start);
    assertThat(heartbeat.onTimeout(start + ms(100))).isEqualTo(SEND_PING);
    assertThat(heartbeat.onTimeout(start + ms(200))).isEqualTo(CLOSE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000})
  void aTimeoutOf0WaitsForever(long start) {
    Heartbeat heartbeat = new Heartbeat(ms(100), 0, 0);
    heartbeat.start(start);
    for (int i = 1; i < 100; i++) {
      assertThat(heartbeat.onTimeout(start + i * ms(100))).isEqualTo(SEND_PING);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000})
  void closesWhenTheTtlOfThePeerPasses(long start) {
    Heartbeat heartbeat = new Heartbeat(0, -1, 0);
    heartbeat.start(start);
    assertThat(heartbeat.hasDeadline()).isFalse();
    heartbeat.onPing(30, start);
    assertThat(heartbeat.nextDeadlineNanos()).isEqualTo(start + SECONDS.toNanos(3));
    assertThat(heartbeat.onTimeout(start + SECONDS.toNanos(3) - 1)).isEqualTo(NOTHING);
    assertThat(heartbeat.onTimeout(start + SECONDS.toNanos(3))).isEqualTo(CLOSE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000})
  void trafficEndsTheTtlAndTheNextPingRenewsIt(long start) {
    Heartbeat heartbeat = new Heartbeat(0, -1, 0);
    heartbeat.onPing(10, start);
    heartbeat.onTraffic();
    assertThat(heartbeat.hasDeadline()).isFalse();
    heartbeat.onPing(10, start + ms(100));
    heartbeat.onPing(10, start + ms(200));
    assertThat(heartbeat.nextDeadlineNanos()).isEqualTo(start + ms(1200));
    heartbeat.onPing(0, start + ms(300));
    assertThat(heartbeat.hasDeadline()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {656, 1000, 65535})
  void aLongTtlDoesNotWrapAround(int tenths) {
    Heartbeat heartbeat = new Heartbeat(0, -1, 0);
    heartbeat.onPing(tenths, 0);
    assertThat(heartbeat.nextDeadlineNanos()).isEqualTo(ms(100) * tenths);
  }

  @ParameterizedTest(name = "a ttl of {0} ms, pinging each {1} ms: {2} tenths")
  @CsvSource({
    "0, 1000, 0",
    "99, 1000, 0",
    "100, 1000, 1",
    "3050, 1000, 30",
    "65500, 1000, 655",
    "100000, 40000, 655",
    "100000, 70000, 1000",
    "9999999, 70000, 65535",
  })
  void announcesATtlThatThePeerUnderstands(long ttl, long interval, int tenths) {
    assertThat(new Heartbeat(ms(interval), -1, ms(ttl)).ttlTenths()).isEqualTo(tenths);
  }

  private static long ms(long count) {
    return MILLISECONDS.toNanos(count);
  }
}
