package io.financeflow.schema.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a fresh PostgreSQL database with the current tables, as a parameter of type {@link
 * Database} or {@link DatabaseSettings}.
 *
 * <p>Each test that asks for one gets its own, in a constructor, a {@code @BeforeEach} or a test
 * method alike; when a {@code @BeforeAll} asks, all tests of the class share that one. The database
 * is a copy of one migrated once per JVM, which takes some tens of milliseconds. The time zone of
 * its sessions is neither UTC nor the JVM's. It is dropped afterwards, and a test that leaves a
 * connection checked out of the pool fails.
 */
public final class PostgresExtension
    implements ParameterResolver, AfterEachCallback, AfterAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

  /** A database and its pool, closed and dropped by JUnit at the end of the test or the class. */
  private record Fresh(DatabaseSettings settings, Database database) implements AutoCloseable {

    static Fresh create() {
      DatabaseSettings settings = TestServer.get().create();
      return new Fresh(settings, Database.connect(settings));
    }

    @Override
    public void close() {
      database.close();
      TestServer.get().drop(settings);
    }
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Database.class || type == DatabaseSettings.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Fresh fresh =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Fresh.class, key -> Fresh.create(), Fresh.class);
    return parameter.getParameter().getType() == Database.class
        ? fresh.database()
        : fresh.settings();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    checkLeaks(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    checkLeaks(context);
  }

  private static void checkLeaks(ExtensionContext context) {
    Fresh fresh = context.getStore(NAMESPACE).get(Fresh.class, Fresh.class);
    if (fresh != null) {
      checkLeaks(fresh.database());
    }
  }

  static void checkLeaks(Database database) {
    assertThat(database.borrowedConnections())
        .as("connections not given back to the pool")
        .isZero();
  }
}
