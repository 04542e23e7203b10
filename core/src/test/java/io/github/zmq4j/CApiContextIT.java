package io.github.zmq4j;

import static io.github.zmq4j.ZmqErrors.assertFails;
import static io.github.zmq4j.ZmqErrors.assertTerminated;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** docs/c-api.md: the library and its contexts. */
class CApiContextIT {
  @Test
  @CFunction("zmq_version")
  void tellsItsVersion() {
    assertThat(Zmq.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  @CFunction({"zmq_errno", "zmq_strerror"})
  void tellsWhatWentWrong() {
    try (Context context = Context.create();
        Pull pull = context.pull()) {
      assertFails(ErrorCode.EINVAL, () -> pull.connect("nonsense"));
      assertThat(ErrorCode.EINVAL.number()).isEqualTo(22);
      assertThat(ErrorCode.EFSM.number()).isEqualTo(156384763);
      assertThat(ErrorCode.ETERM.message()).isEqualTo("Context was terminated");
    }
  }

  @Test
  @CFunction("zmq_has")
  void tellsWhatItCan() {
    assertThat(Zmq.has("ipc")).isTrue();
    assertThat(Zmq.has("draft")).isTrue();
    assertThat(Zmq.has("pgm")).isFalse();
  }

  @Test
  @CFunction({"zmq_ctx_new", "zmq_init"})
  void makesAContext() {
    try (Context context = Context.create();
        Context other = Context.builder().ioThreads(2).build()) {
      assertThat(context.get(ContextOption.IO_THREADS)).isEqualTo(1);
      assertThat(other.get(ContextOption.IO_THREADS)).isEqualTo(2);
    }
  }

  @Test
  @CFunction({"zmq_ctx_term", "zmq_term", "zmq_ctx_destroy"})
  void endsAContextAndWhoWaitsInIt() {
    Context context = Context.create();
    Pull pull = context.pull();
    pull.bind("tcp://127.0.0.1:*");
    Caller<Message> receiving = Caller.start(pull::receive).awaitWaiting();
    context.close();
    assertTerminated(receiving::result);
    assertThat(pull.isClosed()).isTrue();
  }

  @Test
  @CFunction("zmq_ctx_shutdown")
  void shutsAContextDown() {
    try (Context context = Context.create()) {
      Pull pull = context.pull();
      context.shutdown();
      assertThat(context.isShutdown()).isTrue();
      assertTerminated(pull::tryReceive);
      assertTerminated(context::pull);
    }
  }

  @Test
  @CFunction({"zmq_ctx_set", "zmq_ctx_get"})
  void setsOptionsOfAContext() {
    try (Context context = Context.create()) {
      context.set(ContextOption.MAX_SOCKETS, 1);
      assertThat(context.get(ContextOption.MAX_SOCKETS)).isEqualTo(1);
      context.pull();
      assertFails(ErrorCode.EMFILE, context::pull);
      assertFails(ErrorCode.EINVAL, () -> context.set(ContextOption.MAX_SOCKETS, 0));
      assertThat(context.get(ContextOption.SOCKET_LIMIT)).isEqualTo(65_535);
      assertFails(ErrorCode.ENOTSUP, () -> context.get(ContextOption.THREAD_PRIORITY));
    }
  }

  @Test
  @CFunction({"zmq_ctx_set_ext", "zmq_ctx_get_ext"})
  void setsOptionsThatAreTexts() {
    try (Context context = Context.create()) {
      context.set(ContextOption.THREAD_NAME_PREFIX, "mine");
      assertThat(context.get(ContextOption.THREAD_NAME_PREFIX)).isEqualTo("mine");
      assertFails(
          ErrorCode.EINVAL, () -> context.set(ContextOption.THREAD_NAME_PREFIX, "x".repeat(17)));
    }
  }

  @Test
  @CFunction("zmq_ctx_set_monitor")
  void monitorsAllSocketsOfAContext() throws InterruptedException {
    LinkedBlockingQueue<MonitorEvent> events = new LinkedBlockingQueue<>();
    try (Context context = Context.builder().monitor(events::add).build()) {
      String endpoint = context.pull().bind("tcp://127.0.0.1:*");
      MonitorEvent event = events.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      assertThat(event.type()).isEqualTo(MonitorEvent.Type.LISTENING);
      assertThat(event.localEndpoint()).isEqualTo(endpoint);
    }
  }
}
