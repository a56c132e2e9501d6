package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.timetable.DayTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a task does. Texts called templates may hold {@code {{ ds }}} and the like. */
public sealed interface TaskKind {

  /** The templates it has, to be checked. */
  List<String> templates();

  /** Whether a worker is needed; the others are decided by the scheduler and hold no slot. */
  default boolean needsWorker() {
    return true;
  }

  /** Where a pipeline runs. */
  enum PipelineMode {
    /** On the direct runner in the worker's process. */
    DIRECT,
    /** On the direct runner in a JVM of its own, which may run out of memory alone. */
    OWN_JVM,
    /** On a Flink cluster; the job outlives its worker. */
    FLINK
  }

  /**
   * A registered pipeline.
   *
   * @param name under which it is registered
   * @param arguments templates by name
   */
  record Pipeline(String name, PipelineMode mode, Map<String, String> arguments)
      implements TaskKind {
    /** Keeps a sorted copy. */
    public Pipeline {
      name = notBlank(name, "the name of a pipeline");
      arguments = sorted(arguments);
    }

    @Override
    public List<String> templates() {
      return List.copyOf(arguments.values());
    }
  }

  /**
   * A registered task written in Java.
   *
   * @param name under which it is registered
   * @param arguments templates by name
   */
  record Java(String name, Map<String, String> arguments) implements TaskKind {
    /** Keeps a sorted copy. */
    public Java {
      name = notBlank(name, "the name of a Java task");
      arguments = sorted(arguments);
    }

    @Override
    public List<String> templates() {
      return List.copyOf(arguments.values());
    }
  }

  /**
   * A statement; the columns of the first row it returns, if any, become outputs.
   *
   * @param connection the name of the connection
   * @param statement a template whose values are bound as parameters, not pasted in
   */
  record Sql(String connection, String statement) implements TaskKind {
    /** Refuses blank texts. */
    public Sql {
      connection = notBlank(connection, "the connection");
      statement = notBlank(statement, "the statement");
    }

    @Override
    public List<String> templates() {
      return List.of(statement);
    }
  }

  /**
   * A program; exit code 0 is success, 10, 20 and 30 mean not ready, bad input and refused.
   *
   * @param command the program and its arguments, templates; no shell reads them
   * @param environment templates by variable, added to the worker's own
   */
  record Shell(List<String> command, Map<String, String> environment) implements TaskKind {
    /** Keeps copies. */
    public Shell {
      command = List.copyOf(command);
      environment = sorted(environment);
      if (command.isEmpty()) {
        throw new IllegalArgumentException("command must name a program");
      }
    }

    @Override
    public List<String> templates() {
      List<String> all = new ArrayList<>(command);
      all.addAll(environment.values());
      return all;
    }
  }

  /**
   * Waits until a GET is answered as wanted.
   *
   * @param url a template
   * @param status the wanted HTTP status, 100 to 599
   * @param contains a text the body must contain; empty for any
   */
  record HttpSensor(String url, int status, String contains, Waiting waiting) implements TaskKind {
    /** Refuses what is no status. */
    public HttpSensor {
      url = notBlank(url, "the url");
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException("status must be 100 to 599 but was " + status);
      }
    }

    @Override
    public List<String> templates() {
      return List.of(url, contains);
    }
  }

  /**
   * Waits until a query's first row begins with neither null, false, 0 nor an empty text.
   *
   * @param connection the name of the connection
   * @param query a template whose values are bound as parameters
   */
  record SqlSensor(String connection, String query, Waiting waiting) implements TaskKind {
    /** Refuses blank texts. */
    public SqlSensor {
      connection = notBlank(connection, "the connection");
      query = notBlank(query, "the query");
    }

    @Override
    public List<String> templates() {
      return List.of(query);
    }
  }

  /**
   * Waits for a time of the trading day {@code ds}; on a day without trading it is skipped.
   *
   * @param until which time
   */
  record CalendarSensor(DayTime until) implements TaskKind {
    @Override
    public List<String> templates() {
      return List.of();
    }

    @Override
    public boolean needsWorker() {
      return false;
    }
  }

  /**
   * Goes on with some of the tasks directly after it; the others are skipped.
   *
   * @param on a template whose value chooses
   * @param cases tasks by value
   * @param otherwise tasks for every other value; empty to skip all
   */
  record Branch(String on, Map<String, Set<String>> cases, Set<String> otherwise)
      implements TaskKind {
    /** Keeps sorted copies. */
    public Branch {
      Map<String, Set<String>> copy = new TreeMap<>();
      cases.forEach((value, tasks) -> copy.put(value, new TreeSet<>(tasks)));
      cases = copy;
      otherwise = new TreeSet<>(otherwise);
      if (cases.isEmpty()) {
        throw new IllegalArgumentException("a branch must have at least one case");
      }
    }

    /** The tasks to go on with. */
    public Set<String> chosen(String value) {
      return Set.copyOf(cases.getOrDefault(value, otherwise));
    }

    @Override
    public List<String> templates() {
      return List.of(on);
    }

    @Override
    public boolean needsWorker() {
      return false;
    }
  }

  /**
   * Skips everything after it, whatever the trigger rules, unless its condition holds.
   *
   * @param condition a template that must render to {@code true} or {@code false}
   */
  record ShortCircuit(String condition) implements TaskKind {
    /** Refuses a blank condition. */
    public ShortCircuit {
      condition = notBlank(condition, "the condition");
    }

    @Override
    public List<String> templates() {
      return List.of(condition);
    }

    @Override
    public boolean needsWorker() {
      return false;
    }
  }

  /**
   * Waits for a person: approved is success, rejected is a failure of class REFUSED.
   *
   * @param question a template
   * @param timeout how long, more than 0
   * @param unanswered what it becomes then
   */
  record Approval(String question, Duration timeout, Unanswered unanswered) implements TaskKind {
    /** What becomes of an approval nobody gave or refused. */
    public enum Unanswered {
      /** It fails. */
      FAIL,
      /** It is skipped. */
      SKIP,
      /** It counts as approved. */
      APPROVE
    }

    /** Refuses a timeout that is not positive. */
    public Approval {
      question = notBlank(question, "the question");
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout must be > 0 but was " + timeout);
      }
    }

    @Override
    public List<String> templates() {
      return List.of(question);
    }

    @Override
    public boolean needsWorker() {
      return false;
    }
  }

  /** Does nothing; gathers what comes before it. */
  record Empty() implements TaskKind {
    @Override
    public List<String> templates() {
      return List.of();
    }

    @Override
    public boolean needsWorker() {
      return false;
    }
  }

  private static String notBlank(String text, String what) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    return text;
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
