package io.github.zmq4j.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The figures for people: a block a scenario, a line a contender. */
final class Table {
  private static final List<String> REFERENCES = List.of("libzmq", "jeromq", "raw");

  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void part(Part part) {
    out.printf("%n%s: %s%n", part.name(), part.summary());
  }

  void scenario(Part part, Scenario scenario, List<Figure> figures) {
    out.printf(
        "%n%-24s %12s %12s %12s %27s %9s %9s %9s%n",
        scenario.title(),
        part.unit().symbol(),
        "p99",
        "p99.9",
        "least..most of rounds",
        "/libzmq",
        "/jeromq",
        "/raw");
    for (Figure figure : figures) {
      if (figure.failure() != null) {
        out.printf("  %-22s %s%n", figure.contender(), figure.failure());
        continue;
      }
      Unit unit = part.unit();
      out.printf(
          "  %-22s %12s %12s %12s %27s",
          figure.contender(),
          unit.format(figure.median()),
          unit.format(figure.percentileMicros(99)),
          unit.format(figure.percentileMicros(99.9)),
          unit.format(figure.least()) + " .. " + unit.format(figure.most()));
      for (String reference : REFERENCES) {
        out.printf(" %9s", ratio(figure, reference, figures));
      }
      out.println();
    }
    out.flush();
  }

  private static String ratio(Figure figure, String reference, List<Figure> figures) {
    for (Figure other : figures) {
      if (other.contender().equals(reference) && other.failure() == null && other != figure) {
        return String.format(Locale.ROOT, "%.2fx", figure.median() / other.median());
      }
    }
    return "";
  }
}
