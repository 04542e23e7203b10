package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContextBuilderTest {
  @Test
  void startsWithLibzmqsDefaults() {
    ContextBuilder builder = Context.builder();
    assertThat(builder.ioThreads()).isEqualTo(1);
    assertThat(builder.maxSockets()).isEqualTo(1023);
    assertThat(builder.callerDrives()).isTrue();
    assertThat(builder.spins()).isTrue();
    assertThat(builder.ipv6()).isFalse();
    assertThat(builder.blocky()).isTrue();
    assertThat(builder.threadNamePrefix()).isEmpty();
    assertThat(builder.monitor()).isNull();
  }

  @Test
  void keepsWhatItIsTold() {
    MonitorListener listener = event -> {};
    ContextBuilder builder =
        Context.builder()
            .ioThreads(2)
            .maxSockets(7)
            .callerDrives(false)
            .spins(false)
            .ipv6(true)
            .blocky(false)
            .threadNamePrefix("feed")
            .monitor(listener);
    assertThat(builder.ioThreads()).isEqualTo(2);
    assertThat(builder.maxSockets()).isEqualTo(7);
    assertThat(builder.callerDrives()).isFalse();
    assertThat(builder.spins()).isFalse();
    assertThat(builder.ipv6()).isTrue();
    assertThat(builder.blocky()).isFalse();
    assertThat(builder.threadNamePrefix()).isEqualTo("feed");
    assertThat(builder.monitor()).isSameAs(listener);
  }

  @Test
  void refusesIllegalValuesAndKeepsTheOld() {
    ContextBuilder builder = Context.builder();
    assertThatThrownBy(() -> builder.ioThreads(-1)).isInstanceOf(ZmqException.class);
    assertThatThrownBy(() -> builder.maxSockets(0)).isInstanceOf(ZmqException.class);
    assertThat(builder.ioThreads()).isEqualTo(1);
    assertThat(builder.maxSockets()).isEqualTo(1023);
  }
}
