# Sourced by check and test: runs named stages one after another, times them, and goes on when one fails.
# shellcheck shell=bash

if [ -z "${STAGE_LOG:-}" ]; then
  STAGE_LOG=$(mktemp)
  export STAGE_LOG
  stage_log_is_ours=yes
fi

stage() { # stage NAME COMMAND…
  local name=$1 started=$SECONDS result=passed
  shift
  printf '\n── %s\n' "$name"
  "$@" || result=FAILED
  printf '── %s %s in %d s\n' "$name" "$result" $((SECONDS - started))
  printf '%s\t%d\t%s\n' "$result" $((SECONDS - started)) "$name" >>"$STAGE_LOG"
}

refuse() { # refuse NAME REASON…: a stage that cannot be run is a stage that failed
  local name=$1
  shift
  printf '\n── %s FAILED: %s\n' "$name" "$*" >&2
  printf 'FAILED\t0\t%s\n' "$name" >>"$STAGE_LOG"
}

summary() { # the last command of a script: its table and its exit status
  local failed=0
  grep -q '^FAILED' "$STAGE_LOG" && failed=1
  if [ -n "${stage_log_is_ours:-}" ]; then
    printf '\n%-8s %5s  %s\n' result 'sec' stage
    while IFS=$'\t' read -r result seconds name; do
      printf '%-8s %5d  %s\n' "$result" "$seconds" "$name"
    done <"$STAGE_LOG"
    printf 'Everything took %d s.\n' "$SECONDS"
    rm -f "$STAGE_LOG"
  fi
  return "$failed"
}
