package io.financeflow.schema.model;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A definition of features and labels: a row of {@code feature_sets}.
 *
 * @param key name and version
 * @param columns features, in the order of their values; at least one
 * @param labels labels, in the order of their values
 * @param reach how far a row looks back and ahead
 * @param description what the set is for
 */
public record FeatureSet(
    Key key, List<Column> columns, List<Column> labels, Reach reach, String description)
    implements Serializable {

  /** Copies the lists and refuses a set without features. */
  public FeatureSet {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("feature set " + key + " must have a column");
    }
  }

  /**
   * What a set is called.
   *
   * @param name lower-case letters, digits and underscores
   * @param version 1 or more: a changed definition is a new version
   */
  public record Key(String name, int version) implements Serializable {
    /** Refuses a version below 1. */
    public Key {
      if (version < 1) {
        throw new IllegalArgumentException("version must be >= 1 but was " + version);
      }
    }

    /** Returns {@code daily:1}. */
    @Override
    public String toString() {
      return name + ":" + version;
    }
  }

  /**
   * A feature or label.
   *
   * @param name lower-case letters, digits and underscores
   * @param formula how it is computed, in one line
   */
  public record Column(String name, String formula) implements Serializable {}

  /**
   * How far a row looks.
   *
   * @param bars bars that every feature is computed from, the row's own included
   * @param sessions sessions within which these bars must lie, the row's own included
   * @param horizon sessions ahead that the labels look
   */
  public record Reach(int bars, int sessions, int horizon) implements Serializable {
    /** Refuses what no row can satisfy. */
    public Reach {
      if (bars < 1 || sessions < bars || horizon < 1) {
        throw new IllegalArgumentException(
            "reach must be 1 <= bars <= sessions and horizon >= 1 but was %d, %d, %d"
                .formatted(bars, sessions, horizon));
      }
    }
  }

  /** Returns the names of the features. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** Returns the names of the labels. */
  public List<String> labelNames() {
    return labels.stream().map(Column::name).toList();
  }

  /** Returns one line per feature and label: {@code name = formula}. */
  public String definition() {
    return Stream.concat(columns.stream(), labels.stream())
        .map(column -> column.name() + " = " + column.formula())
        .collect(Collectors.joining("\n"));
  }

  /** Returns the SHA-256 of reach and definition, 64 hexadecimal digits. */
  public String definitionHash() {
    try {
      byte[] text = (reach + "\n" + definition()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
