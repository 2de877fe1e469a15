#!/usr/bin/env bash
# Builds the fuzz targets with clang-19 and runs every one for so long, as many at a time as there are processors.
#   tests/fuzz/run.sh [SECONDS_PER_TARGET [TARGET...]]      default: 60 seconds, all targets
# The table at the end says what each did. The status is 0 only if nothing was found, every target ran, and the canary,
# which has a fault of its own, was caught. What was found lies in build/fuzz/findings/<target>/; once it is mended it
# belongs into tests/fuzz/corpus/<target>/ under a name that says what it found. What each target learned stays in
# build/fuzz/learned/<target>/ for the next time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1:-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { sed -n '2,4s/^# \{0,1\}//p' tests/fuzz/run.sh >&2; exit 2; }
shift || true

command -v clang++-19 >/dev/null || { echo "Needs clang-19 and libclang-rt-19-dev" >&2; exit 2; }
[ -n "${SHOAL_FUZZ_BUILT:-}" ] || { cmake --preset fuzz && cmake --build --preset fuzz --target fuzzers; }

all=()
for source in tests/fuzz/*_fuzz.cpp; do
  name=$(basename "$source" _fuzz.cpp)
  [ "$name" = canary ] || all+=("$name")
done
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=("${all[@]}")

run_one() { # seconds, name
  local learned=build/fuzz/learned/$2 findings=build/fuzz/findings/$2
  mkdir -p "$learned" "$findings"
  # The canary starts from nothing: its seeds would give its fault away.
  local seeds=tests/fuzz/corpus/$2
  [ "$2" != canary ] || { seeds='' && rm -rf "${learned:?}"/* "${findings:?}"/*; }
  build/fuzz/bin/fuzz-"$2" -max_total_time="$1" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$findings/" "$learned" $seeds </dev/null >"build/fuzz/$2.log" 2>&1 || true
}
export -f run_one
export ASAN_OPTIONS="detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1"
export UBSAN_OPTIONS=print_stacktrace=1

run_one 60 canary
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c "run_one $seconds {}"

failed=0
stat_of() { sed -n "s/^stat::$2: *//p" "build/fuzz/$1.log" | tail -1; }
if [ -n "$(ls build/fuzz/findings/canary)" ]; then
  echo "The canary was caught."
else
  echo "The canary was NOT caught: nothing below can be trusted." && failed=1
fi
printf '\n%-14s %14s %10s  %s\n' target executions per_second findings
for name in "${targets[@]}"; do
  executions=$(stat_of "$name" number_of_executed_units)
  found=$(find "build/fuzz/findings/$name" -type f | wc -l)
  printf '%-14s %14s %10s  %s\n' "$name" "${executions:-none}" "$(stat_of "$name" average_exec_per_sec)" "$found"
  [ "${executions:-0}" -gt 0 ] && [ "$found" = 0 ] || failed=1
done
[ "$failed" = 0 ] || echo "See build/fuzz/<target>.log and build/fuzz/findings."
exit "$failed"
