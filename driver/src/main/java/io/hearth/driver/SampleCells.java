package io.hearth.driver;

import java.util.List;

/** Code as sessions run it, to be run before there is one. */
final class SampleCells {

    /** What the first statements of most sessions do. */
    static final List<String> WORK = List.of(
            """
            case class Person(name: String, age: Int)
            val people = Seq(Person("Ada", 36), Person("Grace", 85)).toDS
            people.map(_.age + 1).show()
            """,
            """
            import org.apache.spark.sql.types._
            val numbers = spark.range(1000).withColumn("key", $"id" % 7)
            numbers.groupBy("key").agg(count(lit(1)), sum("id")).orderBy("key").show()
            """,
            """
            people.createOrReplaceTempView("people")
            spark.sql("select name, avg(age) from people where age > 1 group by name").collect().foreach(println)
            """,
            "sc.parallelize(1 to 100).map(n => (n % 3, n)).reduceByKey(_ + _).collect().toMap",
            """
            def half(n: Int): Int = n / 2
            Seq(1, 2, 3).map(half).toDF("half").join(numbers, $"half" === $"id").count()
            """,
            "1 + 1");

    /** What costs nothing but its compilation. */
    static final List<String> SMALL =
            List.of("1 + 1", "val x = 21 * 2", "\"a\" + x", "def f(n: Int) = n + x", "f(1)", "Seq(1, 2, 3).map(_ + x)");

    static final String SQL = "select id % 3 as k, count(*) as n from range(100) group by id % 3 order by k";

    private SampleCells() {}
}
