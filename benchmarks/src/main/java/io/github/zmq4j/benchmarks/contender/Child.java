package io.github.zmq4j.benchmarks.contender;

import io.github.zmq4j.benchmarks.Part;
import io.github.zmq4j.benchmarks.Parts;
import java.util.Arrays;

/** The process of a contender in Java: {@code Child PART CONTENDER ROLE ARGUMENT...}. */
public final class Child {
  private Child() {}

  /**
   * Plays a role in a part until its input ends.
   *
   * @param args the part, the contender, the role, and what the part needs besides
   */
  public static void main(String[] args) {
    try {
      Part part = Parts.named(args[0]);
      Contender contender = Contender.named(args[1]);
      part.play(args[2], contender, Arrays.asList(args).subList(3, args.length), new Commands());
    } catch (Throwable e) { // the process must not outlive its work, whatever threads it has
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
