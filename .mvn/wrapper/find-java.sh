# Sourced by mvnw and hearth.
#
# find_java MODULE sets JAVA to the java command of JAVA_HOME or else of the PATH, and JAVA_RELEASE to its version.
# It ends the script, saying what is missing, unless that Java is 17 or newer and has the module: java.base is in
# every Java, jdk.compiler only in a JDK.
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        JAVA=$JAVA_HOME/bin/java
        found="JAVA_HOME is $JAVA_HOME"
        [ -x "$JAVA" ] || java_missing "$found, but there is no bin/java in it."
    else
        JAVA=$(command -v java) || java_missing "There is no java on the PATH, and JAVA_HOME is not set."
        found="The java on the PATH is $JAVA"
    fi
    # A Java before 9 knows no modules and fails here as well.
    JAVA_RELEASE=$("$JAVA" --describe-module "$1" 2>/dev/null | sed -n "1s/^$1@\([0-9][^ ]*\).*/\1/p")
    [ -n "$JAVA_RELEASE" ] || java_missing "$found, which is no JDK (only a JRE, or too old)."
    [ "${JAVA_RELEASE%%[!0-9]*}" -ge 17 ] || java_missing "$found, which is Java $JAVA_RELEASE."
}

java_missing() {
    echo "$1" >&2
    echo "Hearth needs a JDK 17 or newer. Install one (for example the package openjdk-17-jdk-headless or" >&2
    echo "java-17-openjdk-devel), or set JAVA_HOME to the directory of one that is there." >&2
    exit 1
}
