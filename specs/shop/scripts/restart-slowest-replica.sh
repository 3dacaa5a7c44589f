#!/bin/sh
# Restarts the one pod of an app whose searches take longest, and waits until its successor serves.
# Usage: restart-slowest-replica.sh --namespace NAME --app NAME
# Reads PROMETHEUS_URL (default http://localhost:9090). Needs kubectl, curl and jq.
set -eu

namespace=""
app=""
while [ $# -gt 0 ]; do
  case $1 in
    --namespace) namespace=$2 ;;
    --app) app=$2 ;;
    *) echo "unknown argument: $1" >&2; exit 2 ;;
  esac
  shift 2
done
[ -n "$namespace" ] && [ -n "$app" ] || { echo "usage: $0 --namespace NAME --app NAME" >&2; exit 2; }

# Never the last one: a slow answer is better than none.
ready=$(kubectl --namespace "$namespace" get deployment "$app" --output 'jsonpath={.status.readyReplicas}')
[ "${ready:-0}" -ge 2 ] || { echo "only ${ready:-0} ready replicas of $app; left alone" >&2; exit 1; }

rate="rate(${app}_request_duration_seconds{job=\"$app\"}[5m])"
slowest="topk(1, histogram_sum($rate) / histogram_count($rate))"
pod=$(curl --fail --silent --show-error --get "${PROMETHEUS_URL:-http://localhost:9090}/api/v1/query" \
  --data-urlencode "query=$slowest" | jq --raw-output '.data.result[0].metric.pod // empty')
[ -n "$pod" ] || { echo "Prometheus knows no pod of $app" >&2; exit 1; }

kubectl --namespace "$namespace" delete pod "$pod"
kubectl --namespace "$namespace" rollout status deployment "$app" --timeout 5m
