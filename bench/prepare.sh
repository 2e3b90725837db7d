# Builds what is not built; for the scripts beside it, which have set $bench and then source this. With $help nothing is done but
# what --help needs.
sources=$(dirname "$bench")
home=$sources/dist/target/hearth
. "$sources/.mvn/wrapper/find-java.sh"
find_java jdk.compiler

is_built() (
    built=$bench/target/class-path
    [ -f "$built" ] || exit 1
    cd "$sources"
    newer=$(find pom.xml ./*/pom.xml api/src/main driver/src/main server/src/main cli/src/main testkit/src/main \
        bench/src/main -newer "$built" | head -n 1)
    [ -z "$newer" ]
)

help=
for argument in "$@"; do
    case $argument in
        -h | --help) help=yes ;;
    esac
done

if [ -z "$help" ]; then
    # The hearth script builds the distribution and prepares the gateway's Java, as it does for its users.
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    "$sources/hearth" up --port 0 --data "$scratch/data" -Dlog.level=error --end-with-input </dev/null >/dev/null || exit 3
    rm -rf "$scratch"
    trap - EXIT
fi
if ! is_built; then
    echo "Building the benchmark …" >&2
    (cd "$sources" && ./mvnw -B -q -pl bench -am -Dmaven.test.skip=true package) >&2 || exit 3
    # Maven leaves it as it is when it would not change.
    touch "$bench/target/class-path"
fi
