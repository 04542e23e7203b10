package io.github.zmq4j.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The figures for programs: a header, and a row for each contender in each scenario. */
final class CsvFile implements AutoCloseable {
  private final PrintWriter out;

  CsvFile(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    out = new PrintWriter(Files.newBufferedWriter(file));
    out.print("part,transport,size,peers,contender,unit,median,p99,p999,rounds\n");
  }

  void scenario(Part part, Scenario scenario, List<Figure> figures) {
    for (Unit unit : part.units()) {
      for (Figure figure : figures) {
        if (figure.has(unit)) {
          row(part, scenario, unit, figure);
        }
      }
    }
    out.flush();
  }

  private void row(Part part, Scenario scenario, Unit unit, Figure figure) {
    out.printf(
        Locale.ROOT,
        "%s,%s,%d,%d,%s,%s,%s,%s,%s,%d\n",
        part.name(),
        scenario.transport(),
        scenario.size(),
        scenario.peers(),
        figure.contender(),
        unit.symbol(),
        unit.format(figure.median(unit)),
        unit.format(figure.percentile(unit, 99)),
        unit.format(figure.percentile(unit, 99.9)),
        figure.rounds(unit));
  }

  @Override
  public void close() {
    out.close();
  }
}
