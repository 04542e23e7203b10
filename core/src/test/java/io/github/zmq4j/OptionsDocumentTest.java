package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsDocumentTest {
  private static final Path PAGE = Path.of("..", "docs", "options.md");
  private static final String WRITE = "zmq4j.writeDocs";

  @Test
  void isWhatTheTablesSay() throws IOException {
    String text = OptionsDocument.text();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE))
        .as(
            "docs/options.md; write it anew with"
                + " mvn test -pl core -Dtest=OptionsDocumentTest -D"
                + WRITE
                + "=true")
        .isEqualTo(text);
  }

  @Test
  void listsEveryOption() {
    String text = OptionsDocument.text();
    assertThat(Options.all())
        .allSatisfy(option -> assertThat(text).contains("`" + option.name() + "`"));
    assertThat(ContextOption.all())
        .allSatisfy(option -> assertThat(text).contains("`" + option.name() + "`"));
  }
}
