#!/usr/bin/env bash
# Builds everything and runs all tests.
#   tests/run.sh [release|dev|asan|tsan]...      default: release
#   LABELS=unit tests/run.sh                     only tests with this label (unit, lab, interop; a regular expression)
# The last line is "N passed, N failed, N skipped". The status is 0 only if nothing failed and something passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tests/packages.sh

presets=("$@")
[ ${#presets[@]} -gt 0 ] || presets=(release)
for preset in "${presets[@]}"; do
  case $preset in
    release | dev | asan | tsan) ;;
    *)
      sed -n '2,5s/^# \{0,1\}//p' tests/run.sh >&2
      exit 2
      ;;
  esac
done

install_missing "${build_packages[@]}" "${test_packages[@]}"
unpack_promtool build/promtool || echo "No promtool: the metrics are not checked with it" >&2

asan=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
export ASAN_OPTIONS="$asan${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
# die_after_fork: tests that kill a process fork it first, and the child starts threads of its own.
tsan=suppressions=$PWD/tests/tsan.supp:halt_on_error=1:second_deadlock_stack=1:die_after_fork=0
export TSAN_OPTIONS="$tsan${TSAN_OPTIONS:+:$TSAN_OPTIONS}"

passed=0 failed=0 skipped=0 summary=()
for preset in "${presets[@]}"; do
  begin=$SECONDS
  cmake --preset "$preset" -DSHOAL_TESTS=ON
  cmake --build "build/$preset" -j "$(nproc)"
  built=$((SECONDS - begin))
  # Sanitizers make programs a few times slower; the lab's deadlines follow.
  case $preset in
    asan | tsan) export SHOAL_LAB_PATIENCE=3 ;;
    *) export SHOAL_LAB_PATIENCE=1 ;;
  esac
  # ThreadSanitizer of GCC 12 does not know the memory layouts that newer kernels choose at random.
  runner=()
  [ "$preset" != tsan ] || runner=(setarch "$(uname -m)" --addr-no-randomize)
  status=0
  said=build/$preset/ctest.txt
  "${runner[@]}" ctest --test-dir "build/$preset" -j 2 --no-tests=error --output-on-failure ${LABELS:+-L "$LABELS"} \
    </dev/null 2>&1 | tee "$said" || status=$?

  all=$(sed -n 's/.* tests failed out of \([0-9]*\)$/\1/p' "$said")
  bad=$(sed -n 's/.* tests passed, \([0-9]*\) tests failed out of .*/\1/p' "$said")
  left=$(grep -cE '^[[:space:]]+[0-9]+ - .* \((Skipped|Disabled)\)$' "$said" || true)
  if [ -z "$all" ] || { [ "$status" != 0 ] && [ "$bad" = 0 ]; }; then
    all=${all:-1} bad=1 # ctest itself did not get through
  fi
  good=$((all - bad - left))
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
  summary+=("$(printf '%-8s built in %d s, tested in %d s: %d passed, %d failed, %d skipped' \
    "$preset" "$built" "$((SECONDS - begin - built))" "$good" "$bad" "$left")")
done

echo
printf '%s\n' "${summary[@]}"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
