package io.linkfleet.bench.sample;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What each side of a comparison gave in each round, in the order of the rounds.
public final class Rounds<T> {
  private final Map<String, List<T>> results = new LinkedHashMap<>();

  private Rounds() {}

  /// One side of a comparison: does its work once and says what came of it.
  public interface Side<T> {
    T play();
  }

  /// Lets the sides take turns, in reverse order every other round, so that none is always the
  /// first.
  public static <T> Rounds<T> interleaved(int count, Map<String, Side<T>> sides) {
    Rounds<T> rounds = new Rounds<>();
    sides.keySet().forEach(name -> rounds.results.put(name, new ArrayList<>()));
    List<String> order = new ArrayList<>(sides.keySet());
    for (int round = 0; round < count; round++) {
      for (String name : round % 2 == 0 ? order : order.reversed()) {
        rounds.results.get(name).add(sides.get(name).play());
      }
    }
    return rounds;
  }

  public List<T> of(String side) {
    return List.copyOf(results.get(side));
  }

  public double median(String side, ToDoubleFunction<T> figure) {
    Collection<Double> values = results.get(side).stream().map(figure::applyAsDouble).toList();
    return Median.of(values);
  }
}
