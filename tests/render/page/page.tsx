/** Draws the board that the address names: /index.html?board=FILE&theme=dark&from=now-6h&open=all&var-service=checkout */

import './boot';
import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import { EventBusSrv, LoadingState, PanelData, ThemeContext, createTheme, rangeUtil } from '@grafana/data';
import {
  LocationServiceProvider,
  config,
  locationService,
  setAppEvents,
  setDataSourceSrv,
  setEchoSrv,
  setPluginImportUtils,
  setRunRequest,
} from '@grafana/runtime';
import {
  ConstantVariable,
  DataSourceVariable,
  EmbeddedScene,
  QueryVariable,
  SceneControlsSpacer,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
  sceneUtils,
} from '@grafana/scenes';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { Router } from 'react-router-dom-v5-compat';
import { Observable, catchError, map, of } from 'rxjs';

import { PANELS } from './panels';
import { Prometheus, UID, failed } from './prometheus';
import { register } from './registries';

/** When all is drawn, in milliseconds from the start. */
const SETTLED = 9_000;

/** What stands on no board: it would be a value that nobody gave a form. */
const RAW = /\bNaN\b|Value #|\bnull\b|\bundefined\b|\{\{|Infinity|\[object/;

const asked = new URLSearchParams(window.location.search);
const theme = createTheme({ colors: { mode: asked.get('theme') === 'light' ? 'light' : 'dark' } });
const errors: string[] = [];
let scene: EmbeddedScene;

window.addEventListener('error', (event) => errors.push(String(event.message)));

function prepare(): void {
  Object.assign(config, { theme2: theme });
  register();
  setAppEvents(new EventBusSrv());
  setEchoSrv({ flush() {}, addBackend() {}, addEvent() {} } as any);
  const source = new Prometheus(() => scene);
  const settings = { uid: UID, name: 'Prometheus', type: 'prometheus', meta: source.meta };
  setDataSourceSrv({ get: async () => source, getList: () => [settings], getInstanceSettings: () => settings } as any);
  sceneUtils.registerRuntimeDataSource({ dataSource: source as any });
  setRunRequest(run as any);
  const plugins: Record<string, any> = PANELS;
  setPluginImportUtils({
    importPanelPlugin: async (id: string) => plugins[id],
    getPanelPluginFromCache: (id: string) => plugins[id],
  } as any);
  for (const [id, plugin] of Object.entries(plugins)) {
    plugin.meta = { id, name: id, info: { version: '' }, skipDataQuery: id === 'text' };
  }
}

function run(source: Prometheus, request: any): Observable<PanelData> {
  const state = (series: any[], loading: LoadingState): PanelData => ({
    state: loading,
    series,
    timeRange: request.range,
    request,
  });
  return source.query(request).pipe(
    map((answer) => state(answer.data, LoadingState.Done)),
    catchError((error) => of({ ...state([], LoadingState.Error), errors: [{ message: String(error) }] }))
  );
}

function variable(json: any) {
  const chosen = asked.get(`var-${json.name}`);
  const base = {
    name: json.name,
    label: json.label,
    hide: json.hide,
    value: chosen ?? json.current.value,
    text: chosen ?? json.current.text,
  };
  switch (json.type) {
    case 'datasource':
      return new DataSourceVariable({ ...base, pluginId: 'prometheus', value: UID, text: 'Prometheus' });
    case 'query':
      return new QueryVariable({
        ...base,
        datasource: { uid: UID },
        query: json.query,
        includeAll: json.includeAll,
        allValue: json.allValue,
        isMulti: json.multi,
        refresh: json.refresh,
        sort: json.sort,
      });
    default:
      return new ConstantVariable({ ...base, value: json.query, skipUrlSync: true });
  }
}

function panel(json: any): VizPanel {
  const queries = json.targets?.map((target: any) => ({ ...target, datasource: { uid: UID } }));
  const runner =
    queries &&
    new SceneQueryRunner({
      datasource: { uid: UID },
      queries,
      maxDataPoints: json.maxDataPoints,
      minInterval: json.interval,
    });
  const transformations = json.transformations ?? [];
  return new VizPanel({
    key: `panel-${json.id}`,
    pluginId: json.type,
    title: json.title,
    description: json.description,
    options: json.options,
    fieldConfig: json.fieldConfig,
    ...ownTime(json.timeFrom),
    $data: transformations.length ? new SceneDataTransformer({ $data: runner, transformations }) : runner,
  });
}

/** A panel that looks further back than its board: from `timeFrom` before the end of what is shown. */
function ownTime(timeFrom?: string) {
  if (!timeFrom) {
    return {};
  }
  const to = asked.get('to') ?? 'now';
  const end = to === 'now' ? Date.now() : Date.parse(to);
  const from = new Date(end - rangeUtil.intervalToMs(timeFrom)).toISOString();
  return { $timeRange: new SceneTimeRange({ from, to }), hoverHeader: false };
}

function item(json: any): SceneGridItem | SceneGridRow {
  const { x, y, w, h } = json.gridPos;
  if (json.type !== 'row') {
    return new SceneGridItem({ x, y, width: w, height: h, body: panel(json) });
  }
  return new SceneGridRow({
    title: json.title,
    isCollapsed: asked.get('open') !== 'all',
    x,
    y,
    width: w,
    height: 1,
    children: json.panels.map(item),
  });
}

/** Sections that are opened push what is below them down. */
function opened(panels: any[]): any[] {
  let pushed = 0;
  return panels.map((json) => {
    const moved = { ...json, gridPos: { ...json.gridPos, y: json.gridPos.y + pushed } };
    if (json.type === 'row') {
      moved.panels = json.panels.map((inner: any) => ({
        ...inner,
        gridPos: { ...inner.gridPos, y: inner.gridPos.y + pushed },
      }));
      const top = json.gridPos.y + 1;
      pushed += Math.max(0, ...json.panels.map((inner: any) => inner.gridPos.y + inner.gridPos.h - top));
    }
    return moved;
  });
}

async function main(): Promise<void> {
  prepare();
  const board = await (await fetch(`/boards/${asked.get('board')}`)).json();
  const panels = asked.get('open') === 'all' ? opened(board.panels) : board.panels;
  scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: asked.get('from') ?? board.time.from,
      to: asked.get('to') ?? board.time.to,
      timeZone: board.timezone,
    }),
    $variables: new SceneVariableSet({ variables: board.templating.list.map(variable) }),
    controls: [
      new VariableValueSelectors({}),
      new SceneControlsSpacer(),
      new SceneTimePicker({}),
      new SceneRefreshPicker({}),
    ],
    body: new SceneGridLayout({ children: panels.map(item) }),
  });
  document.body.className = theme.isDark ? 'theme-dark' : 'theme-light';
  document.body.style.background = theme.colors.background.canvas;
  createRoot(document.getElementById('root')!).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <Router navigator={locationService.getHistory() as any} location={locationService.getLocation() as any}>
          <div style={{ padding: '12px 16px', width: asked.get('wide') ? `${asked.get('wide')}px` : undefined }}>
            <h3 style={{ margin: '0 0 8px' }}>{board.title}</h3>
            <scene.Component model={scene} />
            <PortalContainer />
          </div>
        </Router>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
  setTimeout(() => {
    const raw = document.body.innerText.split('\n').filter((text) => RAW.test(text));
    const found = [...errors, ...failed, ...raw.map((text) => `shows ${text}`)];
    fetch('/seen', { method: 'POST', body: JSON.stringify(found) });
  }, SETTLED);
}

main().catch((error) => {
  errors.push(String(error.stack));
  document.body.innerText = String(error.stack);
  fetch('/seen', { method: 'POST', body: JSON.stringify(errors) });
});
