/**
 * The dashboards that Nines emits, as Grafana's own types describe them, narrowed to what OUTPUTS allow: seven kinds of
 * panel, PromQL only, everything named that Grafana would otherwise guess. tests/tools/schemas.py makes a JSON Schema
 * of the type `Dashboard`.
 *
 * The types of @grafana/schema leave `options`, `fieldConfig.defaults.custom`, `targets` and the options of
 * transformations open; here each panel gets its plugin's types for them.
 */

import type * as common from '@grafana/schema';
import type * as dashboard from 'schema-types/raw/dashboard/x/types.gen';
import type * as barchart from 'schema-types/raw/composable/barchart/panelcfg/x/types.gen';
import type * as stat from 'schema-types/raw/composable/stat/panelcfg/x/types.gen';
import type * as stateTimeline from 'schema-types/raw/composable/statetimeline/panelcfg/x/types.gen';
import type * as table from 'schema-types/raw/composable/table/panelcfg/x/types.gen';
import type * as text from 'schema-types/raw/composable/text/panelcfg/x/types.gen';
import type * as timeseries from 'schema-types/raw/composable/timeseries/panelcfg/x/types.gen';
import type { FieldMatcherID } from 'data-types/transformations/matchers/ids';
import type { CalculateFieldTransformerOptions } from 'data-types/transformations/transformers/calculateField';
import type { FilterFieldsByNameTransformerOptions } from 'data-types/transformations/transformers/filterByName';
import type { FilterFramesByRefIdTransformerOptions } from 'data-types/transformations/transformers/filterByRefId';
import type { GroupByTransformerOptions } from 'data-types/transformations/transformers/groupBy';
import type { JoinByFieldOptions } from 'data-types/transformations/transformers/joinByField';
import type { LabelsToFieldsOptions } from 'data-types/transformations/transformers/labelsToFields';
import type { LimitTransformerOptions } from 'data-types/transformations/transformers/limit';
import type { OrganizeFieldsTransformerOptions } from 'data-types/transformations/transformers/organize';
import type { RenameByRegexTransformerOptions } from 'data-types/transformations/transformers/renameByRegex';
import type { SortByTransformerOptions } from 'data-types/transformations/transformers/sortBy';

/** A classic dashboard, complete: what Grafana would fill in is written out, so that no release fills it in otherwise. */
export interface Dashboard {
  annotations: { list: Array<AnnotationQuery | BuiltInAnnotations> };
  description: string;
  editable: boolean;
  fiscalYearStartMonth?: number;
  graphTooltip: dashboard.DashboardCursorSync;
  /** Given by the instance that a dashboard is loaded into. */
  id: null;
  links: dashboard.DashboardLink[];
  liveNow?: boolean;
  panels: TopPanel[];
  preload?: boolean;
  /** @pattern ^([0-9]+(s|m|h|d))?$ */
  refresh: string;
  schemaVersion: 38;
  tags: string[];
  templating: { list: Variable[] };
  time: { from: string; to: string };
  timepicker: dashboard.TimePickerConfig;
  timezone: string;
  /** @minLength 1 */
  title: string;
  /** @pattern ^[a-zA-Z0-9_-]{1,40}$ */
  uid: string;
  weekStart?: '' | 'monday' | 'saturday' | 'sunday';
}

/** @discriminator type */
export type Panel = StatPanel | TablePanel | TimeSeriesPanel | BarChartPanel | StateTimelinePanel | TextPanel;

/** @discriminator type */
export type TopPanel = StatPanel | TablePanel | TimeSeriesPanel | BarChartPanel | StateTimelinePanel | TextPanel | RowPanel;

export interface StatPanel extends QueryPanel {
  type: 'stat';
  options: StatOptions;
  fieldConfig: FieldConfigSource<Record<string, never>>;
}

export interface TablePanel extends QueryPanel {
  type: 'table';
  options: TableOptions;
  fieldConfig: FieldConfigSource<TableFieldConfig>;
}

export interface TimeSeriesPanel extends QueryPanel {
  type: 'timeseries';
  options: TimeSeriesOptions;
  fieldConfig: FieldConfigSource<TimeSeriesFieldConfig>;
}

export interface BarChartPanel extends QueryPanel {
  type: 'barchart';
  options: BarChartOptions;
  fieldConfig: FieldConfigSource<BarChartFieldConfig>;
}

export interface StateTimelinePanel extends QueryPanel {
  type: 'state-timeline';
  options: StateTimelineOptions;
  fieldConfig: FieldConfigSource<StateTimelineFieldConfig>;
}

export interface TextPanel extends AnyPanel {
  type: 'text';
  options: TextOptions;
}

export interface RowPanel {
  collapsed: boolean;
  gridPos: GridPos;
  /** @asType integer @minimum 1 */
  id: number;
  panels: Panel[];
  repeat?: string;
  /** @minLength 1 */
  title: string;
  type: 'row';
}

// Named here, since each plugin calls its own `Options` and `FieldConfig`.
export interface StatOptions extends stat.Options {}
export interface TableOptions extends table.Options {}
export interface TimeSeriesOptions extends timeseries.Options {}
export interface BarChartOptions extends barchart.Options {}
export interface StateTimelineOptions extends stateTimeline.Options {}
export interface TextOptions extends text.Options {}
export interface TimeSeriesFieldConfig extends timeseries.FieldConfig {}
export interface BarChartFieldConfig extends barchart.FieldConfig {}
export interface StateTimelineFieldConfig extends stateTimeline.FieldConfig {}

export interface AnyPanel {
  description: string;
  gridPos: GridPos;
  /** @asType integer @minimum 1 */
  id: number;
  links?: dashboard.DashboardLink[];
  maxPerRow?: number;
  repeat?: string;
  repeatDirection?: 'h' | 'v';
  title: string;
  transparent?: boolean;
}

export interface QueryPanel extends AnyPanel {
  datasource: DataSourceRef;
  hideTimeOverride?: boolean;
  interval?: string;
  /** @asType integer @minimum 1 */
  maxDataPoints?: number;
  targets: PrometheusQuery[];
  timeFrom?: string;
  timeShift?: string;
  transformations?: Transformation[];
}

/** Inside the grid of 24 columns. */
export interface GridPos {
  /** @asType integer @minimum 1 */
  h: number;
  /** @asType integer @minimum 1 @maximum 24 */
  w: number;
  /** @asType integer @minimum 0 @maximum 23 */
  x: number;
  /** @asType integer @minimum 0 */
  y: number;
}

export interface DataSourceRef {
  type: string;
  uid: string;
}

/** A query as the Prometheus data source reads it; written from its documentation. */
export interface PrometheusQuery {
  datasource: DataSourceRef;
  editorMode?: 'builder' | 'code';
  exemplar?: boolean;
  /** @minLength 1 */
  expr: string;
  format: 'heatmap' | 'table' | 'time_series';
  hide?: boolean;
  instant: boolean;
  interval?: string;
  legendFormat?: string;
  range: boolean;
  /** @pattern ^[A-Z][A-Za-z0-9_]*$ */
  refId: string;
}

/** In an override a property is named by its path; tests/tools/schemas.py ties each to the type it has in `Defaults`. */
export interface Property {
  id: string;
  value: unknown;
}

export interface FieldConfigSource<Custom> {
  defaults: Defaults<Custom>;
  overrides: Array<{
    matcher: Matcher;
    properties: Property[];
  }>;
}

export interface StandardFieldConfig
  extends Pick<
    dashboard.FieldConfig,
    | 'color'
    | 'decimals'
    | 'description'
    | 'displayName'
    | 'filterable'
    | 'mappings'
    | 'max'
    | 'min'
    | 'noValue'
    | 'thresholds'
    | 'unit'
  > {
  links?: FieldLink[];
}

export interface Defaults<Custom> extends StandardFieldConfig {
  custom?: Custom;
}

/** What of @grafana/data's `DataLink` can be written as JSON. */
export interface FieldLink {
  oneClick?: boolean;
  targetBlank?: boolean;
  title: string;
  url: string;
}

/** Everything that is optional in a default is so in a table's column too: the plugin fills in the rest. */
export interface TableFieldConfig extends Partial<Omit<common.TableFieldOptions, 'cellOptions'>> {
  cellOptions?: CellOptions;
}

/** Without the forms that later releases migrate away. */
export type CellOptions =
  | common.TableAutoCellOptions
  | common.TableBarGaugeCellOptions
  | common.TableColoredBackgroundCellOptions
  | common.TableColorTextCellOptions
  | common.TableDataLinksCellOptions
  | common.TablePillCellOptions
  | common.TableSparklineCellOptions;

export interface Matcher {
  id: `${FieldMatcherID}`;
  options?: string | string[] | Record<string, unknown>;
}

/** @discriminator id */
export type Transformation =
  | Transformer<'calculateField', CalculateFieldTransformerOptions>
  | Transformer<'filterByRefId', FilterFramesByRefIdTransformerOptions>
  | Transformer<'filterFieldsByName', FilterFieldsByNameTransformerOptions>
  | Transformer<'groupBy', GroupByTransformerOptions>
  | Transformer<'joinByField', JoinByFieldOptions>
  | Transformer<'labelsToFields', LabelsToFieldsOptions>
  | Transformer<'limit', LimitTransformerOptions>
  | Transformer<'merge', Record<string, never>>
  | Transformer<'organize', OrganizeFieldsTransformerOptions>
  | Transformer<'renameByRegex', RenameByRegexTransformerOptions>
  | Transformer<'sortBy', SortByTransformerOptions>;

export interface Transformer<Id extends string, Options> {
  id: Id;
  disabled?: boolean;
  options: Options;
}

/** @discriminator type */
export type Variable = DatasourceVariable | QueryVariable | CustomVariable | ConstantVariable | TextVariable;

export type VariableBase = Pick<dashboard.VariableModel, 'description' | 'label' | 'options' | 'skipUrlSync'> & {
  current?: VariableOption;
  hide: dashboard.VariableHide;
  /** @pattern ^[a-z][a-z0-9_]*$ */
  name: string;
};

export type VariableOption = Pick<dashboard.VariableOption, 'selected' | 'text' | 'value'>;

export type DatasourceVariable = VariableBase & {
  type: 'datasource';
  includeAll?: boolean;
  multi?: boolean;
  query: 'prometheus';
  refresh?: dashboard.VariableRefresh;
  regex?: string;
};

export type QueryVariable = VariableBase & {
  type: 'query';
  allValue?: string;
  allowCustomValue?: boolean;
  datasource: DataSourceRef;
  definition?: string;
  includeAll: boolean;
  multi: boolean;
  query: string | { query: string; refId: string; qryType?: number };
  refresh: dashboard.VariableRefresh;
  regex?: string;
  sort: dashboard.VariableSort;
};

export type CustomVariable = VariableBase & {
  type: 'custom';
  allValue?: string;
  includeAll: boolean;
  multi: boolean;
  query: string;
};

export type ConstantVariable = VariableBase & { type: 'constant'; query: string };

export type TextVariable = VariableBase & { type: 'textbox'; query: string };

/** A Prometheus annotation has its query and its texts beside what all annotations have. */
export type AnnotationQuery = Pick<dashboard.AnnotationQuery, 'enable' | 'filter' | 'hide' | 'iconColor' | 'name'> & {
  datasource: DataSourceRef;
  /** @minLength 1 */
  expr: string;
  step?: string;
  tagKeys?: string;
  textFormat?: string;
  titleFormat?: string;
  useValueForTime?: boolean;
};

/** The annotations that people write in Grafana itself. */
export type BuiltInAnnotations = Pick<dashboard.AnnotationQuery, 'enable' | 'hide' | 'iconColor' | 'name' | 'target'> & {
  builtIn: 1;
  datasource: { type: 'grafana'; uid: '-- Grafana --' };
  type: 'dashboard';
};
