//go:build tools

// Package schemas names what tests/tools/schemas.py makes schemas of: the Prometheus operator's types, by the generator
// that makes the operator's own resource definitions.
package schemas

import (
	_ "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	_ "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	_ "sigs.k8s.io/controller-tools/cmd/controller-gen"
)
