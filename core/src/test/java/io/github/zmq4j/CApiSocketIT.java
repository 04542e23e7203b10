package io.github.zmq4j;

import static io.github.zmq4j.ZmqErrors.assertClosed;
import static io.github.zmq4j.ZmqErrors.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** docs/c-api.md: sockets. */
class CApiSocketIT {
  private final Context context = Context.builder().blocky(false).build();
  private final Pair left = context.pair();
  private final Pair right = context.pair();

  @AfterEach
  void close() {
    context.close();
  }

  private void join() {
    left.bind("inproc://pair");
    right.connect("inproc://pair");
  }

  @Test
  @CFunction({"zmq_socket", "zmq_close"})
  void opensAndClosesASocket() {
    Socket socket = context.socket(SocketType.REQ);
    assertThat(socket).isInstanceOf(Req.class);
    socket.close();
    assertThat(socket.isClosed()).isTrue();
    assertClosed(() -> socket.bind("inproc://a"));
    assertFails(ErrorCode.ENOTSUP, () -> context.socket(SocketType.DGRAM));
  }

  @Test
  @CFunction({"zmq_setsockopt", "zmq_getsockopt"})
  void setsOptions() {
    left.set(Options.SEND_HIGH_WATER_MARK, 7);
    assertThat(left.get(Options.SEND_HIGH_WATER_MARK)).isEqualTo(7);
    assertThat(left.get(Options.TYPE)).isEqualTo(SocketType.PAIR);
    assertFails(ErrorCode.EINVAL, () -> left.set(Options.SEND_HIGH_WATER_MARK, -1));
    assertFails(ErrorCode.EINVAL, () -> left.set(Options.SUBSCRIBE, new byte[0]));
    assertFails(ErrorCode.ENOTSUP, () -> left.get(Options.FILE_DESCRIPTOR));
  }

  @Test
  @CFunction({"zmq_bind", "zmq_connect"})
  void bindsAndConnects() {
    String endpoint = left.bind("tcp://127.0.0.1:*");
    assertThat(endpoint).matches("tcp://127\\.0\\.0\\.1:\\d+");
    right.connect(endpoint);
    right.send("x");
    assertThat(Patience.receiveText(left)).isEqualTo("x");
    assertFails(ErrorCode.EADDRINUSE, () -> context.pull().bind(endpoint));
    assertFails(ErrorCode.EPROTONOSUPPORT, () -> right.connect("pigeon://coop"));
  }

  @Test
  @CFunction({"zmq_unbind", "zmq_disconnect"})
  void unbindsAndDisconnects() {
    String endpoint = left.bind("tcp://127.0.0.1:*");
    right.connect(endpoint);
    right.disconnect(endpoint);
    left.unbind(endpoint);
    assertFails(ErrorCode.ENOENT, () -> right.disconnect(endpoint));
    assertFails(ErrorCode.ENOENT, () -> left.unbind(endpoint));
    context.pull().bind(endpoint); // it is free again
  }

  @Test
  @CFunction({"zmq_send", "zmq_recv"})
  void sendsAndReceivesBytes() {
    join();
    left.sendMore(new byte[] {1});
    left.send(new byte[] {2, 3, 4});
    assertThat(right.receiveFrame().bytes()).containsExactly(1);
    assertThat(right.hasMore()).isTrue();
    Frame last = right.receiveFrame();
    ByteBuffer small = ByteBuffer.allocate(2); // takes what fits; the size tells of the rest
    last.copyTo(0, small, Math.min(small.remaining(), last.size()));
    assertThat(small.array()).containsExactly(2, 3);
    assertThat(last.size()).isEqualTo(3);
    assertThat(right.tryReceiveFrame()).isNull(); // ZMQ_DONTWAIT
  }

  @Test
  @CFunction("zmq_send_const")
  void sendsBytesThatNeverChangeWithoutACopy() {
    join();
    byte[] constant = "constant".getBytes(UTF_8);
    left.send(Message.wrap(constant));
    assertThat(right.receive().text()).isEqualTo("constant");
  }

  @Test
  @CFunction({
    "zmq_msg_send",
    "zmq_msg_recv",
    "zmq_sendmsg",
    "zmq_recvmsg",
    "zmq_sendiov",
    "zmq_recviov"
  })
  void sendsAndReceivesMessages() {
    join();
    assertThat(left.trySend(Message.of("a", "b"))).isTrue(); // ZMQ_DONTWAIT
    assertThat(right.receive().frames()).isEqualTo(List.of(Frame.of("a"), Frame.of("b")));
    left.send(Message.of(List.of(Frame.of("one"), Frame.of("two"))));
    assertThat(right.receive()).isEqualTo(Message.of("one", "two"));
    assertThat(right.tryReceive()).isNull();
  }

  @Test
  @CFunction({"zmq_msg_more", "zmq_msg_get"})
  void tellsWhetherAMessageGoesOn() {
    join();
    left.send(Message.of("a", "b"));
    right.receiveFrame();
    assertThat(right.hasMore()).isTrue();
    assertThat(right.get(Options.RECEIVE_MORE)).isTrue();
    right.receiveFrame();
    assertThat(right.hasMore()).isFalse();
    left.send(Message.of("a", "b"));
    assertThat(right.receive().frameCount()).isEqualTo(2);
  }

  @Test
  @CFunction({"zmq_join", "zmq_leave"})
  void joinsAndLeavesGroups() {
    Radio radio = context.radio();
    Dish dish = context.dish();
    dish.bind("inproc://groups");
    radio.connect("inproc://groups");
    dish.join("weather");
    assertFails(ErrorCode.EINVAL, () -> dish.join("weather"));
    radio.send("sports", "x");
    radio.send("weather", "fine");
    Message message = Patience.receive(dish);
    assertThat(message.group()).isEqualTo("weather");
    assertThat(message.text()).isEqualTo("fine");
    dish.leave("weather");
    assertFails(ErrorCode.EINVAL, () -> dish.leave("weather"));
  }

  @Test
  @CFunction({"zmq_connect_peer", "zmq_disconnect_peer"})
  void addressesPeersByNumber() {
    Peer first = context.peer();
    Peer second = context.peer();
    first.bind("inproc://peer");
    int number = second.connectPeer("inproc://peer");
    assertThat(number).isNotZero();
    second.send(Message.of("hello").withRoutingId(number));
    int back = Patience.receive(first).routingId();
    assertThat(first.disconnectPeer(back)).isTrue();
    assertThat(first.disconnectPeer(back)).isFalse();
    assertFails(ErrorCode.EHOSTUNREACH, () -> first.send(Message.of("gone").withRoutingId(back)));
  }

  @Test
  @CFunction("zmq_socket_get_peer_state")
  void tellsWhetherARouterCanSendToAPeer() {
    Router router = context.router();
    router.bind("inproc://router");
    Dealer dealer = context.dealer();
    dealer.routingId("peer");
    dealer.connect("inproc://router");
    assertThat(router.canSendTo(Frame.of("peer"))).isTrue();
    assertThat(router.canSendTo(Frame.of("nobody"))).isFalse();
    assertThat(router.peers()).hasSize(1);
  }

  @Test
  @CFunction({"zmq_socket_monitor", "zmq_socket_monitor_versioned"})
  void monitorsASocket() {
    EventRecorder events = EventRecorder.on(left);
    right.connect(left.bind("tcp://127.0.0.1:*"));
    MonitorEvent done = events.await(MonitorEvent.Type.HANDSHAKE_SUCCEEDED);
    assertThat(done.localEndpoint()).isEqualTo(left.lastEndpoint());
    assertThat(done.remoteEndpoint()).startsWith("tcp://127.0.0.1:");
    left.monitor(null);
    events.await(MonitorEvent.Type.MONITOR_STOPPED);
  }

  @Test
  @CFunction("zmq_socket_monitor_pipes_stats")
  void tellsHowManyMessagesWait() {
    join();
    left.send("1");
    left.send("2");
    SocketSnapshot socket =
        context.snapshot().sockets().stream()
            .filter(each -> each.id() == right.id())
            .findFirst()
            .orElseThrow();
    assertThat(socket.connections().get(0).receiveQueue()).isEqualTo(2);
    assertThat(socket.connections().get(0).sendQueue()).isZero();
  }
}
