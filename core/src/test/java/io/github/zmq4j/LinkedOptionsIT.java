package io.github.zmq4j;

import static io.github.zmq4j.ZmqErrors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Options that change others, or are legal only with others. */
class LinkedOptionsIT {
  private final Context context = Context.create();
  private final XPub xpub = context.xpub();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void verboserIsVerboseToo() {
    xpub.set(Options.XPUB_VERBOSER, true);
    assertThat(xpub.get(Options.XPUB_VERBOSE)).isTrue();
    xpub.set(Options.XPUB_VERBOSE, true);
    assertThat(xpub.get(Options.XPUB_VERBOSER)).isFalse();
    xpub.set(Options.XPUB_VERBOSER, false);
    assertThat(xpub.get(Options.XPUB_VERBOSE)).isFalse();
  }

  @Test
  void verboseTakesVerboserBack() {
    xpub.bind("inproc://a");
    Sub sub = context.sub();
    sub.connect("inproc://a");
    xpub.set(Options.XPUB_VERBOSER, true);
    xpub.set(Options.XPUB_VERBOSE, true);
    Sub other = context.sub();
    other.connect("inproc://a");
    for (Sub each : new Sub[] {sub, other}) {
      each.subscribe("x");
      assertThat(Patience.receive(xpub)).isEqualTo(Message.of("\u0001x"));
    }
    sub.unsubscribe("x"); // one subscriber is left: not reported
    other.unsubscribe("x");
    assertThat(Patience.receive(xpub)).isEqualTo(Message.of("\u0000x"));
    assertThat(xpub.tryReceive()).isNull();
  }

  @Test
  void lastValueModeIsManualToo() {
    xpub.set(Options.XPUB_MANUAL_LAST_VALUE, true);
    assertThat(xpub.get(Options.XPUB_MANUAL)).isTrue();
    xpub.set(Options.XPUB_MANUAL_LAST_VALUE, false);
    assertThat(xpub.get(Options.XPUB_MANUAL)).isFalse();
  }

  @Test
  void subscribesForPeersInManualModeOnly() {
    assertFails(ErrorCode.EINVAL, () -> xpub.subscribe("x"));
    assertFails(ErrorCode.EINVAL, () -> xpub.unsubscribe("x"));
    xpub.manual(true);
    xpub.subscribe("x"); // nobody asked: nothing happens
    xpub.set(Options.XPUB_MANUAL, false);
    assertFails(ErrorCode.EINVAL, () -> xpub.subscribe("x"));
    assertFails(ErrorCode.EINVAL, () -> context.pub().set(Options.SUBSCRIBE, new byte[0]));
  }

  @Test
  void ipv4OnlyIsTheOppositeOfIpv6() {
    assertThat(xpub.get(Options.IPV4_ONLY)).isTrue();
    xpub.set(Options.IPV6, true);
    assertThat(xpub.get(Options.IPV4_ONLY)).isFalse();
    xpub.set(Options.IPV4_ONLY, true);
    assertThat(xpub.get(Options.IPV6)).isFalse();
  }

  @Test
  void theContextGivesItsIpv6ToNewSockets() {
    context.set(ContextOption.IPV6, true);
    assertThat(context.pull().get(Options.IPV4_ONLY)).isFalse();
    assertThat(xpub.get(Options.IPV6)).isFalse();
  }
}
