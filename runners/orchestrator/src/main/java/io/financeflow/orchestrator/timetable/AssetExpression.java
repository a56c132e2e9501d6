package io.financeflow.orchestrator.timetable;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which assets have to be renewed, since the last run they caused, for a run to start. */
public sealed interface AssetExpression {

  /** Whether it is met. */
  boolean met(Set<String> renewed);

  /** The assets it names, sorted. */
  Set<String> names();

  /** One asset. */
  record Asset(String name) implements AssetExpression {
    /** Refuses a blank name. */
    public Asset {
      if (name.isBlank()) {
        throw new IllegalArgumentException("an asset must have a name");
      }
    }

    @Override
    public boolean met(Set<String> renewed) {
      return renewed.contains(name);
    }

    @Override
    public Set<String> names() {
      return Set.of(name);
    }
  }

  /** All of them. */
  record All(List<AssetExpression> of) implements AssetExpression {
    /** Refuses an empty list. */
    public All {
      of = copy(of);
    }

    @Override
    public boolean met(Set<String> renewed) {
      return of.stream().allMatch(part -> part.met(renewed));
    }

    @Override
    public Set<String> names() {
      return union(of);
    }
  }

  /** At least one of them. */
  record Any(List<AssetExpression> of) implements AssetExpression {
    /** Refuses an empty list. */
    public Any {
      of = copy(of);
    }

    @Override
    public boolean met(Set<String> renewed) {
      return of.stream().anyMatch(part -> part.met(renewed));
    }

    @Override
    public Set<String> names() {
      return union(of);
    }
  }

  private static List<AssetExpression> copy(List<AssetExpression> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("all and any must list at least one asset");
    }
    return List.copyOf(parts);
  }

  private static Set<String> union(List<AssetExpression> parts) {
    return parts.stream()
        .flatMap(part -> part.names().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
