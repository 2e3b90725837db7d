/** The Scala interpreter as it is, in the JVM of the session, with output to nowhere. */
object BareInterpreter {
  import scala.tools.nsc.Settings
  import scala.tools.nsc.interpreter.{IMain, Results}
  import scala.tools.nsc.interpreter.shell.ReplReporterImpl

  private val shell = {
    val settings = new Settings
    val classes = java.nio.file.Files.createTempDirectory("bare-interpreter").toString
    settings.processArguments(List("-usejavacp", "-Yrepl-class-based", "-Yrepl-outdir", classes), true)
    val made = new IMain(settings, new ReplReporterImpl(settings, new java.io.PrintWriter(java.io.Writer.nullWriter)))
    require(made.initializeCompiler())
    made
  }

  /** Microseconds of each run, on one line. */
  def time(code: String, times: Int): String =
    Seq.fill(times) {
      val began = System.nanoTime
      require(shell.interpret(code) == Results.Success)
      (System.nanoTime - began) / 1000
    }.mkString(" ")
}
