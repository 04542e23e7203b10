package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every option that this library offers has a test that shows its effect, or a reason why there is
 * none to show. A new option fails here until it has one or the other.
 */
class OptionCoverageTest {
  /** The option, and its test or, in brackets, the reason. Tests of patterns stand in `pattern`. */
  private static final String SOCKETS =
      """
      AFFINITY              | internal.socket.AffinityIT#choosesTheReactorsOfConnections
      ROUTING_ID            | InprocTransportIT#givesPeersTheirRoutingIds
      SNDHWM                | OptionEffectsIT#keepsWhatIsQueuedWhenTheSendLimitIsLowered
      RCVHWM                | OptionEffectsIT#readsOnWhenTheReceiveLimitIsRaised
      SNDTIMEO              | RequestReplyIT#waitsForAPeerNoLongerThanToldTo
      RCVTIMEO              | RequestReplyIT#waitsForAReplyNoLongerThanToldTo
      LINGER                | LingerIT#givesUpUnsentMessagesOnceTheLingerHasPassed
      IMMEDIATE             | ReconnectionIT#queuesOnlyForCompletedConnectionsWithImmediate
      CONFLATE              | OptionEffectsIT#keepsTheNewestMessageOnlyWhenItConflates
      MAXMSGSIZE            | OptionEffectsIT#disconnectsWhoSendsALargerFrameThanAllowed
      RCVMORE               | OptionEffectsIT#tellsWhetherMoreFramesFollow
      EVENTS                | RequestReplyIT#tellsWhatCanBeDoneAtOnce
      TYPE                  | OptionEffectsIT#tellsWhatItIs
      THREAD_SAFE           | OptionEffectsIT#tellsWhatItIs
      LAST_ENDPOINT         | TransportContract#reportsWhereItIsBoundAndConnected
      IN_BATCH_SIZE         | OptionEffectsIT#cutsWhatAStreamReadsIntoMessagesOfTheBatchSize
      OUT_BATCH_SIZE        | (kept without effect: writes take what is there)
      RECONNECT_IVL         | ReconnectionIT#addsARandomPartOfTheIntervalWithoutAMaximum
      RECONNECT_IVL_MAX     | ReconnectionIT#waitsTwiceAsLongEachTimeUpToTheMaximum
      RECONNECT_STOP        | OptionEffectsIT#deliversNothingMoreAfterADisconnectWhenToldTo
      CONNECT_TIMEOUT       | ReconnectionIT#givesUpAnAttemptAfterTheConnectTimeout
      HANDSHAKE_IVL         | OptionEffectsIT#endsAHandshakeThatTakesTooLong
      HEARTBEAT_IVL         | OptionEffectsIT#sendsPingsWithTheTimeToLive
      HEARTBEAT_TIMEOUT     | OptionEffectsIT#disconnectsAPeerThatAnswersNoPing
      HEARTBEAT_TTL         | OptionEffectsIT#sendsPingsWithTheTimeToLive
      BACKLOG               | internal.transport.TcpOptionsIT#letsNoMoreConnectionsWaitThanTheBacklog
      HELLO_MSG             | ConnectionNotesIT#greetsBeforeWhatWasQueuedAndAgainOnEachConnection
      DISCONNECT_MSG        | ConnectionNotesIT#hearsOfAPeerThatLeavesBehindItsLastMessage
      HICCUP_MSG            | ConnectionNotesIT#hearsOfAConnectionThatBreaksBehindWhatCameOverIt
      SNDBUF                | internal.transport.TcpOptionsIT#setsTheSendBuffer
      RCVBUF                | internal.transport.TcpOptionsIT#setsTheReceiveBuffer
      IPV6                  | TcpTransportIT#servesBothFamiliesAtTheIpv6Wildcard
      IPV4ONLY              | OptionEffectsIT#knowsTheOldNameOfIpv6
      TOS                   | internal.transport.TcpOptionsIT#setsTheTypeOfService
      TCP_KEEPALIVE         | internal.transport.TcpOptionsIT#switchesKeepAliveOnAndOff
      TCP_KEEPALIVE_CNT     | internal.transport.TcpOptionsIT#setsHowOftenKeepAliveProbes
      TCP_KEEPALIVE_IDLE    | internal.transport.TcpOptionsIT#setsWhenKeepAliveBegins
      TCP_KEEPALIVE_INTVL   | internal.transport.TcpOptionsIT#setsHowLongKeepAliveWaitsBetweenProbes
      TCP_MAXRT             | OptionEffectsIT#closesAConnectionThatTakesNothingForTooLong
      TCP_ACCEPT_FILTER     | OptionEffectsIT#letsInOnlyWhomTheAcceptFilterNames
      SOCKS_PROXY           | SocksProxyIT#connectsThroughTheProxy
      SOCKS_USERNAME        | SocksProxyIT#presentsUserAndPassword
      SOCKS_PASSWORD        | SocksProxyIT#presentsUserAndPassword
      SUBSCRIBE             | pattern.SubPatternTest#receivesOnlyWhatMatches
      UNSUBSCRIBE           | pattern.SubPatternTest#tellsOfTheLastCancellationOnly
      XPUB_VERBOSE          | pattern.XPubPatternTest#verboseItReportsEverySubscription
      XPUB_VERBOSER         | pattern.XPubPatternTest#verboserItReportsEveryCancellationToo
      XPUB_MANUAL           | pattern.XPubPatternTest#manualItReportsEverythingAndAppliesNothing
      XPUB_MANUAL_LAST_VALUE | pattern.XPubPatternTest#sendsTheLastValueToThePeerThatAskedLastAlone
      XPUB_NODROP           | pattern.XPubPatternTest#noDropItWaitsForAMatchingPeer
      XPUB_WELCOME_MSG      | pattern.XPubPatternTest#welcomesEachNewPeerBeforeItHasSubscribed
      INVERT_MATCHING       | pattern.PubPatternTest#invertedItSendsToThoseWhoDoNotMatch
      ONLY_FIRST_SUBSCRIBE  | pattern.XPubPatternTest#leavesLaterFramesAloneWhenOnlyTheFirstSubscribes
      XSUB_VERBOSE_UNSUBSCRIBE | pattern.XSubPatternTest#verboseItTellsEveryCancellation
      TOPICS_COUNT          | pattern.SubPatternTest#countsItsTopics
      ROUTER_MANDATORY      | RequestReplyIT#reportsWhatCannotBeRoutedWhenItIsMandatory
      ROUTER_HANDOVER       | pattern.RouterPatternTest#handsTheIdOverWhenAsked
      ROUTER_RAW            | RawRouterIT#talksToAPlainPeerAndClosesItWithAnEmptyFrame
      ROUTER_NOTIFY         | pattern.RouterPatternTest#notifiesOfPeersThatComeAndGoAroundTheirMessages
      PROBE_ROUTER          | OptionEffectsIT#sendsAnEmptyMessageToEachNewPeer
      CONNECT_ROUTING_ID    | OptionEffectsIT#namesThePeerOfTheNextConnect
      REQ_CORRELATE         | pattern.RequestPatternTest#correlatedItNumbersTheRequestsAndSkipsRepliesToOthers
      REQ_RELAXED           | RequestReplyIT#asksAgainWithoutAReplyWhenRelaxed
      STREAM_NOTIFY         | pattern.StreamPatternTest#withoutNotificationsReceivesTheBytesAlone
      MECHANISM             | PlainSecurityIT#isChosenByTheOptionThatWasSetLast
      PLAIN_SERVER          | PlainSecurityIT#letsInWhomTheHandlerAccepts
      PLAIN_USERNAME        | PlainSecurityIT#sendsUserAndPasswordOnceTheServerSpeaksPlain
      PLAIN_PASSWORD        | PlainSecurityIT#sendsUserAndPasswordOnceTheServerSpeaksPlain
      CURVE_SERVER          | (the mechanism is another module's; without it endpoints refuse to be made)
      CURVE_PUBLICKEY       | (likewise)
      CURVE_SECRETKEY       | (likewise)
      CURVE_SERVERKEY       | (likewise)
      ZAP_DOMAIN            | PlainSecurityIT#asksAboutPeersOfTheNullMechanismOnlyInADomain
      ZAP_ENFORCE_DOMAIN    | PlainSecurityIT#letsPeersOfTheNullMechanismInWithoutAHandlerUnlessItIsEnforced
      METADATA              | OptionEffectsIT#tellsPeersTheApplicationsProperties
      """;

  private static final String CONTEXTS =
      """
      IO_THREADS            | LifecycleIT#hasInprocOnlyWithoutIoThreads
      MAX_SOCKETS           | LifecycleIT#limitsTheNumberOfOpenSockets
      SOCKET_LIMIT          | (a constant)
      MAX_MSGSZ             | (kept without effect, as in libzmq)
      MSG_T_SIZE            | (a constant)
      THREAD_NAME_PREFIX    | OptionEffectsIT#beginsTheNamesOfThreadsWithThePrefix
      IPV6                  | OptionEffectsIT#givesNewSocketsTheContextsDefaults
      BLOCKY                | LingerIT#dropsUnsentMessagesOfAContextThatIsNotBlocky
      """;

  private static Map<String, String> rows(String table) {
    Map<String, String> rows = new LinkedHashMap<>();
    table
        .lines()
        .map(line -> line.split("\\|"))
        .forEach(cells -> rows.put(cells[0].strip(), cells[1].strip()));
    return rows;
  }

  @Test
  void knowsATestOfEverySocketOptionOnOffer() {
    assertThat(rows(SOCKETS).keySet())
        .containsExactlyElementsOf(
            Options.all().stream()
                .filter(option -> option.unsupportedReason() == null)
                .map(SocketOption::name)
                .toList());
  }

  @Test
  void knowsATestOfEveryContextOptionOnOffer() {
    assertThat(rows(CONTEXTS).keySet())
        .containsExactlyElementsOf(
            ContextOption.all().stream()
                .filter(option -> option.unsupportedReason() == null)
                .map(ContextOption::name)
                .toList());
  }

  static Map<String, String> all() {
    Map<String, String> all = rows(SOCKETS);
    rows(CONTEXTS).forEach((name, test) -> all.put("context " + name, test));
    return all;
  }

  static Object[] tests() {
    return all().entrySet().toArray();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void findsTheTest(Map.Entry<String, String> row) throws ClassNotFoundException {
    String where = row.getValue();
    if (where.startsWith("(")) {
      assertThat(where).as("a reason").endsWith(")").hasSizeGreaterThan(5);
      return;
    }
    String type =
        where.substring(0, where.indexOf('#')).replaceFirst("^pattern", "internal.pattern");
    Class<?> tests = Class.forName("io.github.zmq4j." + type);
    assertThat(Arrays.stream(tests.getDeclaredMethods()).map(method -> method.getName()))
        .contains(where.substring(where.indexOf('#') + 1));
  }
}
