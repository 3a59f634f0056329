#!/bin/bash
# Builds the checkers that no package of ours brings, into .tools/, at pinned versions:
# helm, kubeconform and stripe-mock with Go, veraPDF and Peppol's official rules with Maven. What is there already is left alone;
# a tool whose toolchain is not on this machine is left out, with the reason. Exit 1 only when a build fails.
set -euo pipefail
cd "$(dirname "$0")/.."

HELM=v3.22.0
KUBECONFORM=v0.8.0
STRIPE_MOCK=v0.203.0
VERAPDF=1.30.2 # used under its Mozilla licence, as a program of its own
VERAPDF_SHA256=287cc9c9757f99dcff4a2d39b68268245b48103fb6af443162d5a29df2afa332
PEPPOL=4.3.7 # phive-rules-peppol, as scripts/peppol/pom.xml has it
PEPPOL_RULES=2026.5 # OpenPeppol's release within it
PEPPOL_SHA256=c543bdc32dba7bf639445cb5c83e2918fb6557bba11da1ab586699fa7c5b4185 # of the list of the jars' sums

mkdir -p .tools
tools=$PWD/.tools
failed=0

# have NAME VERSION: this tool is here at this version
have() { [ -x "$tools/$1" ] && [ "$(cat "$tools/.$1-version" 2>/dev/null)" = "$2" ]; }
made() { echo "$2" >"$tools/.$1-version"; echo "tools: $1 $2 built in $(($(date +%s) - began)) s"; }
# quietly LOG COMMAND...: its output is shown only when it fails
quietly() { local log=$1; shift; "$@" >"$log" 2>&1 </dev/null || { tail -n 20 "$log" >&2; return 1; }; }

go_tool() { # go_tool NAME MODULE PACKAGE VERSION
    local name=$1 module=$2 package=$3 version=$4 wanted
    if have "$name" "$version"; then echo "tools: $name $version is here"; return; fi
    if ! command -v go >/dev/null; then echo "tools: $name left out: Go is not on this machine"; return; fi
    began=$(date +%s)
    wanted=$(in_tools go list -m -f '{{.GoVersion}}' "$module@$version" 2>"$tools/$name.log") ||
        { tail -n 5 "$tools/$name.log" >&2; echo "tools: $name could not be fetched" >&2; failed=1; return; }
    if ! older_or_same "$wanted" "$(go env GOVERSION)"; then
        echo "tools: $name left out: it needs Go $wanted, here is $(go env GOVERSION)"
        return
    fi
    if quietly "$tools/$name.log" in_tools go install "$package@$version"; then
        made "$name" "$version"
    else
        echo "tools: $name could not be built; the log is .tools/$name.log" >&2
        failed=1
    fi
}
older_or_same() { printf '%s\n%s\n' "${1#go}" "${2#go}" | sort -V -C; }

# Everything Go writes stays in .tools; modules that this machine has already are not fetched again.
in_tools() {
    local known=$machine_modules/cache/download
    (cd "$tools" && env GOBIN="$tools" GOPATH="$tools/cache/go" GOMODCACHE="$tools/cache/modules" \
        GOCACHE="$tools/cache/build" GOTMPDIR="$tools/cache" GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0 \
        GOFLAGS="-modcacherw -trimpath -buildvcs=false" GOMAXPROCS=2 GOMEMLIMIT=2GiB \
        GOPROXY="$([ -d "$known" ] && echo "file://$known,")$machine_proxy" nice -n 10 "$@")
}

verapdf() {
    local jar=$tools/verapdf.jar
    if have verapdf "$VERAPDF"; then echo "tools: veraPDF $VERAPDF is here"; return; fi
    for needed in java mvn; do
        if ! command -v "$needed" >/dev/null; then echo "tools: veraPDF left out: $needed is not on this machine"; return; fi
    done
    began=$(date +%s)
    if quietly "$tools/verapdf.log" mvn -B -Dmaven.repo.local="$tools/cache/maven" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact="org.verapdf.apps:cli:$VERAPDF" -DoutputDirectory="$tools/cache/jar" &&
        echo "$VERAPDF_SHA256  $tools/cache/jar/cli-$VERAPDF.jar" | sha256sum --check --quiet; then
        mv "$tools/cache/jar/cli-$VERAPDF.jar" "$jar"
        cat >"$tools/verapdf" <<'WRAPPER'
#!/bin/sh
# veraPDF's command line; its settings stay beside it.
here=$(cd "$(dirname "$0")" && pwd)
exec java -Xmx512m -Djava.awt.headless=true -Duser.home="$here/cache" -jar "$here/verapdf.jar" "$@"
WRAPPER
        chmod +x "$tools/verapdf"
        made verapdf "$VERAPDF"
    else
        echo "tools: veraPDF could not be fetched; the log is .tools/verapdf.log" >&2
        failed=1
    fi
}

peppol() {
    local jars=$tools/cache/peppol
    if have peppol-check "$PEPPOL-$PEPPOL_RULES"; then echo "tools: Peppol's rules $PEPPOL_RULES are here"; return; fi
    for needed in javac mvn; do
        if ! command -v "$needed" >/dev/null; then echo "tools: Peppol's rules left out: $needed is not on this machine"; return; fi
    done
    began=$(date +%s)
    if quietly "$tools/peppol.log" mvn -B -f scripts/peppol/pom.xml -Dmaven.repo.local="$tools/cache/maven" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$jars" &&
        [ "$(cd "$jars" && sha256sum ./*.jar | LC_ALL=C sort | sha256sum | cut -d' ' -f1)" = "$PEPPOL_SHA256" ] &&
        quietly "$tools/peppol.log" javac -d "$jars" -cp "$jars/*" scripts/peppol/Validate.java; then
        rm -rf "$tools/peppol"
        mv "$jars" "$tools/peppol"
        cat >"$tools/peppol-check" <<WRAPPER
#!/bin/sh
# OpenPeppol's rules over UBL files: one line for each finding, exit 1 when there are any.
here=\$(cd "\$(dirname "\$0")" && pwd)
exec java -Xmx512m -cp "\$here/peppol/*:\$here/peppol" Validate "$PEPPOL_RULES" "\$@"
WRAPPER
        chmod +x "$tools/peppol-check"
        made peppol-check "$PEPPOL-$PEPPOL_RULES"
    else
        echo "tools: Peppol's rules could not be built or are not those that are pinned; the log is .tools/peppol.log" >&2
        failed=1
    fi
}

if command -v go >/dev/null; then
    machine_modules=$(go env GOMODCACHE)
    machine_proxy=$(go env GOPROXY)
    mkdir -p "$tools/cache"
fi
go_tool kubeconform github.com/yannh/kubeconform github.com/yannh/kubeconform/cmd/kubeconform "$KUBECONFORM"
go_tool stripe-mock github.com/stripe/stripe-mock github.com/stripe/stripe-mock "$STRIPE_MOCK"
go_tool helm helm.sh/helm/v3 helm.sh/helm/v3/cmd/helm "$HELM"
verapdf
peppol
rm -rf "$tools/cache" # the programs are complete without what they were built from
exit "$failed"
