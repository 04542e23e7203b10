package io.github.zmq4j.benchmarks;

import java.io.PrintStream;
import java.util.List;

/** The figures for people: a block a scenario and unit, a line a contender. */
final class Table {
  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void part(Part part) {
    out.printf("%n%s: %s%n", part.name(), part.summary());
  }

  void scenario(Part part, Scenario scenario, List<Figure> figures) {
    String title = part.title(scenario);
    for (Unit unit : part.units()) {
      if (figures.stream().anyMatch(figure -> figure.has(unit))) {
        block(title, unit, figures);
        title = "";
      }
    }
    for (Figure figure : figures) {
      if (figure.failure() != null) {
        out.printf("%s%n  %-34s %s%n", title, figure.contender(), figure.failure());
        title = "";
      }
    }
    out.flush();
  }

  private void block(String title, Unit unit, List<Figure> figures) {
    out.printf(
        "%n%-36s %15s %12s %12s %27s %9s %9s %9s%n",
        title,
        unit.symbol(),
        "p99",
        "p99.9",
        "least..most of rounds",
        "/libzmq",
        "/jeromq",
        "/raw");
    for (Figure figure : figures) {
      if (figure.has(unit)) {
        line(unit, figure, figures);
      }
    }
  }

  private void line(Unit unit, Figure figure, List<Figure> figures) {
    out.printf(
        "  %-34s %15s %12s %12s %27s",
        figure.contender(),
        unit.format(figure.median(unit)),
        unit.format(figure.percentile(unit, 99)),
        unit.format(figure.percentile(unit, 99.9)),
        unit.format(figure.least(unit)) + " .. " + unit.format(figure.most(unit)));
    for (String reference : Launcher.REFERENCES) {
      out.printf(" %9s", figure.ratio(unit, reference, figures));
    }
    out.println();
  }
}
