package io.github.zmq4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures as pictures: one SVG file a part, with a block of bars for each scenario and unit. A
 * bar is a contender's median, the line on it goes from its least round to its most. Each block has
 * a scale of its own, which starts at zero.
 *
 * <p>The files are legible on light and dark pages: they have their own background and follow the
 * reader's colour scheme.
 */
final class Charts {
  private static final int COLUMNS = 2;
  private static final int COLUMN_WIDTH = 470;
  private static final int MARGIN = 20;
  private static final int HEAD_HEIGHT = 76;
  private static final int BLOCK_HEIGHT = 142;
  private static final int ROW_HEIGHT = 20;
  private static final int BAR_HEIGHT = 14;
  private static final int LABEL_WIDTH = 60;
  private static final int BAR_WIDTH = 280;

  private static final String STYLE =
      """
      text { font: 12px system-ui, sans-serif; fill: #1f2328; }
      .part { font-size: 18px; font-weight: 600; }
      .title { font-weight: 600; }
      .faint { fill: #59636e; }
      .ground { fill: #ffffff; }
      .spread { stroke: #1f2328; stroke-width: 1.5; }
      .zmq4j { fill: #2f81f7; }
      .libzmq { fill: #d4762c; }
      .zmq4j-heap { fill: #8fb4e8; }
      .jeromq { fill: #3fa35c; }
      .raw { fill: #8b949e; }
      @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .faint { fill: #9da7b1; }
      .ground { fill: #0d1117; }
      .spread { stroke: #e6edf3; }
      }
      """;

  private final Path directory;
  private final String machine;

  /**
   * Makes a directory for the files, unless it is there.
   *
   * @param directory where to write
   * @param machine what stands below each title: when and where it was measured
   */
  Charts(Path directory, String machine) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.machine = machine;
  }

  /** Writes the file of a part. */
  void part(Part part, Map<Scenario, List<Figure>> scenarios) throws IOException {
    StringBuilder blocks = new StringBuilder();
    int count = 0;
    for (Map.Entry<Scenario, List<Figure>> scenario : scenarios.entrySet()) {
      for (Unit unit : part.units()) {
        List<Figure> figures = scenario.getValue().stream().filter(f -> f.has(unit)).toList();
        if (!figures.isEmpty()) {
          int x = MARGIN + count % COLUMNS * COLUMN_WIDTH;
          int y = HEAD_HEIGHT + count / COLUMNS * BLOCK_HEIGHT;
          block(blocks, x, y, part.title(scenario.getKey()), unit, figures);
          count++;
        }
      }
    }
    int width = MARGIN + COLUMNS * COLUMN_WIDTH;
    int height = HEAD_HEIGHT + (count + COLUMNS - 1) / COLUMNS * BLOCK_HEIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\">\n",
            width, height, width));
    svg.append("<style>\n").append(STYLE).append("</style>\n");
    svg.append("<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
    text(svg, MARGIN, 30, "part", part.name());
    text(svg, MARGIN, 52, "faint", machine);
    svg.append(blocks).append("</svg>\n");
    Files.writeString(directory.resolve(part.name() + ".svg"), svg);
  }

  private static void block(
      StringBuilder svg, int x, int y, String title, Unit unit, List<Figure> figures) {
    text(svg, x, y + 14, "title", title);
    String better = unit.isLessBetter() ? "less is better" : "more is better";
    text(svg, x, y + 30, "faint", unit.symbol() + ", " + better + ratios(unit, figures));
    double most = figures.stream().mapToDouble(figure -> figure.most(unit)).max().orElseThrow();
    double scale = BAR_WIDTH / Math.max(most, Double.MIN_NORMAL);
    int top = y + 38;
    for (Figure figure : figures) {
      bar(svg, x, top, unit, figure, scale);
      top += ROW_HEIGHT;
    }
  }

  private static String ratios(Unit unit, List<Figure> figures) {
    StringBuilder ratios = new StringBuilder();
    Figure first = figures.get(0);
    for (String reference : Launcher.REFERENCES) {
      String ratio = first.ratio(unit, reference, figures);
      if (!ratio.isEmpty()) {
        ratios.append(ratios.isEmpty() ? "; " + first.contender() + " is " : ", ");
        ratios.append(ratio).append(' ').append(reference);
      }
    }
    return ratios.toString();
  }

  private static void bar(
      StringBuilder svg, int x, int top, Unit unit, Figure figure, double scale) {
    int left = x + LABEL_WIDTH;
    text(svg, x, top + BAR_HEIGHT - 3, "faint", figure.contender());
    svg.append(
        format(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
            figure.contender(), left, top, scale * figure.median(unit), BAR_HEIGHT));
    if (figure.rounds(unit) > 1) {
      int middle = top + BAR_HEIGHT / 2;
      svg.append(
          format(
              "<line class=\"spread\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
              left + scale * figure.least(unit), middle, left + scale * figure.most(unit), middle));
    }
    text(
        svg, left + BAR_WIDTH + 8, top + BAR_HEIGHT - 3, "value", unit.format(figure.median(unit)));
  }

  private static void text(StringBuilder svg, int x, int y, String style, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    svg.append(format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", style, x, y, escaped));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
