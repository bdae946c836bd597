# Sourced by the scripts beside it. Brings what a fresh machine lacks, once; every step says in one line what it does.
# Nothing here is global but Debian packages: Node and pnpm live in .cache/tools, dependencies in node_modules.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CALLER_DIRECTORY=$PWD
cd "$ROOT"
TOOLS="$ROOT/.cache/tools"
NODE_VERSION=$(cat .node-version)
PNPM_VERSION=$(sed -n 's/.*"pnpm": "\(.*\)".*/\1/p' package.json)

say() { printf '» %s\n' "$*" >&2; }
# become SCRIPT ARGUMENT… — turns into that script, where the caller stands, so that file names mean what they say.
become() {
  local script=$1
  shift
  cd "$CALLER_DIRECTORY"
  exec node "$ROOT/scripts/$script.ts" "$@"
}
give_up() { printf '✗ %s\n' "$*" >&2; exit 1; }

# debian_packages WHAT_FOR PACKAGE… — installs Debian packages, or ends with the one sentence that says what to install.
debian_packages() {
  local purpose=$1
  shift
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    give_up "$purpose is missing: install $* with your system's package manager (Debian: sudo apt-get install $*) and run this again."
  fi
  say "installing $* ($purpose) from Debian"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >"$ROOT/.cache/apt.log" 2>&1 ||
    give_up "apt-get could not install $*: see .cache/apt.log"
}

bring_node() {
  mkdir -p "$ROOT/.cache"
  if [ "$("$TOOLS/node_modules/.bin/node" --version 2>/dev/null)" != "v$NODE_VERSION" ] ||
    [ ! -x "$TOOLS/node_modules/.bin/pnpm" ] || [ "$(cat "$TOOLS/pnpm-version" 2>/dev/null)" != "$PNPM_VERSION" ]; then
    command -v npm >/dev/null || debian_packages "npm (to fetch Node $NODE_VERSION)" nodejs npm
    say "fetching Node $NODE_VERSION and pnpm $PNPM_VERSION into .cache/tools"
    rm -rf "$TOOLS"
    mkdir -p "$TOOLS"
    printf '{"private":true}\n' >"$TOOLS/package.json"
    (cd "$TOOLS" && npm install --no-audit --no-fund --loglevel=error --no-save "node@$NODE_VERSION" "pnpm@$PNPM_VERSION") >"$ROOT/.cache/npm.log" 2>&1 ||
      give_up "npm could not fetch Node $NODE_VERSION and pnpm $PNPM_VERSION: see .cache/npm.log"
    printf '%s' "$PNPM_VERSION" >"$TOOLS/pnpm-version"
    # Node 26 is linked against libatomic, which minimal systems do not have.
    "$TOOLS/node_modules/.bin/node" --version >/dev/null 2>&1 || debian_packages "libatomic (Node needs it)" libatomic1
  fi
  export PATH="$TOOLS/node_modules/.bin:$ROOT/node_modules/.bin:$PATH"
}

bring_dependencies() {
  bring_node
  local wanted
  wanted=$(cat pnpm-lock.yaml pnpm-workspace.yaml package.json packages/*/package.json services/*/package.json scripts/package.json | sha256sum | cut -d' ' -f1)
  if [ "$(cat node_modules/.installed 2>/dev/null)" != "$wanted" ]; then
    say "installing dependencies (pnpm, frozen lockfile)"
    CI=true pnpm install --frozen-lockfile --reporter=silent >"$ROOT/.cache/pnpm.log" 2>&1 ||
      { tail -n 20 "$ROOT/.cache/pnpm.log" >&2; give_up "pnpm install failed: see .cache/pnpm.log"; }
    printf '%s' "$wanted" >node_modules/.installed
  fi
}

bring_redis() { command -v redis-server >/dev/null || debian_packages redis-server redis-server; }
bring_nginx() { command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || debian_packages nginx nginx-light; }
# Only steps of the wall clock need it, and they say so where it is missing.
bring_faketime() {
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    say "libfaketime is not installed: steps of the clock are skipped (Debian: sudo apt-get install libfaketime)"
  else
    debian_packages "libfaketime (for steps of the clock)" libfaketime
  fi
}
bring_chromium() { command -v chromium >/dev/null || debian_packages "chromium (for the browser tests)" chromium; }

bring_dashboard() {
  local wanted
  wanted=$(find services/dashboard packages/contracts -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/test/*' -print0 |
    sort -z | xargs -0 cat pnpm-lock.yaml | sha256sum | cut -d' ' -f1)
  if [ "$(cat services/dashboard/dist/.built 2>/dev/null)" != "$wanted" ]; then
    say "building the dashboard"
    (cd services/dashboard && node node_modules/vite/bin/vite.js build) >"$ROOT/.cache/dashboard.log" 2>&1 ||
      { tail -n 20 "$ROOT/.cache/dashboard.log" >&2; give_up "the dashboard did not build: see .cache/dashboard.log"; }
    printf '%s' "$wanted" >services/dashboard/dist/.built
  fi
}
