// Bundles the extension, the reader's page and, unless --production, the tests. It looks at no types: `npm run check` does.
//   --watch       builds again at every change
//   --production  minified, without source maps and tests, with the notices of what was bundled
import { build, context } from "esbuild";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join, relative, resolve } from "node:path";
import { noticesFor, packagesIn } from "./test/run/notices.mjs";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

const shared = {
  bundle: true,
  metafile: true,
  minify: production,
  sourcemap: !production,
  legalComments: "none", // the notices carry the licences
  logLevel: watch ? "silent" : "warning", // while watching, the lines for the problem matcher say it
};
const node = { ...shared, platform: "node", target: "node20" };
const browser = { ...shared, platform: "browser", target: "es2022" };
const inHost = { format: "cjs", external: ["vscode"] };

const filesBelow = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
const withoutEnding = (file) => file.slice(0, file.length - extname(file).length);

/** KaTeX offers each font in three formats; every VS Code reads the first, so the others need not be shipped. */
const onlyWoff2 = {
  name: "only-woff2",
  setup: ({ onLoad }) =>
    onLoad({ filter: /katex(\.min)?\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/,\s*url\([^)]*\.(woff|ttf)\)\s*format\("\w+"\)/g, ""),
      loader: "css",
    })),
};

/** The reader of PDFs takes the fonts from the reader of abstracts. */
const sharedFonts = {
  name: "shared-fonts",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.woff2$/ }, ({ path }) => ({ path: `../fonts/${basename(path)}`, external: true })),
};

/** pdf.js's own worker is shipped once, beside the reader of PDFs. */
const shippedPdfWorker = {
  name: "shipped-pdf-worker",
  setup: ({ onResolve }) =>
    onResolve({ filter: /pdf\.worker\.mjs$/ }, () => ({ path: "./webview/pdf/worker.mjs", external: true })),
};

/** Where the reader of PDFs looks for what pdf.js reads at run time: beside its own script. */
const pdfFolder = "dist/webview/pdf";
const pdfjs = "node_modules/pdfjs-dist";
const pdfAssets = [
  ...filesBelow(`${pdfjs}/cmaps`),
  ...filesBelow(`${pdfjs}/standard_fonts`),
  ...filesBelow(`${pdfjs}/wasm`).filter((file) =>
    /LICENSE_.*(OPENJPEG|JBIG2)$|\b(openjpeg|jbig2)\.wasm$/.test(file),
  ),
];
/** The icons of sticky notes, which pdf.js names at run time; its style sheet brings its own along. */
const noteIcons = filesBelow(`${pdfjs}/legacy/web/images`).filter((file) =>
  /annotation-\w+\.svg$/.test(file),
);

const product = [
  { ...node, ...inHost, entryPoints: ["src/extension.ts"], outfile: "dist/extension.cjs" },
  { ...browser, ...inHost, entryPoints: ["src/extension.web.ts"], outfile: "dist/extension.web.cjs" },
  { ...node, format: "cjs", entryPoints: ["src/search/worker.node.ts"], outfile: "dist/searchWorker.cjs" },
  { ...node, format: "esm", entryPoints: ["src/mcp/main.ts"], outfile: "dist/mcp.js" },
  {
    ...node,
    format: "esm",
    splitting: true, // both read with pdf.js
    entryPoints: {
      pdfThread: "src/extraction/worker.node.ts",
      pdfCopyThread: "src/pdfCopy/worker.node.ts",
    },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    chunkNames: "pdf-[hash]",
    plugins: [shippedPdfWorker],
  },
  {
    ...browser,
    format: "iife",
    entryPoints: ["src/search/worker.web.ts"],
    outfile: "dist/searchWorker.web.js",
  },
  { ...browser, format: "esm", entryPoints: { search: "webview/search/main.ts" }, outdir: "dist/webview" },
  {
    ...browser,
    format: "esm",
    splitting: true, // both draw mathematics
    entryPoints: { reader: "webview/main.ts", today: "webview/today/main.ts" },
    outdir: "dist/webview",
    chunkNames: "shared-[hash]",
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    plugins: [onlyWoff2],
  },
  {
    ...browser,
    format: "esm",
    splitting: true, // so that the worker is on its way before pdf.js itself is read
    entryPoints: { pdf: "webview/pdf/main.ts" },
    outdir: pdfFolder,
    chunkNames: "[name]-[hash]",
    loader: { ".svg": "dataurl", ".gif": "dataurl" },
    plugins: [onlyWoff2, sharedFonts],
  },
  {
    ...shared,
    entryPoints: [
      { in: `${pdfjs}/legacy/build/pdf.worker.min.mjs`, out: "worker" },
      ...pdfAssets.map((file) => ({ in: file, out: withoutEnding(relative(pdfjs, file)) })),
      ...noteIcons.map((file) => ({ in: file, out: withoutEnding(join("images", basename(file))) })),
    ],
    outdir: pdfFolder,
    loader: Object.fromEntries(
      ["", ".mjs", ".bcmap", ".pfb", ".ttf", ".wasm", ".svg"].map((ending) => [ending, "copy"]),
    ),
  },
];

/** Tests are found by their names, so that none can be forgotten. */
const tests = (folder, ending, options) => ({
  ...node,
  packages: "external",
  format: "esm",
  entryPoints: filesBelow(folder).filter((file) => ending.test(file)),
  outbase: folder,
  outdir: join("dist", folder),
  ...options,
});
const testBundles = [
  tests("test/unit", /\.test\.ts$/),
  tests("test/webview", /\.test\.ts$/),
  tests("test/webview", /\bpage\.ts$/, {
    ...browser,
    packages: "bundle",
    loader: { ".woff2": "file" },
    plugins: [onlyWoff2],
  }),
  tests("test/webview", /\b(?:pdf|search|today)Host\.ts$/, {
    ...browser,
    packages: "bundle",
    format: "iife",
  }),
  tests("test/webview", /\bbarePdf\.ts$/, { ...browser, packages: "bundle" }),
  tests("test/vscode/host", /\.test\.ts$|\bsuite\.ts$/, { format: "cjs", outExtension: { ".js": ".cjs" } }),
  tests("test/vscode/web", /\bsuite\.ts$/, {
    ...browser,
    format: "cjs",
    packages: "bundle",
    external: ["vscode"],
    outExtension: { ".js": ".cjs" },
  }),
  tests("test/vscode/workbench", /\.test\.ts$/),
  tests("test/proofs", /\bwriter\.ts$/, { packages: "bundle" }),
  tests("test/bench", /\.ts$/),
  tests("test/run", /\.ts$/),
].filter(({ entryPoints }) => entryPoints.length > 0);

const bundles = production ? product : [...product, ...testBundles];

if (watch) {
  const announce = {
    name: "problem-matcher",
    setup: ({ onStart, onEnd }) => {
      onStart(() => console.log("[watch] build started"));
      onEnd(({ errors }) => {
        for (const { text, location } of errors) {
          console.error(`✘ [ERROR] ${text}`);
          if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        console.log("[watch] build finished");
      });
    },
  };
  for (const options of bundles) {
    const bundle = await context({ ...options, plugins: [...(options.plugins ?? []), announce] });
    await bundle.watch();
  }
} else {
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  if (results.some(({ status }) => status === "rejected")) process.exit(1); // esbuild has said why
  const metafiles = results.map(({ value }) => value.metafile);
  removeLeftovers(metafiles);
  if (packagesIn(metafiles).has("react")) throw new Error("React has found its way into a bundle");
  if (production) writeFileSync("dist/THIRD-PARTY-NOTICES.txt", noticesFor(metafiles));
}

/** What an earlier build wrote and this one did not would be tested or shipped by mistake. */
function removeLeftovers(metafiles) {
  const written = new Set(
    metafiles.flatMap(({ outputs }) => Object.keys(outputs)).map((file) => resolve(file)),
  );
  for (const file of filesBelow("dist")) {
    const kept = written.has(resolve(file)) || (production && file.startsWith(join("dist", "test")));
    if (!kept) rmSync(file);
  }
}
