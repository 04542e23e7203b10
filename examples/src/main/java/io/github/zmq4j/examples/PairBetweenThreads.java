package io.github.zmq4j.examples;

import io.github.zmq4j.Context;
import io.github.zmq4j.Pair;

/** PAIR: two threads talk over inproc, without a network between them. */
public final class PairBetweenThreads {
  public static void main(String[] args) {
    try (Context context = Context.create();
        Pair main = context.pair()) {
      main.bind("inproc://steps");
      new Thread(() -> help(context)).start();
      System.out.println("The helper says " + main.receive().text());
      main.send("go on");
      System.out.println("The helper says " + main.receive().text());
    }
  }

  private static void help(Context context) {
    try (Pair helper = context.pair()) {
      helper.connect("inproc://steps");
      helper.send("ready");
      helper.send("done, as you said " + helper.receive().text());
    }
  }

  private PairBetweenThreads() {}
}
