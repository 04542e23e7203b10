package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "EFSM, 156384763", "ENOCOMPATPROTO, 156384764", "ETERM, 156384765", "EMTHREAD, 156384766",
    "EAGAIN, 11", "EINVAL, 22", "ENOTSOCK, 88", "EHOSTUNREACH, 113"
  })
  void carriesTheNumberOfLibzmq(ErrorCode code, int number) {
    assertThat(code.number()).isEqualTo(number);
    assertThat(code.message()).isNotBlank();
  }

  @Test
  void hasNoNumberTwice() {
    assertThat(ErrorCode.values()).extracting(ErrorCode::number).doesNotHaveDuplicates();
  }

  @Test
  void tellsTheCodeInTheMessage() {
    Throwable cause = new IllegalStateException();
    ZmqException exception = new ZmqException(ErrorCode.EINVAL, "No such thing", cause);
    assertThat(exception).hasMessage("No such thing (EINVAL)").hasCause(cause);
    assertThat(exception.code()).isEqualTo(ErrorCode.EINVAL);
  }

  @Test
  void givesTheExceptionsThatAreCaughtApartTheirCodes() {
    assertThat(new ContextTerminatedException("gone").code()).isEqualTo(ErrorCode.ETERM);
    assertThat(new SocketClosedException("gone").code()).isEqualTo(ErrorCode.ENOTSOCK);
  }
}
