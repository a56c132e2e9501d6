package io.financeflow.cli.bench;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What PostgreSQL alone takes to hand a task over: the least that a scheduler and a worker who meet
 * in nothing but tables have to wait for.
 *
 * <p>One commits an end and notifies, the other wakes, reads it, commits what follows and notifies,
 * the first wakes and commits that it begins: three commits on the disk, two notifications, two
 * reads.
 */
final class BareHandover {

  private static final String WORKER = "bare_worker";
  private static final String SCHEDULER = "bare_scheduler";
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Database database;

  BareHandover(Database database) {
    this.database = database;
  }

  /** Does it so many times, after as many to warm up; nanoseconds of each. */
  List<Long> measure(int times) throws InterruptedException {
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("DROP TABLE IF EXISTS bare_handover");
              handle.execute("CREATE TABLE bare_handover (step int NOT NULL)");
              handle.execute("INSERT INTO bare_handover VALUES (0)");
            });
    try (Notifications toScheduler = new Notifications(database.settings(), SCHEDULER);
        Notifications toWorker = new Notifications(database.settings(), WORKER)) {
      toScheduler.await(Duration.ofMillis(1));
      toWorker.await(Duration.ofMillis(1));
      Thread scheduler = new Thread(() -> answer(toScheduler, 2 * times), "bare-scheduler");
      scheduler.start();
      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < 2 * times; i++) {
        long begin = System.nanoTime();
        write("NOTIFY " + SCHEDULER);
        toWorker.await(LONGEST);
        write("");
        nanos.add(System.nanoTime() - begin);
      }
      scheduler.join();
      return nanos.subList(times, 2 * times);
    } finally {
      database.jdbi().useHandle(handle -> handle.execute("DROP TABLE bare_handover"));
    }
  }

  private void answer(Notifications wakes, int times) {
    for (int i = 0; i < times; i++) {
      wakes.await(LONGEST);
      write("NOTIFY " + WORKER);
    }
  }

  private void write(String then) {
    database.jdbi().useTransaction(handle -> step(handle, then));
  }

  private static void step(Handle handle, String then) {
    handle.createQuery("SELECT step FROM bare_handover").mapTo(Integer.class).one();
    handle.execute("UPDATE bare_handover SET step = step + 1");
    if (!then.isEmpty()) {
      handle.execute(then);
    }
  }
}
