# Sourced by mvnw and hearth: sets JAVA to the java command of a JDK 17 or newer, or ends the script with
# a sentence that says what is missing.
find_jdk() {
    if [ -n "${JAVA_HOME:-}" ]; then
        JAVA=$JAVA_HOME/bin/java
        jdk_source="JAVA_HOME is $JAVA_HOME"
        [ -x "$JAVA" ] || jdk_missing "$jdk_source, but there is no bin/java in it."
    else
        JAVA=$(command -v java) || jdk_missing "There is no java on the PATH and JAVA_HOME is not set."
        jdk_source="The java on the PATH is $JAVA"
    fi
    # A JRE has no compiler module, and a Java before 9 knows no modules at all.
    jdk_module=$("$JAVA" --describe-module jdk.compiler 2>/dev/null | sed -n '1s/^jdk.compiler@\([0-9]*\).*/\1/p')
    [ -n "$jdk_module" ] || jdk_missing "$jdk_source, which is no JDK (a JRE, or too old)."
    [ "$jdk_module" -ge 17 ] || jdk_missing "$jdk_source, which is a JDK $jdk_module."
}

jdk_missing() {
    echo "$1" >&2
    echo "Hearth needs a JDK 17 or newer: install one (for example the package openjdk-17-jdk-headless or" >&2
    echo "java-17-openjdk-devel), or set JAVA_HOME to one that is there." >&2
    exit 1
}
