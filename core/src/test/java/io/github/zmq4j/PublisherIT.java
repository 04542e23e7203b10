package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket as a source of messages with back pressure. */
class PublisherIT {
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

  /** Keeps what it is told, and checks that it is told one thing at a time. */
  private static class Recorder implements Flow.Subscriber<Message> {
    final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final AtomicInteger inside = new AtomicInteger();
    volatile Flow.Subscription subscription;
    volatile String thread;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public void onNext(Message message) {
      hear(message.text());
    }

    @Override
    public void onError(Throwable cause) {
      hear(cause.getClass().getSimpleName());
    }

    @Override
    public void onComplete() {
      hear("complete");
    }

    void hear(String what) {
      if (inside.getAndIncrement() != 0) {
        heard.add("two at a time");
      }
      thread = Thread.currentThread().getName();
      heard.add(what);
      inside.decrementAndGet();
    }

    String next() {
      try {
        return heard.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://a", "tcp://127.0.0.1:*"})
  void givesEachSubscriberAsMuchAsItRequests(String endpoint) {
    join(endpoint);
    Recorder subscriber = new Recorder();
    pull.publisher().subscribe(subscriber);
    for (int i = 0; i < 5; i++) {
      push.send(String.valueOf(i));
    }
    assertThat(subscriber.heard).isEmpty();
    subscriber.subscription.request(2);
    assertThat(subscriber.next()).isEqualTo("0");
    assertThat(subscriber.next()).isEqualTo("1");
    subscriber.subscription.request(1);
    assertThat(subscriber.next()).isEqualTo("2");
    assertThat(Patience.receiveText(pull)).isEqualTo("3"); // the rest is for whoever asks
    assertThat(subscriber.thread).contains("zmq4j-callback");
  }

  @Test
  void slowsTheSenderDown() {
    push.set(Options.SEND_HIGH_WATER_MARK, 10);
    pull.set(Options.RECEIVE_HIGH_WATER_MARK, 10);
    join("inproc://a");
    Recorder subscriber = new Recorder();
    pull.publisher().subscribe(subscriber);
    int sent = 0;
    while (push.trySend("x")) {
      sent++;
    }
    assertThat(sent).isEqualTo(20);
    subscriber.subscription.request(15);
    for (int i = 0; i < 15; i++) {
      assertThat(subscriber.next()).isEqualTo("x");
    }
    Patience.until("there is room again", () -> push.trySend("x"));
  }

  @Test
  void bringsManyMessagesInOrder() {
    join("tcp://127.0.0.1:*");
    int count = 100_000;
    Recorder subscriber =
        new Recorder() {
          @Override
          public void onNext(Message message) {
            super.onNext(message);
            subscription.request(1);
          }
        };
    pull.publisher().subscribe(subscriber);
    subscriber.subscription.request(10);
    Caller<Void> sending =
        Caller.run(
            () -> {
              for (int i = 0; i < count; i++) {
                push.send(String.valueOf(i));
              }
            });
    for (int i = 0; i < count; i++) {
      assertThat(subscriber.next()).isEqualTo(String.valueOf(i));
    }
    sending.result();
  }

  @Test
  void sharesMessagesAmongSubscribers() {
    join("tcp://127.0.0.1:*");
    Flow.Publisher<Message> publisher = pull.publisher();
    List<Recorder> subscribers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Recorder subscriber = new Recorder();
      publisher.subscribe(subscriber);
      subscriber.subscription.request(Long.MAX_VALUE);
      subscriber.subscription.request(Long.MAX_VALUE);
      subscribers.add(subscriber);
    }
    for (int i = 0; i < 3000; i++) {
      push.send(String.valueOf(i));
    }
    Patience.until(
        "all have come", () -> subscribers.stream().mapToInt(s -> s.heard.size()).sum() == 3000);
    assertThat(subscribers.stream().flatMap(s -> s.heard.stream()))
        .doesNotHaveDuplicates()
        .doesNotContain("two at a time");
  }

  @Test
  void callsSubscribersWhereTheCallerSays() throws InterruptedException {
    join("tcp://127.0.0.1:*");
    ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
    Recorder subscriber = new Recorder();
    pull.publisher(own).subscribe(subscriber);
    subscriber.subscription.request(1);
    push.send("x");
    assertThat(subscriber.next()).isEqualTo("x");
    assertThat(subscriber.thread).isEqualTo("mine");

    own.shutdown();
    assertThat(own.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    subscriber.subscription.request(1);
    assertThat(subscriber.next()).isEqualTo("RejectedExecutionException");
  }

  @Test
  void completesWhenTheSocketIsClosedEvenWithoutDemand() {
    join("tcp://127.0.0.1:*");
    Recorder asking = new Recorder();
    Recorder idle = new Recorder();
    pull.publisher().subscribe(asking);
    pull.publisher().subscribe(idle);
    asking.subscription.request(1);
    pull.close();
    assertThat(asking.next()).isEqualTo("complete");
    assertThat(idle.next()).isEqualTo("complete");

    Recorder late = new Recorder();
    pull.publisher().subscribe(late);
    assertThat(late.next()).isEqualTo("complete");
  }

  @Test
  void completesBeforeTheContextHasClosed() {
    join("tcp://127.0.0.1:*");
    Recorder subscriber = new Recorder();
    pull.publisher().subscribe(subscriber);
    subscriber.subscription.request(1);
    context.close();
    assertThat(subscriber.heard).containsExactly("complete");
  }

  @Test
  void saysNothingAfterCancel() {
    join("inproc://a");
    Recorder subscriber = new Recorder();
    pull.publisher().subscribe(subscriber);
    subscriber.subscription.request(10);
    subscriber.subscription.cancel();
    subscriber.subscription.request(10);
    push.send("x");
    assertThat(Patience.receiveText(pull)).isEqualTo("x");
    pull.close();
    context.close();
    assertThat(subscriber.heard).isEmpty();
  }

  @Test
  void refusesARequestForNothing() {
    join("inproc://a");
    Recorder subscriber = new Recorder();
    pull.publisher().subscribe(subscriber);
    subscriber.subscription.request(0);
    assertThat(subscriber.next()).isEqualTo("IllegalArgumentException");
    subscriber.subscription.request(1);
    push.send("x");
    assertThat(Patience.receiveText(pull)).isEqualTo("x");
  }

  @Test
  void refusesNoSubscriber() {
    Flow.Publisher<Message> publisher = pull.publisher();
    assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void endsTheSubscriptionOfASubscriberThatFails() {
    join("inproc://a");
    CountDownLatch failed = new CountDownLatch(1);
    Recorder subscriber =
        new Recorder() {
          @Override
          public void onNext(Message message) {
            failed.countDown();
            throw new IllegalStateException("on purpose");
          }
        };
    pull.publisher().subscribe(subscriber);
    subscriber.subscription.request(10);
    push.send("x");
    Patience.until("it has failed", () -> failed.getCount() == 0);
    push.send("y");
    assertThat(Patience.receiveText(pull)).isEqualTo("y");
    assertThat(subscriber.heard).isEmpty();
  }

  @Test
  void servesRequestsInTurn() {
    Rep rep = context.rep();
    String endpoint = rep.bind("tcp://127.0.0.1:*");
    Recorder server =
        new Recorder() {
          @Override
          public void onNext(Message message) {
            rep.send("re: " + message.text());
          }
        };
    rep.publisher().subscribe(server);
    server.subscription.request(Long.MAX_VALUE);
    Req req = context.req();
    req.connect(endpoint);
    for (int i = 0; i < 100; i++) {
      req.send(String.valueOf(i));
      assertThat(Patience.receiveText(req)).isEqualTo("re: " + i);
    }
  }
}
