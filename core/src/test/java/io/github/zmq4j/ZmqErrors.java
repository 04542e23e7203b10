package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;

/** What tests say of calls that fail. */
final class ZmqErrors {
  private ZmqErrors() {}

  /** The call must fail with a code; more can be asked of the exception. */
  static ThrowableAssertAlternative<? extends ZmqException> assertFails(
      ErrorCode code, ThrowingCallable call) {
    return assertThatExceptionOfType(ZmqException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).as("code of \"%s\"", e.getMessage()).isEqualTo(code));
  }

  /** The call must fail because the socket is closed. */
  static void assertClosed(ThrowingCallable call) {
    assertFails(ErrorCode.ENOTSOCK, call).isInstanceOf(SocketClosedException.class);
  }

  /** The call must fail because the context is shut down. */
  static void assertTerminated(ThrowingCallable call) {
    assertFails(ErrorCode.ETERM, call).isInstanceOf(ContextTerminatedException.class);
  }
}
