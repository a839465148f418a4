#!/usr/bin/env bash
# Passes all tests, installing what they need: restores, builds, runs the suite, and the fast part once more where decimals have a comma.
# The last line counts: "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Dozens of servers are started and live for seconds: collecting profiles for a better recompilation later costs and never pays.
export DOTNET_TieredPGO=0

find_browser() {
  local name
  for name in "${NERVECENTRE_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if ! find_browser >/dev/null && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests…"
  { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null \
    || echo "Chromium could not be installed." >&2
fi
if ! NERVECENTRE_CHROMIUM=$(find_browser); then
  echo "The browser tests need Chromium or Chrome. Install one, or name it in NERVECENTRE_CHROMIUM." >&2
  echo "0 passed, 1 failed"
  exit 1
fi
export NERVECENTRE_CHROMIUM

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
run() { "$@" 2>&1 | tee -a "$log"; [ "${PIPESTATUS[0]}" = 0 ] || failed=1; }

run dotnet build NerveCentre.sln --nologo -v quiet
if [ "$failed" = 0 ]; then
  run dotnet test NerveCentre.Tests --no-build --nologo
  echo "Once more where decimals have a comma (de-DE), without child processes and browsers:"
  # What neither reads nor writes a number for people or files has nothing to say there.
  NERVECENTRE_TEST_CULTURE=de-DE run dotnet test NerveCentre.Tests --no-build --nologo \
    --filter "Speed!=Slow&FullyQualifiedName!~Tests.Access.&FullyQualifiedName!~Tests.Backup.&FullyQualifiedName!~Tests.Connections.&FullyQualifiedName!~Tests.Health.&FullyQualifiedName!~Tests.Live.&FullyQualifiedName!~Tests.Telemetry."
fi

# The runner closes each run with "Failed: N, Passed: N, …"; the two runs are added up.
read -r passes fails < <(sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+),.*/\2 \1/p' "$log" | awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }')
[ "$failed" = 0 ] || [ "$fails" -gt 0 ] || fails=1
echo "$passes passed, $fails failed"
exit "$failed"
