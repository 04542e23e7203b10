package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SocketTypeTest {
  @ParameterizedTest
  @CsvSource({
    "PAIR, 0",
    "PUB, 1",
    "SUB, 2",
    "REQ, 3",
    "REP, 4",
    "DEALER, 5",
    "ROUTER, 6",
    "PULL, 7",
    "PUSH, 8",
    "XPUB, 9",
    "XSUB, 10",
    "STREAM, 11",
    "SERVER, 12",
    "CLIENT, 13",
    "RADIO, 14",
    "DISH, 15",
    "GATHER, 16",
    "SCATTER, 17",
    "DGRAM, 18",
    "PEER, 19",
    "CHANNEL, 20"
  })
  void hasTheNumberOfLibzmq(SocketType type, int number) {
    assertThat(type.number()).isEqualTo(number);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsNameInAnyCase(SocketType type) {
    assertThat(SocketType.named(type.name())).contains(type);
    assertThat(SocketType.named(type.name().toLowerCase(java.util.Locale.ROOT))).contains(type);
  }

  @Test
  void isNotFoundByOtherNames() {
    assertThat(SocketType.named("XREQ")).isEmpty();
    assertThat(SocketType.named("")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void talksToThoseWhoTalkToIt(SocketType type) {
    for (SocketType peer : type.peers()) {
      assertThat(peer.peers()).contains(type);
    }
  }

  @Test
  void talksToTheTypesOfItsPattern() {
    assertThat(SocketType.REQ.peers()).isEqualTo(Set.of(SocketType.REP, SocketType.ROUTER));
    assertThat(SocketType.XSUB.peers()).isEqualTo(Set.of(SocketType.PUB, SocketType.XPUB));
    assertThat(SocketType.STREAM.peers()).isEmpty();
  }

  @Test
  void announcesARoutingIdWhereARouterWantsOne() {
    assertThat(SocketType.values())
        .filteredOn(SocketType::announcesRoutingId)
        .containsExactly(SocketType.REQ, SocketType.DEALER, SocketType.ROUTER);
  }
}
