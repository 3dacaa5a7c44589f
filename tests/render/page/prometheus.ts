/** Asks a Prometheus as Grafana's own data source does: one frame a series, or one table a query. */

import {
  DataFrame,
  DataQueryRequest,
  DataQueryResponse,
  FieldType,
  MetricFindValue,
  rangeUtil,
} from '@grafana/data';
import { RuntimeDataSource, sceneGraph } from '@grafana/scenes';
import { Observable, from } from 'rxjs';

export const UID = 'pictures';

interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: Array<[number, string]>;
}

/** Queries that Prometheus refused, with its reason. */
export const failed: string[] = [];

export async function ask(path: string, parameters: Record<string, string>): Promise<any> {
  const answer = await fetch(`/prometheus/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const body = await answer.json();
  if (body.status !== 'success') {
    failed.push(`${parameters.query}: ${body.error}`);
    throw new Error(body.error);
  }
  return body.data;
}

function number(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

export function legend(format: string | undefined, labels: Record<string, string>): string | undefined {
  return format ? format.replace(/{{\s*(.+?)\s*}}/g, (_, name) => labels[name] ?? '') : undefined;
}

function seriesFrame(target: any, series: Series, step: number, start: number, end: number): DataFrame {
  const { __name__, ...labels } = series.metric;
  const points = series.values ?? [series.value!];
  const times: number[] = [];
  const values: Array<number | null> = [];
  const known = new Map(points.map(([time, value]) => [Math.round(time * 1000), number(value)]));
  if (series.values) {
    for (let time = start; time <= end; time += step) {
      times.push(time);
      values.push(known.get(time) ?? null);
    }
  } else {
    times.push(...known.keys());
    values.push(...known.values());
  }
  const name = legend(target.legendFormat, labels);
  return {
    refId: target.refId,
    name,
    length: times.length,
    meta: { preferredVisualisationType: 'graph', type: 'timeseries-multi' as any },
    fields: [
      { name: 'Time', type: FieldType.time, config: { interval: step }, values: times },
      { name: 'Value', type: FieldType.number, labels, config: name ? { displayNameFromDS: name } : {}, values },
    ],
  };
}

function tableFrame(target: any, series: Series[], many: boolean): DataFrame {
  const names = [...new Set(series.flatMap((one) => Object.keys(one.metric)))].sort();
  return {
    refId: target.refId,
    length: series.length,
    meta: { preferredVisualisationType: 'table' as any },
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: series.map((one) => one.value![0] * 1000) },
      ...names.map((name) => ({
        name,
        type: FieldType.string,
        config: { filterable: true },
        values: series.map((one) => one.metric[name] ?? ''),
      })),
      {
        name: many ? `Value #${target.refId}` : 'Value',
        type: FieldType.number,
        config: {},
        values: series.map((one) => number(one.value![1])),
      },
    ],
  };
}

export class Prometheus extends RuntimeDataSource {
  constructor(private scene: () => any) {
    super('prometheus', UID);
    this.meta = { ...(this.meta ?? {}), id: 'prometheus', name: 'Prometheus' } as any;
  }

  query(request: DataQueryRequest<any>): Observable<DataQueryResponse> {
    return from(this.answer(request));
  }

  private async answer(request: DataQueryRequest<any>): Promise<DataQueryResponse> {
    const targets = request.targets.filter((target) => !target.hide);
    const many = targets.length > 1;
    const frames: DataFrame[] = [];
    for (const target of targets) {
      const least = target.interval ? rangeUtil.intervalToMs(target.interval) : 15_000;
      const step = Math.max(least, request.intervalMs ?? 15_000);
      const range = request.range.to.valueOf() - request.range.from.valueOf();
      const scoped = {
        ...request.scopedVars,
        __range: { text: '', value: `${Math.round(range / 1000)}s` },
        __range_s: { text: '', value: Math.round(range / 1000) },
        __interval: { text: '', value: `${step / 1000}s` },
        __rate_interval: { text: '', value: `${Math.max(60, (4 * step) / 1000)}s` },
      };
      const query = sceneGraph.interpolate(this.scene(), target.expr, scoped as any, 'regex');
      const end = Math.floor(request.range.to.valueOf() / step) * step;
      const start = Math.floor(request.range.from.valueOf() / step) * step;
      if (target.instant) {
        const data = await ask('query', { query, time: String(request.range.to.valueOf() / 1000) });
        const result: Series[] =
          data.resultType === 'scalar' ? [{ metric: {}, value: data.result }] : data.result;
        if (target.format === 'table') {
          frames.push(tableFrame(target, result, many));
        } else {
          frames.push(...result.map((one) => seriesFrame(target, one, step, start, end)));
        }
      } else {
        const data = await ask('query_range', {
          query,
          start: String(start / 1000),
          end: String(end / 1000),
          step: String(step / 1000),
        });
        frames.push(...data.result.map((one: Series) => seriesFrame(target, one, step, start, end)));
      }
    }
    return { data: frames };
  }

  async metricFindQuery(query: any): Promise<MetricFindValue[]> {
    const text = sceneGraph.interpolate(this.scene(), typeof query === 'string' ? query : query.query, {}, 'regex');
    const found = /^label_values\((.*),\s*([a-zA-Z_]\w*)\)$/s.exec(text);
    if (!found) {
      return [];
    }
    const values: string[] = await ask(`label/${found[2]}/values`, { 'match[]': found[1] });
    return values.map((value) => ({ text: value }));
  }
}
