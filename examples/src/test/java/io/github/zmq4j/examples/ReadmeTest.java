package io.github.zmq4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs in the README are those that are compiled and tested here. */
class ReadmeTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/zmq4j/examples");

  @ParameterizedTest
  @ValueSource(classes = {Hello.class, RequestServer.class, RequestClient.class})
  void showsThePrograms(Class<?> program) throws IOException {
    String source = Files.readString(SOURCES.resolve(program.getSimpleName() + ".java"));
    String afterPackage = source.substring(source.indexOf("import"));

    assertThat(Files.readString(Path.of("../README.md"))).contains(afterPackage);
  }
}
