package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** ROUTER_RAW: a ROUTER that speaks to plain TCP peers. */
class RawRouterIT {
  @Test
  void talksToAPlainPeerAndClosesItWithAnEmptyFrame() throws IOException {
    try (Context context = Context.create();
        Router router = context.router()) {
      router.set(Options.ROUTER_RAW, true);
      String endpoint = router.bind("tcp://127.0.0.1:*");
      int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
      try (java.net.Socket peer = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
        peer.setSoTimeout(10_000);
        peer.getOutputStream().write("GET".getBytes(UTF_8));
        Message request = router.receive();
        assertThat(request.frameCount()).isEqualTo(2);
        assertThat(request.frame(1).text()).isEqualTo("GET");

        router.send(Message.of(request.frame(0), "OK"));
        assertThat(peer.getInputStream().readNBytes(2)).isEqualTo("OK".getBytes(UTF_8));

        router.send(Message.of(request.frame(0), Frame.EMPTY));
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
      }
    }
  }
}
