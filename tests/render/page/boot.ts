// Before any of Grafana's modules: they read the settings of the page while they load.
const settings = { buildInfo: { version: '13.2.2', env: 'production' }, featureToggles: {}, datasources: {}, panels: {} };
(window as any).grafanaBootData = { settings, user: {}, navTree: [] };
(window as any).__grafana_public_path__ = '/public/';
