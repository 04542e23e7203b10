package io.github.zmq4j;

import static io.github.zmq4j.Poller.Event.IN;
import static io.github.zmq4j.Poller.Event.OUT;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/c-api.md: polling and proxies. */
class CApiPollIT {
  private final Context context = Context.builder().blocky(false).build();
  private final Poller poller = Poller.create();
  private final Pair left = context.pair();
  private final Pair right = context.pair();

  @BeforeEach
  void join() {
    left.bind("inproc://pair");
    right.connect("inproc://pair");
  }

  @AfterEach
  void close() {
    poller.close();
    context.close();
  }

  @Test
  @CFunction({"zmq_poll", "zmq_ppoll"})
  void pollsSocketsAndChannels() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      poller.add(right, IN);
      poller.add(source, IN);
      assertThat(poller.poll(Duration.ZERO)).isEmpty();
      left.send("x");
      sink.write(ByteBuffer.allocate(1));
      assertThat(poller.poll()).extracting(Poller.Ready::source).containsExactly(right, source);
    }
  }

  @Test
  @CFunction({"zmq_poller_new", "zmq_poller_destroy", "zmq_poller_size"})
  void opensAndClosesAPoller() {
    poller.add(left, IN);
    assertThat(poller.size()).isEqualTo(1);
    poller.close();
    assertFails(ErrorCode.EFAULT, poller::size);
  }

  @Test
  @CFunction({"zmq_poller_add", "zmq_poller_modify", "zmq_poller_remove"})
  void registersSockets() {
    poller.add(left, Set.of(OUT), "attachment");
    assertThat(poller.poll().get(0).attachment()).isEqualTo("attachment");
    poller.modify(left, EnumSet.of(IN));
    assertThat(poller.poll(Duration.ZERO)).isEmpty();
    poller.remove(left);
    assertFails(ErrorCode.EINVAL, () -> poller.remove(left));
  }

  @Test
  @CFunction({"zmq_poller_add_fd", "zmq_poller_modify_fd", "zmq_poller_remove_fd"})
  void registersChannels() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      sink.configureBlocking(false);
      poller.add(sink, EnumSet.noneOf(Poller.Event.class), null);
      assertThat(poller.poll(Duration.ZERO)).isEmpty();
      poller.modify(sink, EnumSet.of(OUT));
      assertThat(poller.poll()).hasSize(1);
      poller.remove(sink);
      assertThat(source.isOpen()).isTrue();
    }
  }

  @Test
  @CFunction({"zmq_poller_wait", "zmq_poller_wait_all"})
  void waitsForAllThatIsReady() {
    poller.add(left, IN, OUT);
    poller.add(right, IN, OUT);
    assertThat(poller.poll(Patience.LIMIT)).hasSize(2);
    poller.remove(left);
    poller.remove(right);
    assertThat(poller.poll(Duration.ofMillis(1))).isEmpty();
    assertFails(ErrorCode.EFAULT, poller::poll);
  }

  @Test
  @CFunction("zmq_poller_fd")
  void hasNoFileDescriptors() {
    assertFails(ErrorCode.ENOTSUP, () -> left.get(Options.FILE_DESCRIPTOR));
  }

  @Test
  @CFunction({"zmq_proxy", "zmq_device"})
  void runsAProxy() {
    Pull front = context.pull();
    Push back = context.push();
    Pub capture = context.pub();
    front.bind("inproc://front");
    back.bind("inproc://back");
    Caller<Void> running = Caller.run(Proxy.between(front, back).capture(capture));
    Push source = context.push();
    Pull sink = context.pull();
    source.connect("inproc://front");
    sink.connect("inproc://back");
    source.send("x");
    assertThat(Patience.receiveText(sink)).isEqualTo("x");
    context.shutdown();
    running.result();
  }

  @Test
  @CFunction("zmq_proxy_steerable")
  void steersAProxy() {
    Pull front = context.pull();
    Push back = context.push();
    Proxy proxy = Proxy.between(front, back).control(left);
    Caller<Void> running = Caller.run(proxy);
    right.send("PAUSE");
    right.send("STATISTICS");
    assertThat(Patience.receive(right).frameCount()).isEqualTo(8);
    assertThat(proxy.isPaused()).isTrue();
    right.send("TERMINATE");
    running.result();
    proxy.close();
  }
}
