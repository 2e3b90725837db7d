package io.hearth.cli.demo;

import io.hearth.api.StatementState;
import io.hearth.cli.client.StatementView;
import java.nio.file.Path;
import java.util.List;

/**
 * A statement of the demonstration.
 *
 * @param state in which it must end
 * @param expected what must be in its text, or in its error's name and message
 */
record DemoStatement(String title, String code, StatementState state, String expected) {

    /** @param winter a CSV file that ships with the project */
    static List<DemoStatement> all(Path winter) {
        return List.of(
                new DemoStatement("A value", "val answer = 6 * 7", StatementState.AVAILABLE, "answer: Int = 42"),
                new DemoStatement(
                        "A case class and a Dataset of it, in one cell", """
                        case class Fire(wood: String, minutes: Int)
                        val fires = Seq(Fire("oak", 95), Fire("birch", 60), Fire("pine", 35)).toDS()
                        fires.filter(_.minutes > answer).show()""", StatementState.AVAILABLE, "birch"),
                new DemoStatement(
                        "A Spark job: what six houses burned in a winter, from a file that ships with Hearth",
                        """
                        val winter = spark.read.option("header", true).option("inferSchema", true).csv(\"""%s\""")
                        winter.groupBy("wood")
                          .agg(countDistinct("house").as("houses"), round(sum("burned_kg")).as("kg"),
                               round(corr("outside_celsius", "burned_kg"), 2).as("colder_burns_more"))
                          .orderBy(desc("kg"))
                          .show()""".formatted(winter),
                        StatementState.AVAILABLE,
                        "beech"),
                new DemoStatement("Printed text", """
                        for (month <- Seq("2025-12", "2026-01", "2026-02")) {
                          val days = winter.filter(col("day").startsWith(month) && col("outside_celsius") < 0)
                          println(s"$month: ${days.select("day").distinct().count()} days of frost")
                        }""", StatementState.AVAILABLE, "days of frost"),
                new DemoStatement(
                        "An error, which leaves the session as it was",
                        "Seq(3, 2, 1, 0).map(answer / _)",
                        StatementState.ERROR,
                        "java.lang.ArithmeticException"),
                new DemoStatement("Go on after it", "answer + fires.count()", StatementState.AVAILABLE, "Long = 45"),
                new DemoStatement(
                        "A class from each of the three packages", """
                        import io.hearth.demo.wood.Wood
                        import io.hearth.demo.price.Gas
                        import io.hearth.demo.report.Line
                        Line.of("oak", Gas.euros(Wood.kilowattHours("oak", 1000)))""", StatementState.AVAILABLE, "451 euros"),
                new DemoStatement("The same on Spark's executors", """
                        winter.groupBy("wood").agg(sum("burned_kg").cast("double")).as[(String, Double)]
                          .map { case (wood, kg) => Line.of(wood, Gas.euros(Wood.kilowattHours(wood, kg))) }
                          .collect().sorted.foreach(println)""", StatementState.AVAILABLE, "beech    saved"));
    }

    boolean isAsExpected(StatementView result) {
        String text = result.text() + result.errorName() + ": " + result.errorValue();
        return result.state() == state && text.contains(expected);
    }
}
