package io.strongroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws lines over a few places as SVG, by itself. */
final class Chart {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 300;
  private static final int LEFT = 70;
  private static final int RIGHT = 170;
  private static final int TOP = 34;
  private static final int BOTTOM = 40;
  private static final int LINE = 16;
  private static final int STEPS = 4;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#c8553d", "#3a7d44", "#8a4fff", "#b58900", "#555555", "#d33682");

  private final String title;
  private final List<String> places;
  private final Map<String, Map<String, Double>> lines;
  private final boolean logarithmic;
  private final StringBuilder svg = new StringBuilder();

  private Chart(
      String title,
      List<String> places,
      Map<String, Map<String, Double>> lines,
      boolean logarithmic) {
    this.title = title;
    this.places = places;
    this.lines = lines;
    this.logarithmic = logarithmic;
  }

  /**
   * Returns a chart.
   *
   * @param places what is along the bottom, from left to right
   * @param lines for each line its values by place; a place without one is left out
   * @param logarithmic whether the height grows with the logarithm; else it begins at 0
   */
  static String of(
      String title,
      List<String> places,
      Map<String, Map<String, Double>> lines,
      boolean logarithmic) {
    return new Chart(title, places, lines, logarithmic).draw();
  }

  private String draw() {
    add(
        String.format(
            Locale.ROOT, "<svg width=\"%d\" height=\"%d\" role=\"img\">", WIDTH + RIGHT, HEIGHT));
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"18\" class=\"title\">%s</text>",
            LEFT,
            escaped(title)));
    double greatest = lines.values().stream().mapToDouble(Chart::greatest).max().orElse(1);
    double least = lines.values().stream().mapToDouble(Chart::least).min().orElse(1);
    double top = logarithmic ? Math.pow(10, Math.ceil(Math.log10(greatest))) : greatest * 1.05;
    double bottom = logarithmic ? Math.pow(10, Math.floor(Math.log10(least))) : 0;
    axes(bottom, top);
    int number = 0;
    for (Map.Entry<String, Map<String, Double>> line : lines.entrySet()) {
      line(line.getKey(), line.getValue(), number++, bottom, top);
    }
    add("</svg>");
    return svg.toString();
  }

  private static double greatest(Map<String, Double> line) {
    return line.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  private static double least(Map<String, Double> line) {
    return Math.max(1, line.values().stream().mapToDouble(Double::doubleValue).min().orElse(1));
  }

  private void axes(double bottom, double top) {
    int steps = logarithmic ? (int) Math.round(Math.log10(top / bottom)) : STEPS;
    for (int i = 0; i <= steps; i++) {
      double value = logarithmic ? bottom * Math.pow(10, i) : bottom + (top - bottom) * i / steps;
      double y = y(value, bottom, top);
      add(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT,
              WIDTH,
              y,
              y));
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" class=\"end\">%,.0f</text>",
              LEFT - 6,
              y + 4,
              value));
    }
    for (String place : places) {
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" class=\"middle\">%s</text>",
              x(place),
              HEIGHT - 16,
              place));
    }
  }

  private void line(
      String name, Map<String, Double> values, int number, double bottom, double top) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (String place : places) {
      Double value = values.get(place);
      if (value != null) {
        double y = y(Math.max(value, logarithmic ? bottom : 0), bottom, top);
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(place), y));
        add(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s, %s: %,.0f</title>"
                    + "</circle>",
                x(place),
                y,
                colour,
                escaped(name),
                place,
                value));
      }
    }
    add(String.format(Locale.ROOT, "<polyline points=\"%s\" stroke=\"%s\"/>", points, colour));
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
            WIDTH + 8,
            TOP + LINE * number + LINE,
            colour,
            escaped(name)));
  }

  private double x(String place) {
    int gaps = Math.max(1, places.size() - 1);
    return LEFT + 20 + (WIDTH - LEFT - 40.0) * places.indexOf(place) / gaps;
  }

  private double y(double value, double bottom, double top) {
    double share =
        logarithmic
            ? Math.log(value / bottom) / Math.log(top / bottom)
            : (value - bottom) / (top - bottom);
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }

  /** Names of peers come from a command line. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
