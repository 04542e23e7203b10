package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receiving and sending without a thread that waits. */
class AsyncIT {
  private final Context context = Context.create();
  private final Pull pull = context.pull();
  private final Push push = context.push();

  @AfterEach
  void close() {
    context.close();
  }

  private void join(String endpoint) {
    push.set(Options.LINGER, Duration.ZERO);
    push.connect(pull.bind(endpoint));
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private static void assertFailed(CompletableFuture<?> future, ErrorCode code) {
    assertThatThrownBy(() -> get(future))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ZmqException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Nested
  class Receive {
    @Test
    void isDoneAtOnceWhenAMessageIsThere() {
      join("inproc://a");
      push.send("x");
      assertThat(pull.receiveAsync()).isCompletedWithValue(Message.of("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://a", "tcp://127.0.0.1:*"})
    void isDoneWhenAMessageComes(String endpoint) {
      join(endpoint);
      CompletableFuture<Message> future = pull.receiveAsync();
      assertThat(future).isNotDone();
      push.send("x");
      assertThat(get(future).text()).isEqualTo("x");
    }

    @Test
    void isDoneInTheOrderAskedFor() {
      join("tcp://127.0.0.1:*");
      List<Integer> completed = new ArrayList<>(); // by one thread at a time
      List<CompletableFuture<Message>> futures = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        int n = i;
        futures.add(pull.receiveAsync().whenComplete((message, failure) -> completed.add(n)));
      }
      Caller.run(() -> IntStream.range(0, 2000).forEach(n -> push.send(String.valueOf(n))));
      for (int i = 0; i < 2000; i++) {
        assertThat(get(futures.get(i)).text()).isEqualTo(String.valueOf(i));
      }
      assertThat(completed).isSorted();
    }

    @Test
    void needsNoThreadToWait() {
      join("tcp://127.0.0.1:*");
      int before = Thread.activeCount();
      List<CompletableFuture<Message>> futures = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        futures.add(pull.receiveAsync());
      }
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 10);
      pull.close();
      futures.forEach(future -> assertFailed(future, ErrorCode.ENOTSOCK));
    }

    @Test
    void completesOnAThreadForCallbacksAndWithoutALock() {
      join("tcp://127.0.0.1:*");
      CompletableFuture<String> thread = new CompletableFuture<>();
      CompletableFuture<String> second =
          pull.receiveAsync()
              .thenApply(first -> pull.receive().text()) // waits: bad manners, but no deadlock
              .whenComplete((text, failure) -> thread.complete(Thread.currentThread().getName()));
      push.send("1");
      push.send("2");
      assertThat(get(second)).isEqualTo("2");
      assertThat(get(thread)).contains("zmq4j-callback");
    }

    @Test
    void completesWhereTheCallerSays() {
      join("tcp://127.0.0.1:*");
      ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
      CompletableFuture<String> thread =
          pull.receiveAsync(own).thenApply(message -> Thread.currentThread().getName());
      push.send("x");
      assertThat(get(thread)).isEqualTo("mine");

      own.shutdown();
      CompletableFuture<Message> rejected = pull.receiveAsync(own);
      push.send("y");
      assertThat(get(rejected).text()).isEqualTo("y");
    }

    @Test
    void neverRunsADirectExecutorOnTheDriver() {
      join("tcp://127.0.0.1:*");
      Executor direct = Runnable::run;
      CompletableFuture<String> thread =
          pull.receiveAsync(direct).thenApply(message -> Thread.currentThread().getName());
      push.send("x");
      assertThat(get(thread)).contains("zmq4j-callback");
    }

    @Test
    void givesUpItsPlaceWhenCancelled() {
      join("inproc://a");
      CompletableFuture<Message> first = pull.receiveAsync();
      CompletableFuture<Message> second = pull.receiveAsync();
      assertThat(first.cancel(false)).isTrue();
      push.send("x");
      assertThat(get(second).text()).isEqualTo("x");
      assertThat(first).isCancelled();
      assertThat(second.cancel(false)).isFalse();
    }

    @Test
    void losesNoMessageToATimeout() {
      join("inproc://a");
      CompletableFuture<Message> future = pull.receiveAsync().orTimeout(1, TimeUnit.MILLISECONDS);
      assertThatThrownBy(future::join).hasCauseInstanceOf(TimeoutException.class);
      push.send("x");
      assertThat(pull.receive().text()).isEqualTo("x");
    }

    @Test
    void losesNoMessageToARaceWithCancel() {
      join("inproc://a");
      int received = 0;
      for (int i = 0; i < 2000; i++) {
        CompletableFuture<Message> future = pull.receiveAsync();
        push.send("x");
        if (!future.cancel(false)) {
          get(future);
          received++;
        } else {
          assertThat(pull.receive().text()).isEqualTo("x");
          received++;
        }
      }
      assertThat(received).isEqualTo(2000);
      assertThat(pull.tryReceive()).isNull();
    }

    @Test
    void failsWhenTheSocketIsClosed() {
      join("tcp://127.0.0.1:*");
      CompletableFuture<Message> future = pull.receiveAsync();
      pull.close();
      assertFailed(future, ErrorCode.ENOTSOCK);
      assertFailed(pull.receiveAsync(), ErrorCode.ENOTSOCK);
    }

    @Test
    void failsWhenTheContextIsShutDown() {
      join("tcp://127.0.0.1:*");
      CompletableFuture<Message> future = pull.receiveAsync();
      context.shutdown();
      assertFailed(future, ErrorCode.ETERM);
      assertFailed(pull.receiveAsync(), ErrorCode.ETERM);
    }

    @Test
    void isDoneBeforeTheContextHasClosed() {
      join("tcp://127.0.0.1:*");
      CompletableFuture<Message> future = pull.receiveAsync();
      CompletableFuture<Void> after = future.handle((message, failure) -> null);
      context.close();
      assertThat(after).isDone();
      assertFailed(future, ErrorCode.ETERM);
    }

    @Test
    void mayCloseTheContextFromACallback() {
      join("tcp://127.0.0.1:*");
      CompletableFuture<Void> closed = pull.receiveAsync().thenRun(context::close);
      push.send("x");
      get(closed);
      assertThat(context.isShutdown()).isTrue();
    }

    @Test
    void waitsForItsTurnBehindOthers() {
      Rep rep = context.rep();
      rep.bind("inproc://rep");
      Req req = context.req();
      req.connect("inproc://rep");
      Req other = context.req();
      other.connect("inproc://rep");

      CompletableFuture<Message> first = rep.receiveAsync();
      CompletableFuture<Message> second = rep.receiveAsync();
      req.send("1");
      assertThat(get(first).text()).isEqualTo("1");
      assertFailed(req.sendAsync(Message.of("too early")), ErrorCode.EFSM);
      other.send("2");
      assertThat(second).isNotDone();
      rep.send("reply");
      assertThat(get(second).text()).isEqualTo("2");
      assertFailed(rep.receiveAsync(), ErrorCode.EFSM);
    }
  }

  @Nested
  class Send {
    @Test
    void isDoneAtOnceWhenThereIsRoom() {
      join("inproc://a");
      assertThat(push.sendAsync(Message.of("x"))).isCompleted();
      assertThat(pull.receive().text()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://a", "tcp://127.0.0.1:*"})
    void isDoneWhenThereIsAPeer(String endpoint) {
      CompletableFuture<Void> future = push.sendAsync(Message.of("x"));
      assertThat(future).isNotDone();
      join(endpoint);
      get(future);
      assertThat(Patience.receiveText(pull)).isEqualTo("x");
    }

    @Test
    void isDoneInOrderWhenThereIsRoom() {
      push.set(Options.SEND_HIGH_WATER_MARK, 10);
      pull.set(Options.RECEIVE_HIGH_WATER_MARK, 10);
      join("inproc://a");
      List<CompletableFuture<Void>> futures = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        futures.add(push.sendAsync(Message.of(String.valueOf(i))));
      }
      assertThat(futures.get(19)).isCompleted();
      assertThat(futures.get(20)).isNotDone();
      for (int i = 0; i < 3000; i++) {
        assertThat(Patience.receiveText(pull)).isEqualTo(String.valueOf(i));
      }
      futures.forEach(AsyncIT::get);
    }

    @Test
    void sendsNothingWhenCancelled() {
      CompletableFuture<Void> first = push.sendAsync(Message.of("1"));
      CompletableFuture<Void> second = push.sendAsync(Message.of("2"));
      assertThat(first.cancel(true)).isTrue();
      join("inproc://a");
      get(second);
      assertThat(pull.receive().text()).isEqualTo("2");
      assertThat(pull.tryReceive()).isNull();
    }

    @Test
    void failsAloneWhenAMessageCannotBeSent() {
      Router router = context.router();
      router.mandatory(true);
      CompletableFuture<Void> bad = router.sendAsync(Message.of("nobody", "x"));
      assertFailed(bad, ErrorCode.EHOSTUNREACH);
    }

    @Test
    void failsWhenTheSocketIsClosed() {
      CompletableFuture<Void> future = push.sendAsync(Message.of("x"));
      push.close();
      assertFailed(future, ErrorCode.ENOTSOCK);
      assertFailed(push.sendAsync(Message.of("y")), ErrorCode.ENOTSOCK);
    }

    @Test
    void asksAndAnswersWithoutAThread() {
      Req req = context.req();
      Rep rep = context.rep();
      req.connect(rep.bind("tcp://127.0.0.1:*"));
      CompletableFuture<Void> asked = req.sendAsync(Message.of("question"));
      CompletableFuture<Message> answer = req.receiveAsync();
      CompletableFuture<Void> served =
          rep.receiveAsync().thenCompose(question -> rep.sendAsync(Message.of("answer")));
      assertThat(get(answer).text()).isEqualTo("answer");
      get(asked);
      get(served);
    }
  }
}
