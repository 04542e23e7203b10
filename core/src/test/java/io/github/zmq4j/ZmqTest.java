package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZmqTest {
  @Test
  void hasTheVersionOfItsPom() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String parent = pom.substring(pom.indexOf("<parent>"), pom.indexOf("</parent>"));
    assertThat(parent)
        .containsPattern("<version>" + Zmq.version().replace(".", "\\.") + "(-SNAPSHOT)?<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipc", "IPC", "draft", "Draft"})
  void hasWhatItCanDo(String capability) {
    assertThat(Zmq.has(capability)).isTrue(); // ipc: on every system that the tests run on
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pgm", "tipc", "norm", "vmci", "vsock", "gssapi", "curve", "ws", "wss", "WSS", "", "drafts"
      })
  void hasNothingElse(String capability) {
    assertThat(Zmq.has(capability)).isFalse();
  }
}
