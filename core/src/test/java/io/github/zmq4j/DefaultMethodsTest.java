package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the convenient methods of the interfaces call in the end. */
class DefaultMethodsTest {
  private final List<String> calls = new ArrayList<>();

  @Test
  void sendsTextsBytesAndBuffersAsMessages() {
    Push push = recording(Push.class);
    push.send("a");
    push.send(new byte[] {'b'});
    push.send(ByteBuffer.wrap(new byte[] {'c'}));
    push.trySend("d");
    push.trySend(new byte[] {'e'});
    push.sendMore("f");
    push.sendMore(new byte[] {'g'});
    assertThat(calls)
        .containsExactly(
            "send a", "send b", "send c", "trySend d", "trySend e", "sendMore f", "sendMore g");
  }

  @Test
  void setsTheOptionsThatHaveMethodsOfTheirOwn() {
    recording(Req.class).relaxed(true);
    recording(Req.class).correlate(true);
    recording(Router.class).mandatory(true);
    recording(Router.class).handover(true);
    recording(XPub.class).manual(true);
    recording(Stream.class).notifications(false);
    recording(Dealer.class).routingId("me");
    assertThat(calls)
        .containsExactly(
            "set REQ_RELAXED true",
            "set REQ_CORRELATE true",
            "set ROUTER_MANDATORY true",
            "set ROUTER_HANDOVER true",
            "set XPUB_MANUAL true",
            "set STREAM_NOTIFY false",
            "set ROUTING_ID me");
  }

  @Test
  void subscribesByOptionOrMessage() {
    recording(Sub.class).subscribe("news");
    recording(Sub.class).unsubscribe("news");
    recording(XPub.class).subscribe("news");
    recording(XSub.class).subscribe("news");
    recording(XSub.class).unsubscribe("news");
    assertThat(calls)
        .containsExactly(
            "set SUBSCRIBE news",
            "set UNSUBSCRIBE news",
            "set SUBSCRIBE news",
            "send \u0001news",
            "send \u0000news");
  }

  @Test
  void sendsToAGroup() {
    recording(Radio.class).send("weather", "fine");
    recording(Radio.class).send("weather", new byte[] {'x'});
    assertThat(calls).containsExactly("send fine to weather", "send x to weather");
  }

  @Test
  void makesEachTypeOfSocket() {
    Context context = recording(Context.class);
    List<Socket> sockets =
        List.of(
            context.pair(),
            context.pub(),
            context.sub(),
            context.req(),
            context.rep(),
            context.dealer(),
            context.router(),
            context.pull(),
            context.push(),
            context.xpub(),
            context.xsub(),
            context.stream(),
            context.server(),
            context.client(),
            context.radio(),
            context.dish(),
            context.gather(),
            context.scatter(),
            context.peer(),
            context.channel());
    assertThat(sockets).hasSize(SocketType.values().length - 1); // all but DGRAM
  }

  private <T> T recording(Class<T> type) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          } else if (method.getName().equals("socket")) {
            return recording(interfaceOf((SocketType) arguments[0]));
          }
          StringBuilder call = new StringBuilder(method.getName());
          for (Object argument : arguments) {
            call.append(' ').append(shown(argument));
          }
          calls.add(call.toString());
          return method.getReturnType() == boolean.class ? true : null;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Class<?> interfaceOf(SocketType type) throws ClassNotFoundException {
    String name = type.name();
    String simple =
        name.startsWith("X")
            ? "X" + name.charAt(1) + name.substring(2).toLowerCase(java.util.Locale.ROOT)
            : name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    return Class.forName("io.github.zmq4j." + simple);
  }

  private static String shown(Object argument) {
    if (argument instanceof Message message) {
      return message.text() + (message.group().isEmpty() ? "" : " to " + message.group());
    } else if (argument instanceof Frame frame) {
      return frame.text();
    } else if (argument instanceof byte[] bytes) {
      return Frame.of(bytes).text();
    }
    return argument.toString();
  }
}
