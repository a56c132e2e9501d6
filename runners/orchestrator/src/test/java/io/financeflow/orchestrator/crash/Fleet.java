package io.financeflow.orchestrator.crash;

import io.financeflow.schema.db.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Schedulers and workers in processes of their own; one that is killed is replaced at once. */
final class Fleet implements AutoCloseable {

  private record Member(String role, Process process) {}

  private final DatabaseSettings settings;
  private final Path log;
  private final List<Member> members = new ArrayList<>();
  private final List<Instant> schedulerKills = new ArrayList<>();
  private final Map<Long, Instant> kills = new ConcurrentHashMap<>();
  private int revived;

  Fleet(DatabaseSettings settings, Path log) {
    this.settings = settings;
    this.log = log;
  }

  void start(String role) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            CrashProcess.class.getName(),
            role,
            settings.url(),
            settings.user(),
            settings.password());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      members.add(new Member(role, builder.start()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return members.size();
  }

  /** Kills one and starts another of its kind. */
  void replace(int index) {
    Member member = members.remove(index);
    kills.put(member.process().pid(), Instant.now());
    if (member.role().equals("scheduler")) {
      schedulerKills.add(Instant.now());
    }
    member.process().destroyForcibly();
    start(member.role());
  }

  /** Kills the one with that process id, if it is one of these. */
  boolean replacePid(long pid) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).process().pid() == pid) {
        replace(i);
        return true;
      }
    }
    return false;
  }

  /** Starts those again that ended by themselves: a supervisor's work, when no database answers. */
  void revive() {
    for (int i = 0; i < members.size(); i++) {
      if (!members.get(i).process().isAlive()) {
        revived++;
        replace(i);
      }
    }
  }

  /** How many run, and how many had ended by themselves before. */
  @Override
  public String toString() {
    long alive = members.stream().filter(member -> member.process().isAlive()).count();
    return alive + " of " + members.size() + " processes run, " + revived + " were started again";
  }

  /** When a scheduler was killed last before an instant; the epoch when none was. */
  Instant lastSchedulerKill(Instant before) {
    return schedulerKills.stream()
        .filter(kill -> kill.isBefore(before))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** When each process id was killed. */
  Map<Long, Instant> kills() {
    return kills;
  }

  @Override
  public void close() {
    members.forEach(member -> member.process().destroyForcibly());
  }
}
