#!/bin/bash
# All tests: the front end's own, then pytest twice side by side, since a browser mostly waits. What the browser
# tests said is printed when both are done, and last one line that counts both. With arguments: pytest on those.
set -uo pipefail
cd "$(dirname "$0")/.."
pytest=(.venv/bin/python -m pytest)
failed=0

(cd frontend && npm test --if-present) || failed=1
if [ $# -gt 0 ]; then
    "${pytest[@]}" "$@" || failed=1
    exit $failed
fi

said=$(mktemp -d)
began=$(date +%s)
"${pytest[@]}" tests/e2e -o cache_dir=.pytest_cache/e2e >"$said/e2e" 2>&1 &
browsing=$!
trap 'kill $browsing 2>/dev/null; rm -rf "$said"' EXIT
"${pytest[@]}" --ignore tests/e2e 2>&1 | tee "$said/rest" || failed=1
wait $browsing || failed=1
echo
echo "── in the browser, meanwhile"
cat "$said/e2e"
echo "── both"
# pytest's own last lines, added up by word
grep -ahE '^(=+ )?[0-9]+ (passed|failed|skipped|error|warning|deselected|xfailed).* in [0-9.]+' "$said/rest" "$said/e2e" |
    awk -v seconds=$(($(date +%s) - began)) '
        { gsub(/=/, ""); sub(/ in [0-9.]+s.*/, ""); parts = split($0, part, ",")
          for (i = 1; i <= parts; i++) { split(part[i], pair, " "); sub(/s$/, "", pair[2]); count[pair[2]] += pair[1] } }
        END { words = split("failed passed skipped deselected xfailed xpassed warning error", word, " ")
              for (i = 1; i <= words; i++) if (count[word[i]]) said = said (said ? ", " : "") count[word[i]] " " word[i]
              print said " in " seconds "s" }'
exit $failed
