package io.github.zmq4j.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.SocketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** A socket of native libzmq. Options and events have the names and numbers of libzmq. */
final class LibzmqSocket implements PeerSocket {
  private static final HexFormat HEX = HexFormat.of();

  private final Libzmq libzmq;
  private final String number;

  LibzmqSocket(Libzmq libzmq, SocketType type) {
    this.libzmq = libzmq;
    number = libzmq.call("socket " + type);
  }

  void set(String option, int value) {
    call("set", option + " " + value);
  }

  private void set(String option, byte[] value) {
    call("set", option + " hex:" + HEX.formatHex(value));
  }

  @Override
  public String bind(String endpoint) {
    return call("bind", endpoint);
  }

  @Override
  public void connect(String endpoint) {
    call("connect", endpoint);
  }

  @Override
  public void send(Message message) {
    StringBuilder frames = new StringBuilder();
    for (Frame frame : message.frames()) {
      frames.append(frame.size() == 0 ? "-" : HEX.formatHex(frame.bytes())).append(' ');
    }
    call("send", frames.toString());
  }

  @Override
  public boolean trySend(Message message) {
    try {
      send(message);
      return true;
    } catch (LibzmqException e) {
      if (e.number() == ErrorCode.EHOSTUNREACH.number()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Optional<Message> tryReceive(Duration timeout) {
    String answer;
    try {
      answer = call("recv", String.valueOf(timeout.toMillis()));
    } catch (LibzmqException e) {
      if (e.number() == ErrorCode.EAGAIN.number()) {
        return Optional.empty();
      }
      throw e;
    }
    List<Frame> frames = new ArrayList<>();
    for (String hex : answer.split(" ", -1)) {
      frames.add(hex.equals("-") ? Frame.EMPTY : Frame.wrap(HEX.parseHex(hex)));
    }
    return Optional.of(Message.of(frames));
  }

  /** Begins to send messages back; the answer comes after the last one. */
  Future<String> echo(int count) {
    return libzmq.submit("echo " + number + " " + count);
  }

  @Override
  public void subscribe(byte[] prefix) {
    set("SUBSCRIBE", prefix);
  }

  @Override
  public void unsubscribe(byte[] prefix) {
    set("UNSUBSCRIBE", prefix);
  }

  @Override
  public void routingId(String routingId) {
    set("ROUTING_ID", routingId.getBytes(UTF_8));
  }

  @Override
  public void mandatory() {
    set("ROUTER_MANDATORY", 1);
  }

  void monitor() {
    call("monitor", "");
  }

  /** Waits for an event; those before it are passed over. */
  void await(MonitorEvent.Type event) {
    call("event", event.bit() + " " + DEADLINE.toMillis());
  }

  @Override
  public void close() {
    call("close", "");
  }

  private String call(String command, String arguments) {
    return libzmq.call((command + " " + number + " " + arguments).strip());
  }
}
