/**
 * The dashboards of version 2 that Nines emits, as Grafana's own types describe them. tests/tools/schemas.py makes a JSON
 * Schema of the type `DashboardV2`.
 */

import type { Spec } from 'schema-types/schema/dashboard/v2/types.spec.gen';

export interface DashboardV2 {
  apiVersion: 'dashboard.grafana.app/v2';
  kind: 'Dashboard';
  metadata: {
    /** @pattern ^[a-zA-Z0-9_-]{1,40}$ */
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations: { 'grafana.app/folder': string; [name: string]: string };
  };
  spec: Spec;
}
