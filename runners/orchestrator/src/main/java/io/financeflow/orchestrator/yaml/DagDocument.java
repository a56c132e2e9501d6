package io.financeflow.orchestrator.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.financeflow.orchestrator.dag.Dag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A DAG as text: YAML 1.2 with the JSON schema as people write it, JSON as the engine keeps it.
 *
 * <p>What {@link #write} gives is read back by {@link #read} as an equal DAG, so a run can stay on
 * the version it began with. The JSON schema of the text, for editors, is the resource {@link
 * #SCHEMA}. Thread-safe.
 */
public final class DagDocument {

  /** The JSON schema, beside this class. */
  public static final String SCHEMA = "dag.schema.json";

  private DagDocument() {}

  /**
   * Reads a DAG.
   *
   * @param file its name, for messages
   * @param text YAML or JSON, one document; aliases are followed within reason
   * @throws InvalidFile with everything that is wrong, each with its line and column
   */
  public static Dag read(String file, String text) {
    Problems problems = new Problems(file);
    Node root = YamlText.compose(file, text, problems, "'dag' and 'tasks'");
    return new DagReader(problems).read(root);
  }

  /** The whole DAG as one line of JSON: sorted, without groups, defaults and what is usual. */
  public static String write(Dag dag) {
    return DagWriter.everything(dag).toString();
  }

  /**
   * The version of a DAG: 64 hexadecimal digits, equal exactly when the same would run.
   *
   * <p>SHA-256 of the text of {@link #write} without description, owner, tags and the descriptions
   * of parameters. Comments, formatting and the order of fields and tasks have no part in it.
   */
  public static String version(Dag dag) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(DagWriter.meaning(dag).toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
