/** Bundles the page for the browser: `node build.mjs`, in a folder with the packages of package-lock.json. */

import { build } from 'esbuild';

// Scenes are written for the router's sixth version, the rest of Grafana for the fifth and a bridge from one to the other.
const bridge = {
  name: 'bridge',
  setup(bundle) {
    bundle.onResolve({ filter: /^react-router-dom$/ }, ({ importer, kind, resolveDir, pluginData }) =>
      importer.includes('@grafana/scenes') && !pluginData
        ? bundle.resolve('react-router-dom-v5-compat', { kind, resolveDir, pluginData: true })
        : undefined
    );
  },
};

await build({
  entryPoints: ['page/page.tsx'],
  bundle: true,
  outfile: 'site/page.js',
  format: 'iife',
  jsx: 'automatic',
  minify: true,
  plugins: [bridge],
  define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  loader: { '.css': 'css', '.png': 'dataurl', '.svg': 'dataurl', '.ttf': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl' },
  logLevel: 'warning',
});
