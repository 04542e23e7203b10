package io.github.zmq4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class ChartsTest {
  @TempDir private Path directory;

  @Test
  void drawsABarForEachFigure() throws Exception {
    Figure fast = new Figure("zmq4j");
    fast.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 3_000_000.0)));
    fast.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 1_000_000.0)));
    fast.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 2_000_000.0)));
    Figure slow = new Figure("libzmq");
    slow.add(Round.of(Map.of(Unit.MESSAGES_PER_SECOND, 1_000_000.0)));
    Figure failed = new Figure("jeromq");
    failed.fail("failed: for a test");

    new Charts(directory.resolve("new"), "1 x A & B <1 GHz>")
        .part(
            Parts.named("throughput"),
            Map.of(new Scenario("tcp", 16, 1, List.of()), List.of(fast, slow, failed)));
    Document svg = parse(directory.resolve("new/throughput.svg"));

    assertThat(texts(svg))
        .contains("throughput", "1 x A & B <1 GHz>", "tcp, 16 B, 1 peer", "2000000", "1000000")
        .contains("msg/s, more is better; zmq4j is 2.00x libzmq")
        .doesNotContain("jeromq");
    double bar = width(svg, "zmq4j");
    assertThat(bar).isPositive();
    assertThat(width(svg, "libzmq")).isCloseTo(bar / 2, within(0.1));
  }

  private static Document parse(Path file)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(Document svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static double width(Document svg, String contender) {
    NodeList bars = svg.getElementsByTagName("rect");
    for (int i = 0; i < bars.getLength(); i++) {
      Element bar = (Element) bars.item(i);
      if (bar.getAttribute("class").equals(contender)) {
        return Double.parseDouble(bar.getAttribute("width"));
      }
    }
    throw new AssertionError("no bar of " + contender);
  }
}
