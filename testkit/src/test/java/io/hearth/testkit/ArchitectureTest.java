package io.hearth.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the boundaries between modules and packages that the design draws. */
@AnalyzeClasses(packages = "io.hearth", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule API_USES_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage("io.hearth.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.hearth.api..", "java..", "javax.crypto..", "javax.net.ssl..", "org.jspecify..");

    @ArchTest
    static final ArchRule DRIVER_USES_SPARK_SCALA_AND_THE_API = classes()
            .that()
            .resideInAPackage("io.hearth.driver..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.hearth.driver..",
                    "io.hearth.api..",
                    "java..",
                    "javax..",
                    "org.jspecify..",
                    "scala..",
                    "org.apache.spark..",
                    "org.apache.hadoop.fs..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule COMMAND_LINE_KNOWS_NO_SERVER = noClasses()
            .that()
            .resideInAPackage("io.hearth.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hearth.server..", "io.hearth.driver..");

    @ArchTest
    static final ArchRule ONLY_HTTP_KNOWS_THE_WEB_FRAMEWORK = noClasses()
            .that()
            .resideOutsideOfPackage("io.hearth.server.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule ONLY_STORE_KNOWS_THE_DATABASE = noClasses()
            .that()
            .resideInAPackage("io.hearth.server..")
            .and()
            .resideOutsideOfPackage("io.hearth.server.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.jdbi..",
                    "java.sql..",
                    "javax.sql..",
                    "com.zaxxer..",
                    "org.flywaydb..",
                    "org.h2..",
                    "org.postgresql..");

    @ArchTest
    static final ArchRule SESSIONS_ARE_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("io.hearth.server.session..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.hearth.server.session..",
                    "io.hearth.server.error..",
                    "io.hearth.api..",
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("io.hearth.server.packages..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.hearth.server.packages..",
                    "io.hearth.server.objects..",
                    "io.hearth.server.error..",
                    "io.hearth.api..",
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule ONLY_FETCHING_KNOWS_THE_HTTP_CLIENT = noClasses()
            .that()
            .resideInAPackage("io.hearth.server..")
            .and()
            .resideOutsideOfPackage("io.hearth.server.fetch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule ONLY_OBJECTS_KNOW_THE_STORE_CLIENT = noClasses()
            .that()
            .resideInAPackage("io.hearth.server..")
            .and()
            .resideOutsideOfPackage("io.hearth.server.objects..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..");

    @ArchTest
    static final ArchRule AUTHENTICATION_IS_PLAIN_JAVA_BUT_FOR_THE_JWT_LIBRARY = classes()
            .that()
            .resideInAPackage("io.hearth.server.auth..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.hearth.server.auth..",
                    "io.hearth.server.error..",
                    "io.hearth.api..",
                    "java..",
                    "javax.crypto..",
                    "com.nimbusds..",
                    "org.jspecify..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule ONLY_AUTHENTICATION_KNOWS_THE_JWT_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("io.hearth.server.auth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule PACKAGES_OF_THE_SERVER_FORM_NO_CIRCLE =
            slices().matching("io.hearth.server.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PACKAGES_OF_THE_COMMAND_LINE_FORM_NO_CIRCLE =
            slices().matching("io.hearth.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_STATIC_CHANGES = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.hearth..")
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule ONE_WAY_OF_LOGGING = noClasses().should(USE_JAVA_UTIL_LOGGING);

    @ArchTest
    static final ArchRule THE_GATEWAY_LOGS_AND_DOES_NOT_PRINT = noClasses()
            .that()
            .resideInAnyPackage("io.hearth.api..", "io.hearth.server..")
            .and()
            .doNotHaveFullyQualifiedName("io.hearth.server.Main")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule THE_GATEWAY_DOES_NOT_SLEEP = noClasses()
            .that()
            .resideInAPackage("io.hearth.server..")
            .should()
            .callMethod(Thread.class, "sleep", long.class);
}
