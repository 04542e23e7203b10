package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is tested with many threads elsewhere, with virtual threads in their place, the test's own
 * included. None of them may hold its carrier while it waits in the library.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
class VirtualThreadsIT {
  @Nested
  @ExtendWith(VirtualCallers.class)
  class Shutdown extends ShutdownStressIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Interrupts extends InterruptsIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Lifecycle extends LifecycleIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Threads extends ThreadsIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class RequestReply extends RequestReplyIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Pipeline extends PipelineIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class PublishSubscribe extends PublishSubscribeIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Polling extends PollerIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class PollerRaces extends PollerRaceIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Async extends AsyncIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Publishers extends PublisherIT {}

  @Nested
  @ExtendWith(VirtualCallers.class)
  class Proxies extends ProxyIT {}

  /** The recording that the others rely on does see such a wait. */
  @Test
  void seesAThreadThatHoldsItsCarrier() throws IOException {
    assertThat(
            VirtualCallers.recordPinned(
                () -> {
                  Thread thread = Callers.virtualFactory().newThread(() -> Waiting.touch());
                  thread.start();
                  try {
                    thread.join();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }))
        .extracting(VirtualCallers::stack)
        .anySatisfy(stack -> assertThat(stack).contains(Waiting.class.getName()));
  }

  /** Waits while it is initialized, which no virtual thread can do without its carrier. */
  private static final class Waiting {
    static {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private Waiting() {}

    static void touch() {}
  }
}
