/** The kinds of panel: Grafana's own parts where npm carries them, plain drawings of the same data where it does not. */

import {
  DataFrame,
  FieldType,
  PanelProps,
  cacheFieldDisplayNames,
  dateTimeFormat,
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
  getFieldDisplayValues,
  renderTextPanelMarkdown,
} from '@grafana/data';
import { BigValue, TimeSeries, useTheme2, VizRepeater } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React from 'react';

import { plugin } from './registries';

function Stat(props: PanelProps<any>) {
  const { data, options, width, height, fieldConfig, replaceVariables, timeZone } = props;
  const theme = useTheme2();
  const values = getFieldDisplayValues({
    fieldConfig: fieldConfig as any,
    reduceOptions: options.reduceOptions,
    replaceVariables,
    theme,
    data: data.series,
    timeZone,
  });
  return (
    <VizRepeater
      getValues={() => values}
      source={data}
      width={width}
      height={height}
      orientation={options.orientation}
      itemSpacing={3}
      renderCounter={0}
      autoGrid={true}
      renderValue={({ value, width, height }: any) => (
        <BigValue
          value={values.length === 1 && options.textMode !== 'value_and_name' ? { ...value.display, title: undefined } : value.display}
          colorMode={options.colorMode}
          graphMode={options.graphMode}
          justifyMode={options.justifyMode}
          text={options.text}
          textMode={options.textMode}
          wideLayout={options.wideLayout}
          theme={theme}
          width={width}
          height={height}
        />
      )}
    />
  );
}

function Empty({ text }: { text: string }) {
  const theme = useTheme2();
  return (
    <div style={{ display: 'flex', height: '100%', alignItems: 'center', justifyContent: 'center', color: theme.colors.text.secondary }}>
      {text}
    </div>
  );
}

function noData(props: PanelProps<any>): string | undefined {
  const rows = props.data.series.reduce((sum, frame) => sum + frame.length, 0);
  return rows ? undefined : ((props.fieldConfig.defaults as any).noValue ?? 'No data');
}

function Table(props: PanelProps<any>) {
  const { data, options, width, height, fieldConfig, timeRange } = props;
  const empty = noData(props);
  if (empty) {
    return <Empty text={empty} />;
  }
  cacheFieldDisplayNames(data.series);
  return (
    <TableNG
      data={data.series[0]}
      width={width}
      height={height}
      noHeader={!options.showHeader}
      sortBy={options.sortBy}
      cellHeight={options.cellHeight}
      timeRange={timeRange}
      fieldConfig={fieldConfig}
      structureRev={data.structureRev}
      noValue={(fieldConfig.defaults as any).noValue}
      enableVirtualization={false}
    />
  );
}

function Lines(props: PanelProps<any>) {
  const { data, options, width, height, timeRange, timeZone } = props;
  const empty = noData(props);
  if (empty) {
    return <Empty text={empty} />;
  }
  return (
    <TimeSeries
      frames={data.series}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={options.legend}
      options={options}
    />
  );
}

function States(props: PanelProps<any>) {
  const { data, width, height, timeRange, timeZone } = props;
  const theme = useTheme2();
  const empty = noData(props);
  if (empty) {
    return <Empty text={empty} />;
  }
  const rows = data.series
    .map((frame) => {
      const value = frame.fields.find((field) => field.type !== FieldType.time)!;
      return { name: getFieldDisplayName(value, frame, data.series), times: frame.fields[0].values, value };
    });
  const axis = 22;
  const left = Math.min(260, 16 + 6.6 * Math.max(...rows.map((row) => row.name.length)));
  const from = timeRange.from.valueOf();
  const to = timeRange.to.valueOf();
  const x = (time: number) => left + ((width - left) * (Math.min(Math.max(time, from), to) - from)) / (to - from);
  const each = Math.min(28, (height - axis) / rows.length);
  return (
    <svg width={width} height={height} style={{ fontSize: 12, fontFamily: theme.typography.fontFamily }}>
      {rows.map((row, index) => {
        const display = row.value.display ?? getDisplayProcessor({ field: row.value, theme });
        const boxes = [];
        for (let start = 0; start < row.times.length; ) {
          let end = start + 1;
          while (end < row.times.length && row.value.values[end] === row.value.values[start]) {
            end++;
          }
          const value = row.value.values[start];
          if (value !== null) {
            const shown = display(value);
            const right = end < row.times.length ? x(row.times[end]) : x(to);
            boxes.push(
              <g key={start}>
                <rect x={x(row.times[start])} y={index * each + 2} width={Math.max(1, right - x(row.times[start]))} height={each - 4} fill={shown.color} />
                {props.options.showValue !== 'never' && right - x(row.times[start]) > 70 && (
                  <text x={x(row.times[start]) + 6} y={index * each + each / 2 + 4} fill="#fff">
                    {formattedValueToString(shown)}
                  </text>
                )}
              </g>
            );
          }
          start = end;
        }
        return (
          <g key={index}>
            <text x={left - 8} y={index * each + each / 2 + 4} textAnchor="end" fill={theme.colors.text.primary}>
              {row.name}
            </text>
            {boxes}
          </g>
        );
      })}
      {[0, 0.25, 0.5, 0.75].map((share) => (
        <text key={share} x={left + share * (width - left)} y={rows.length * each + 16} fill={theme.colors.text.secondary}>
          {dateTimeFormat(from + share * (to - from), { timeZone, format: 'MM-DD HH:mm' })}
        </text>
      ))}
    </svg>
  );
}

function Text({ options, replaceVariables }: PanelProps<any>) {
  return <div className="markdown-html" dangerouslySetInnerHTML={{ __html: renderTextPanelMarkdown(replaceVariables(options.content)) }} />;
}

const DRAWN = ['hideFrom', 'lineWidth', 'fillOpacity'];
const LINES = [
  ...DRAWN,
  'axisPlacement',
  'axisSoftMax',
  'axisSoftMin',
  'drawStyle',
  'gradientMode',
  'lineInterpolation',
  'lineStyle',
  'pointSize',
  'scaleDistribution',
  'showPoints',
  'spanNulls',
  'stacking',
  'thresholdsStyle',
];
const CELLS = ['align', 'cellOptions', 'filterable', 'hideFrom', 'inspect', 'minWidth', 'width', 'wrapText'];

export const PANELS = {
  stat: plugin(Stat, []),
  table: plugin(Table, CELLS),
  timeseries: plugin(Lines, LINES),
  'state-timeline': plugin(States, DRAWN),
  text: plugin(Text, []),
};
