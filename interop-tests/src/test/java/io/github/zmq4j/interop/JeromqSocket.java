package io.github.zmq4j.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** A socket of JeroMQ. */
final class JeromqSocket implements PeerSocket {
  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket;

  JeromqSocket(SocketType type) {
    context.setLinger(2000);
    socket = context.createSocket(org.zeromq.SocketType.type(type.number()));
    socket.setSendTimeOut((int) DEADLINE.toMillis());
  }

  @Override
  public String bind(String endpoint) {
    check(socket.bind(endpoint));
    return socket.getLastEndpoint();
  }

  @Override
  public void connect(String endpoint) {
    check(socket.connect(endpoint));
  }

  @Override
  public void send(Message message) {
    List<Frame> frames = message.frames();
    for (int i = 0; i < frames.size(); i++) {
      byte[] bytes = frames.get(i).bytes();
      check(i < frames.size() - 1 ? socket.sendMore(bytes) : socket.send(bytes));
    }
  }

  @Override
  public boolean trySend(Message message) {
    try {
      send(message);
      return true;
    } catch (ZMQException e) {
      if (e.getErrorCode() == ZError.EHOSTUNREACH) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Optional<Message> tryReceive(Duration timeout) {
    socket.setReceiveTimeOut((int) timeout.toMillis());
    List<Frame> frames = new ArrayList<>();
    do {
      byte[] bytes = socket.recv();
      if (bytes == null) {
        check(socket.errno() == ZError.EAGAIN);
        return Optional.empty();
      }
      frames.add(Frame.wrap(bytes));
    } while (socket.hasReceiveMore());
    return Optional.of(Message.of(frames));
  }

  @Override
  public void subscribe(byte[] prefix) {
    socket.subscribe(prefix);
  }

  @Override
  public void unsubscribe(byte[] prefix) {
    socket.unsubscribe(prefix);
  }

  @Override
  public void routingId(String routingId) {
    socket.setIdentity(routingId.getBytes(UTF_8));
  }

  @Override
  public void mandatory() {
    socket.setRouterMandatory(true);
  }

  @Override
  public void close() {
    context.close();
  }

  private void check(boolean done) {
    if (!done) {
      throw new ZMQException(socket.errno());
    }
  }
}
