#!/usr/bin/env bash
# Every check and test, cheapest first; stops at the first that fails. BROWSER=skip and POSTGRES=skip leave those out.
set -euo pipefail
bin=.venv/bin

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null; }

if [ "${BROWSER:-}" != skip ] && ! has_chromium; then
  echo "Installing chromium."
  { as_root apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || true
  if ! has_chromium; then
    echo "The browser tests need Chromium: sudo apt install chromium, or leave them out with BROWSER=skip." >&2
    exit 1
  fi
fi

step() {
  printf '\n== %s\n' "$1"
  shift
  "$@"
}

step "Style" "$bin/ruff" check --quiet .
step "Form" "$bin/ruff" format --quiet --check .
step "Types" "$bin/mypy"
step "Direction of imports" "$bin/lint-imports"
step "Tests" "$bin/pytest" -q -n 2 --dist loadfile --maxfail=20
step "Browser" "$bin/pytest" -q -n 2 -m browser
step "Faults" "$bin/pytest" -q -n 2 --dist loadfile -m "faults and not browser"
