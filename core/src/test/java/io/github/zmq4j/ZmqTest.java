package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ZmqTest {
  @Test
  void hasTheVersionOfItsPom() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String parent = pom.substring(pom.indexOf("<parent>"), pom.indexOf("</parent>"));
    assertThat(parent)
        .containsPattern("<version>" + Zmq.version().replace(".", "\\.") + "(-SNAPSHOT)?<");
  }

  @Test
  void tellsWhatItCanDo() {
    assertThat(Zmq.has("draft")).isTrue();
    assertThat(Zmq.has("IPC")).isEqualTo(Zmq.has("ipc"));
    assertThat(Zmq.has("pgm")).isFalse();
    assertThat(Zmq.has("gssapi")).isFalse();
    assertThat(Zmq.has("")).isFalse();
  }
}
