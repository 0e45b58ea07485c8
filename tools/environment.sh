#!/usr/bin/env bash
# Makes the virtual environment $1 with the newest Python found, and says what to install when there is none.
set -euo pipefail
folder=$1

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

find_python() {
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

can_make_one() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

install_python() {
  command -v apt-get >/dev/null && as_root true || return 1
  echo "Installing python3 and python3-venv." >&2
  as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq python3 python3-venv >/dev/null
}

python=$(find_python)
if [ -z "$python" ] || ! can_make_one "$python"; then
  install_python || true
  python=$(find_python)
fi
if [ -z "$python" ]; then
  echo "Hamahang needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt install python3 python3-venv" >&2
  exit 1
fi
if ! can_make_one "$python"; then
  echo "$python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv" >&2
  exit 1
fi
"$python" -m venv "$folder"
