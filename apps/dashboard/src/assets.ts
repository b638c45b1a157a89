import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The files of the dashboard under their addresses; all have the hash of their content in the name. */
export type Assets = {
  css: string;
  /** The browser's part, to be loaded with `defer`. */
  script: string;
  /** Small and first, so that a page never flashes in the other theme. */
  theme: string;
  /** Latin subsets, worth loading ahead of the style sheet's own request. */
  fonts: string[];
  icon: string;
  /** Body and media type of a file by its address, or null. All may be cached for good. */
  file(path: string): { body: Uint8Array<ArrayBuffer>; type: string } | null;
};

const FOLDER = '/assets';
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/**
 * Bundles scripts, styles and fonts in memory, minified, so that the folder of the source may be read-only.
 * Throws when a source does not compile: the dashboard does not start without its browser code.
 */
export async function buildAssets(): Promise<Assets> {
  const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: {
      main: source('./browser/main.ts'),
      theme: source('./browser/theme.ts'),
      styles: source('./assets/styles/styles.css'),
      icon: source('./assets/icon.svg'),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    outdir: FOLDER,
    publicPath: FOLDER,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    legalComments: 'none',
    logLevel: 'silent',
    // Pages share their components with the browser, where the same JSX makes elements instead of text.
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'hono/jsx/dom', target: 'ES2022' } },
  });
  const files = new Map(outputFiles.map(file => [`${FOLDER}/${baseName(file.path)}`, bytes(file.contents)]));
  const named = (start: string, end: string) => {
    const found = [...files.keys()].find(path => baseName(path).startsWith(start) && path.endsWith(end));
    if (found === undefined) throw new Error(`the bundle has no ${start}…${end}`);
    return found;
  };
  return {
    css: named('styles-', '.css'),
    script: named('main-', '.js'),
    theme: named('theme-', '.js'),
    icon: named('icon-', '.svg'),
    fonts: [named('source-sans-3-latin-wght-normal', '.woff2'), named('newsreader-latin-wght-normal', '.woff2')],
    file(path) {
      const body = files.get(path);
      if (body === undefined) return null;
      return { body, type: TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream' };
    },
  };
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** A copy in memory of its own, as a response body wants it. */
function bytes(contents: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(contents);
}
