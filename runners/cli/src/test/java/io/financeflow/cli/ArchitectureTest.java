package io.financeflow.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** Who may see whom, and who may touch the outside world. */
@AnalyzeClasses(packages = "io.financeflow", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ALL = "io.financeflow..";
  private static final String SCHEMA = "io.financeflow.schema..";
  private static final String PIPELINES = "io.financeflow.pipelines..";
  private static final String ML = "io.financeflow.ml..";
  private static final String SANDBOX = "io.financeflow.sandbox..";
  private static final String ORCHESTRATOR = "io.financeflow.orchestrator..";
  private static final String CLI = "io.financeflow.cli..";
  private static final String[] JDBC = {
    "java.sql..", "javax.sql..", "org.postgresql..", "org.apache.commons.dbcp2.."
  };

  @ArchTest
  static final ArchRule SCHEMA_SEES_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage(SCHEMA)
          .should()
          .dependOnClassesThat(resideInAPackage(ALL).and(not(resideInAPackage(SCHEMA))));

  @ArchTest
  static final ArchRule PIPELINES_SEE_ONLY_SCHEMA =
      noClasses()
          .that()
          .resideInAPackage(PIPELINES)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ALL).and(not(resideInAnyPackage(SCHEMA, PIPELINES))));

  @ArchTest
  static final ArchRule ML_SEES_ONLY_SCHEMA =
      noClasses()
          .that()
          .resideInAPackage(ML)
          .should()
          .dependOnClassesThat(resideInAPackage(ALL).and(not(resideInAnyPackage(SCHEMA, ML))));

  @ArchTest
  static final ArchRule MODELS_AND_MEASURES_KNOW_NO_DATABASE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.financeflow.ml.forecaster..",
              "io.financeflow.ml.arima..",
              "io.financeflow.ml.evaluation..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(JDBC)
                  .or(resideInAnyPackage("io.financeflow.schema.db..", "org.jdbi..")));

  @ArchTest
  static final ArchRule SANDBOX_SEES_ONLY_SCHEMA =
      noClasses()
          .that()
          .resideInAPackage(SANDBOX)
          .should()
          .dependOnClassesThat(resideInAPackage(ALL).and(not(resideInAnyPackage(SCHEMA, SANDBOX))));

  /** May be empty: its classes are on this class path once cli wires them. */
  @ArchTest
  static final ArchRule ORCHESTRATOR_SEES_ONLY_SCHEMA =
      noClasses()
          .that()
          .resideInAPackage(ORCHESTRATOR)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ALL).and(not(resideInAnyPackage(SCHEMA, ORCHESTRATOR))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule INGEST_DOES_NOT_SEE_RETURNS =
      noClasses()
          .that()
          .resideInAPackage("io.financeflow.pipelines.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.financeflow.pipelines.returns..");

  @ArchTest
  static final ArchRule RETURNS_DO_NOT_SEE_INGEST =
      noClasses()
          .that()
          .resideInAPackage("io.financeflow.pipelines.returns..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.financeflow.pipelines.ingest..");

  @ArchTest
  static final ArchRule QUALITY_SEES_ONLY_THE_TABLES_OF_OTHERS =
      noClasses()
          .that()
          .resideInAPackage("io.financeflow.pipelines.quality..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.financeflow.pipelines.ingest..",
              "io.financeflow.pipelines.returns..",
              "io.financeflow.pipelines.source..");

  @ArchTest
  static final ArchRule FEATURES_AND_THE_STEPS_BEFORE_THEM_MEET_IN_TABLES =
      noClasses()
          .that()
          .resideInAPackage("io.financeflow.pipelines.features..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.financeflow.pipelines.ingest..", "io.financeflow.pipelines.returns..");

  /** SQLException is left out: a step that calls a store has to declare it. */
  @ArchTest
  static final ArchRule ONLY_IO_OF_THE_PIPELINES_TALKS_JDBC =
      noClasses()
          .that(
              resideInAPackage(PIPELINES)
                  .and(not(resideInAPackage("io.financeflow.pipelines.io.."))))
          .should()
          .dependOnClassesThat(resideInAnyPackage(JDBC).and(not(name("java.sql.SQLException"))));

  @ArchTest
  static final ArchRule ONLY_SOURCES_OF_THE_PIPELINES_TALK_HTTP =
      noClasses()
          .that(
              resideInAPackage(PIPELINES)
                  .and(not(resideInAPackage("io.financeflow.pipelines.source.."))))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("okhttp3..", "java.net.http..", "javax.net..")
                  .or(name("java.net.Socket"))
                  .or(name("java.net.ServerSocket"))
                  .or(name("java.net.URLConnection"))
                  .or(name("java.net.HttpURLConnection")));

  @ArchTest
  static final ArchRule ONLY_CLI_TOUCHES_THE_PROCESS =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  /** A pipeline's main is a rim of its own: Beam launches it without cli. */
  @ArchTest
  static final ArchRule ONLY_RIMS_ASK_WHAT_TIME_IT_IS =
      noClasses().that().resideOutsideOfPackage(CLI).should().accessTargetWhere(wallClock());

  @ArchTest
  static final ArchRule INSIDE_CLI_ONLY_MAIN_ASKS_WHAT_TIME_IT_IS =
      noClasses()
          .that(resideInAPackage(CLI).and(not(name("io.financeflow.cli.Main"))))
          .should()
          .accessTargetWhere(wallClock());

  /** The exception is the sandbox's real pace: a latency that is ordered has to be waited for. */
  @ArchTest
  static final ArchRule NOBODY_SLEEPS =
      noClasses()
          .that(resideInAPackage(ALL).and(not(nested("io.financeflow.sandbox.fault.Pace"))))
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class);

  @ArchTest
  static final ArchRule NO_PACKAGE_FOR_WHAT_HAS_NO_PLACE =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..");

  @ArchTest
  static final ArchRule NO_MUTABLE_STATICS =
      fields().that().areStatic().and().areNotFinal().should().bePrivate().allowEmptyShould(true);

  @ArchTest
  static final ArchRule EXCEPTIONS_ARE_CALLED_WHAT_HAPPENED =
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .should()
          .haveSimpleNameNotEndingWith("Exception");

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> nested(
      String outer) {
    return DescribedPredicate.describe(
        "in " + outer,
        type -> type.getName().equals(outer) || type.getName().startsWith(outer + "$"));
  }

  private static DescribedPredicate<JavaAccess<?>> wallClock() {
    return DescribedPredicate.describe(
        "the wall clock", access -> isWallClock(access.getTarget()) && !isMainOfAPipeline(access));
  }

  private static boolean isWallClock(AccessTarget target) {
    boolean clock =
        target.getOwner().isEquivalentTo(Clock.class) && target.getName().startsWith("system");
    boolean now =
        target.getName().equals("now")
            && (target.getOwner().isEquivalentTo(Instant.class)
                || target.getOwner().isEquivalentTo(LocalDate.class)
                || target.getOwner().isEquivalentTo(LocalDateTime.class)
                || target.getOwner().isEquivalentTo(ZonedDateTime.class));
    boolean millis =
        target.getOwner().isEquivalentTo(System.class)
            && target.getName().equals("currentTimeMillis");
    return clock || now || millis;
  }

  private static boolean isMainOfAPipeline(JavaAccess<?> access) {
    return access.getOrigin().getName().equals("main")
        && access.getOriginOwner().getPackageName().startsWith("io.financeflow.pipelines.");
  }
}
