package io.github.zmq4j.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From what people type to values that cannot be wrong. */
final class Converters {
  static final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int number = Integer.parseInt(text);
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // The same answer as for zero.
      }
      throw new TypeConversionException("'" + text + "' is not a whole number from 1 on");
    }
  }

  static final class Time implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)(ms|s)?");

    @Override
    public Duration convert(String text) {
      Matcher time = TIME.matcher(text);
      if (!time.matches()) {
        throw new TypeConversionException("'" + text + "' is not a time such as 2s or 500ms");
      }
      double amount = Double.parseDouble(time.group(1));
      return Duration.ofMillis(Math.round("ms".equals(time.group(2)) ? amount : amount * 1000));
    }
  }

  /** An endpoint that two processes can meet at; the socket checks the rest of it. */
  static final class Meeting implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.startsWith("inproc:")) {
        throw new TypeConversionException("inproc stays within one context; use tcp:// or ipc://");
      }
      return text;
    }
  }

  private Converters() {}
}
