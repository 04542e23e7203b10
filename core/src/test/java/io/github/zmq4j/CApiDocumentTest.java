package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/c-api.md has a row for each function of libzmq, and each row names a test that runs it. */
class CApiDocumentTest {
  private static final List<Class<?>> TESTS =
      List.of(
          CApiContextIT.class,
          CApiMessageTest.class,
          CApiSocketIT.class,
          CApiPollIT.class,
          CApiUtilityTest.class);

  /** libzmq 4.3.6, stable and draft; and the context-wide monitor, which libzmq does not have. */
  private static final String FUNCTIONS =
      """
      errno strerror version has
      ctx_new ctx_term ctx_shutdown ctx_set ctx_get ctx_set_ext ctx_get_ext ctx_set_monitor
      init term ctx_destroy
      msg_init msg_init_size msg_init_data msg_init_buffer msg_send msg_recv msg_close msg_move
      msg_copy msg_data msg_size msg_more msg_get msg_set msg_gets
      msg_set_routing_id msg_routing_id msg_set_group msg_group
      socket close setsockopt getsockopt bind connect unbind disconnect send send_const recv
      socket_monitor socket_monitor_versioned socket_monitor_pipes_stats
      sendmsg recvmsg sendiov recviov
      join leave connect_peer disconnect_peer socket_get_peer_state
      poll ppoll poller_new poller_destroy poller_size poller_add poller_modify poller_remove
      poller_wait poller_wait_all poller_fd poller_add_fd poller_modify_fd poller_remove_fd
      proxy proxy_steerable device
      z85_encode z85_decode curve_keypair curve_public
      atomic_counter_new atomic_counter_set atomic_counter_inc atomic_counter_dec
      atomic_counter_value atomic_counter_destroy
      timers_new timers_destroy timers_add timers_cancel timers_set_interval timers_reset
      timers_timeout timers_execute
      stopwatch_start stopwatch_intermediate stopwatch_stop sleep threadstart threadclose
      """;

  private static final Pattern ROW = Pattern.compile("\\| `(zmq_\\w+)` \\| (.*) \\| `(\\S+)` \\|");

  private record Row(String function, String counterpart, String test) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "c-api.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(row.group(1), row.group(2), row.group(3)));
      } else {
        assertThat(line).as("a row that is not written like the others").doesNotContain("| `zmq_");
      }
    }
    return rows;
  }

  @Test
  void hasARowForEachFunction() throws IOException {
    assertThat(rows())
        .extracting(Row::function)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(FUNCTIONS.strip().split("\\s+")).map(name -> "zmq_" + name).toList());
  }

  @Test
  void hasNoEmptyRow() throws IOException {
    assertThat(rows()).allSatisfy(row -> assertThat(row.counterpart()).isNotBlank());
  }

  @Test
  void namesTheTestThatRunsTheRow() throws IOException {
    Map<String, String> testsByFunction = new HashMap<>();
    for (Class<?> type : TESTS) {
      for (Method method : type.getDeclaredMethods()) {
        CFunction functions = method.getAnnotation(CFunction.class);
        if (functions != null) {
          assertThat(method.isAnnotationPresent(Test.class)).as(method.getName()).isTrue();
          for (String function : functions.value()) {
            String name = type.getSimpleName() + "." + method.getName();
            assertThat(testsByFunction.put(function, name)).as("tests of " + function).isNull();
          }
        }
      }
    }
    Map<String, String> documented = new HashMap<>();
    rows().forEach(row -> documented.put(row.function(), row.test()));
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(testsByFunction);
  }
}
