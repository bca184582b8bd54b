# Sourced by the scripts at the root: finds the tools and says what to do when one is missing.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The .NET SDK is often unpacked into the home directory and not on the path.
require_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1 && [ -x "${DOTNET_ROOT:-$HOME/.dotnet}/dotnet" ]; then
    PATH="${DOTNET_ROOT:-$HOME/.dotnet}:$PATH"
  fi
  command -v dotnet >/dev/null 2>&1 ||
    fail "the .NET SDK 10 is needed and 'dotnet' is not on the path; see https://dotnet.microsoft.com/download"
  (cd "$root" && dotnet --version >/dev/null 2>&1) ||
    fail "the .NET SDK 10 is needed; found only: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')"
}

# npm brings DuckDB's library, with the checksum that eng/native/package-lock.json pins.
require_npm() {
  command -v npm >/dev/null 2>&1 ||
    fail "npm (Node.js 18 or later) is needed to fetch DuckDB's library; see https://nodejs.org or: apt-get install npm"
}

# The folder of the lint for Delta tables that lies beside the checkout, as the tests look for it; nothing without it.
conformance_tools() {
  local configured=${TARN_CONFORMANCE:-} candidate above=$root
  for candidate in ${configured:+"$configured/tools" "$configured/../tools"}; do
    if [ -f "$candidate/lint_delta.py" ]; then
      printf '%s' "$candidate"
      return
    fi
  done
  while [ "$above" != "${above%/*}" ]; do
    above=${above%/*}
    if [ -f "$above/shared/conformance/tools/lint_delta.py" ]; then
      printf '%s' "$above/shared/conformance/tools"
      return
    fi
  done
}

# DuckDB for Node, with which the lint reads tables, as eng/lint/package-lock.json pins it; only where the lint is.
export_lint_modules() {
  [ -z "${DUCK_NODE_DIR:-}" ] && [ -n "$(conformance_tools)" ] || return 0
  if ! command -v python3 >/dev/null 2>&1; then
    echo "tables are not linted: python3 is not on the path"
    return 0
  fi
  install_modules lint || fail "npm could not fetch DuckDB for Node"
  export DUCK_NODE_DIR=$root/artifacts/lint
}

# What eng/NAME/package-lock.json pins, into artifacts/NAME.
install_modules() {
  local folder=$root/artifacts/$1
  if [ ! "$folder/.fetched" -nt "$root/eng/$1/package-lock.json" ]; then
    mkdir -p "$folder"
    cp "$root/eng/$1/package.json" "$root/eng/$1/package-lock.json" "$folder"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error </dev/null) || return 1
    touch "$folder/.fetched"
  fi
}

# The launcher that the build makes looks for the runtime here.
export_dotnet_root() {
  if [ -z "${DOTNET_ROOT:-}" ]; then
    local dotnet
    dotnet=$(command -v dotnet || true)
    [ -n "$dotnet" ] || return 0
    while [ -L "$dotnet" ]; do
      local link
      link=$(readlink "$dotnet")
      case $link in /*) dotnet=$link ;; *) dotnet=$(dirname "$dotnet")/$link ;; esac
    done
    DOTNET_ROOT=$(dirname "$dotnet")
    export DOTNET_ROOT
  fi
}

runtime_identifier() {
  local os cpu
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=osx ;;
    MINGW* | MSYS* | CYGWIN*) os=win ;;
    *) fail "Tarn does not run on $(uname -s); it runs on Linux, macOS and Windows" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) cpu=x64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) fail "Tarn does not run on $(uname -m); it runs on x64 and arm64" ;;
  esac
  printf '%s-%s' "$os" "$cpu"
}

# Real clients of the server: the AWS CLI and boto3, which are installed on Debian and its kin for who may, and the SDK
# for JavaScript, which tests look for in artifacts/clients. Terraform is used where it is.
install_aws_clients() {
  install_modules clients || echo "tests with the SDK for JavaScript are skipped: npm could not fetch it"
  if ! { [ -x /usr/bin/aws ] && /usr/bin/python3 -c 'import boto3' >/dev/null 2>&1; }; then
    install_packages "tests with AWS clients" awscli python3-boto3
  fi
}

# The server that sources read from in tests, and the sample of orders.
install_postgres() {
  if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null 2>&1; then
    install_packages "tests with PostgreSQL" postgresql
  fi
}

# What tests need it, then Debian's packages; nothing fails without them.
install_packages() {
  local tests=$1
  shift
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" </dev/null >/dev/null ||
      echo "$tests are skipped: $* could not be installed"
  else
    echo "$tests are skipped: $* are not installed"
  fi
}
