package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps the monitor events of a socket, for tests that wait for them. */
final class EventRecorder implements MonitorListener {
  private final LinkedBlockingQueue<MonitorEvent> events = new LinkedBlockingQueue<>();

  /** Watches a socket from now on. */
  static EventRecorder on(Socket socket) {
    EventRecorder recorder = new EventRecorder();
    socket.monitor(recorder);
    return recorder;
  }

  @Override
  public void onEvent(MonitorEvent event) {
    events.add(event);
  }

  /** The next event. */
  MonitorEvent next() {
    try {
      MonitorEvent event = events.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return event != null ? event : fail("No further event came");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next event, which must be of a type. */
  MonitorEvent next(MonitorEvent.Type type) {
    MonitorEvent event = next();
    assertThat(event.type()).as("type of %s", event).isEqualTo(type);
    return event;
  }

  /** The next event of a type; those before it are skipped. */
  MonitorEvent await(MonitorEvent.Type type) {
    MonitorEvent event;
    do {
      event = next();
    } while (event.type() != type);
    return event;
  }

  /** The types of the events up to the first one of a type. */
  List<MonitorEvent.Type> typesUntil(MonitorEvent.Type last) {
    List<MonitorEvent.Type> types = new ArrayList<>();
    do {
      types.add(next().type());
    } while (types.get(types.size() - 1) != last);
    return types;
  }

  /** Whether nothing is left. */
  boolean isEmpty() {
    return events.isEmpty();
  }
}
