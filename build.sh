#!/usr/bin/env bash
# Format check, build with warnings as errors, all tests. What CI runs; needs the .NET SDK 10 and npm, nothing else.
# The AWS CLI, boto3 and PostgreSQL, with which it is tested, are installed where apt-get can; else those tests are skipped.
# Terraform and its AWS provider are used by a test where they are installed.
# Where ../shared/conformance (or TARN_CONFORMANCE) has a lint for Delta tables, and python3 is there, tests use it.
#   --quick   leaves out the format check and the tests that start processes
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
. eng/environment.sh

quick=false
for argument in "$@"; do
  case $argument in
    --quick) quick=true ;;
    *) fail "unknown argument '$argument'; usage: ./build.sh [--quick]" ;;
  esac
done

require_dotnet
require_npm
export_dotnet_root
configuration=Release
results=$root/artifacts/test-results
passed=0
failed=0
skipped=0

step() {
  printf '\n== %s\n' "$*"
}

# The value of a count in the results, such as: <assembly … passed="12">
count() {
  sed -n "s/.*<assembly [^>]*[ ]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

# Assemblies run at the same time: much of theirs is waiting, for the disk and for processes they start.
# A test that takes longer than two minutes is named, and the assembly ended after 50, so that one that waits for ever fails.
start_tests() {
  local name=$1
  timeout --kill-after=30 3000 "artifacts/bin/$name/release/$name" -noLogo -noColor -longRunning 120 -xml "$results/$name.xml" \
    </dev/null >"$results/$name.log" 2>&1 &
  echo $! >"$results/$name.pid"
}

finish_tests() {
  local name=$1 file=$results/$1.xml status=0
  wait "$(cat "$results/$name.pid")" || status=$?
  step "Tests: $name"
  cat "$results/$name.log"
  if [ ! -s "$file" ]; then
    echo "$name ended with exit code $status and left no results"
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + $(count "$file" passed)))
  failed=$((failed + $(count "$file" failed) + $(count "$file" errors)))
  skipped=$((skipped + $(count "$file" skipped)))
}

build() {
  dotnet "$@" -nodeReuse:false </dev/null
}

step "Restore"
export_lint_modules
build restore Tarn.slnx --verbosity quiet
if ! $quick; then
  # Style and analyzer rules are errors of the build itself, so only the layout is left to check here.
  step "Format"
  dotnet format whitespace Tarn.slnx --no-restore --verify-no-changes </dev/null
fi
step "Build"
build build Tarn.slnx --no-restore --configuration $configuration --verbosity quiet -p:UseSharedCompilation=false

if ! $quick; then
  # The program that users start is the one that is tested.
  step "Program"
  ./tarn version
  export TARN_TEST_PROGRAM=$root/artifacts/app/tarn
fi

rm -rf "$results"
mkdir -p "$results"
step "Servers and clients of tests"
install_postgres
$quick || install_aws_clients

# As jobs of their own: else bash has what runs in the background ignore Ctrl-C, which tests press. What is typed at the
# terminal does not reach them then.
set -m
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
start_tests Tarn.Tests
$quick || start_tests Tarn.ProcessTests
finish_tests Tarn.Tests
$quick || finish_tests Tarn.ProcessTests

echo
if [ "$skipped" -gt 0 ]; then
  echo "$skipped skipped, since something they need is not on this machine"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
