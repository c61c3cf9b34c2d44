// Makes the .vsix and looks into it: too big, a file too many or one too few, and it fails.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "./checks.mjs";
import { installDependencies } from "./dependencies.mjs";
import { root } from "./places.mjs";
import { run } from "./processes.mjs";
import { step } from "./say.mjs";
import { namesInZip } from "./zip.mjs";

const limitBytes = 4.5 * 1024 * 1024;

const expected = [
  "package.json",
  "readme.md",
  "changelog.md",
  "LICENSE.txt",
  "dist/extension.cjs",
  "dist/extension.web.cjs",
  "dist/searchWorker.cjs",
  "dist/searchWorker.web.js",
  "dist/mcp.js",
  "dist/pdfThread.mjs",
  "dist/pdfCopyThread.mjs",
  "dist/webview/reader.js",
  "dist/webview/reader.css",
  "dist/webview/search.js",
  "dist/webview/search.css",
  "dist/webview/today.js",
  "dist/webview/today.css",
  "dist/webview/fonts/KaTeX_Main-Regular.woff2",
  "dist/webview/fonts/KaTeX_Math-Italic.woff2",
  "dist/webview/pdf/pdf.js",
  "dist/webview/pdf/pdf.css",
  "dist/webview/pdf/worker.mjs",
  "dist/webview/pdf/cmaps/UniGB-UCS2-H.bcmap",
  "dist/webview/pdf/standard_fonts/FoxitSerif.pfb",
  "dist/webview/pdf/standard_fonts/LICENSE_LIBERATION",
  "dist/webview/pdf/wasm/openjpeg.wasm",
  "dist/webview/pdf/wasm/jbig2.wasm",
  "dist/webview/pdf/images/annotation-note.svg",
  "dist/THIRD-PARTY-NOTICES.txt",
  "media/icon.png",
  "media/inline/link-dark.svg",
  "media/inline/link-light.svg",
  "media/inline/note.svg",
  "media/paper-dark.svg",
  "media/paper-light.svg",
  "media/today-dark.svg",
  "media/today-light.svg",
  "media/activity-bar.svg",
  "media/sample/daily-papers.txt",
];

/** What may be there besides; everything else got in by mistake. */
const welcome = [
  /^package\.nls(\.[a-z-]+)?\.json$/,
  /^l10n\/[^/]+\.json$/,
  /^dist\/pdf-[A-Z0-9]+\.mjs$/,
  /^dist\/webview\/shared-[A-Z0-9]+\.js$/,
  /^dist\/webview\/fonts\/(KaTeX_|source-serif-4-)[\w-]+\.woff2$/,
  /^dist\/webview\/pdf\/[A-Za-z]+-[A-Z0-9]+\.js$/,
  /^dist\/webview\/pdf\/cmaps\/([\w-]+\.bcmap|LICENSE)$/,
  /^dist\/webview\/pdf\/standard_fonts\/(\w[\w-]*\.(pfb|ttf)|LICENSE_\w+)$/,
  /^dist\/webview\/pdf\/wasm\/LICENSE_\w+$/,
  /^dist\/webview\/pdf\/images\/annotation-\w+\.svg$/,
  /^media\/[\w/-]+\.(svg|png)$/,
];

/** What a package is made of, and by. */
const sources = [
  "src",
  "webview",
  "media",
  "l10n",
  "package.json",
  "package.nls.json",
  "package-lock.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  ".vscodeignore",
  "esbuild.mjs",
];

/** Where the package of this version is, once it has been made. */
export function packagePath() {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return join(root, `${name}-${version}.vsix`);
}

/** The package as it stands where nothing it is made of is newer, else a new one. For those in a hurry. */
export async function currentPackage() {
  const vsix = packagePath();
  if (!existsSync(vsix)) return makePackage();
  const madeMs = statSync(vsix).mtimeMs;
  const isOld = sources.some((source) => newestMs(join(root, source)) > madeMs);
  return isOld ? makePackage() : vsix;
}

/** @returns {Promise<string>} the path of a .vsix that was looked into */
export async function makePackage() {
  step("Building for production");
  if ((await build("--production")) !== 0) throw new Error("The production build failed");
  const vsix = packagePath();
  step("Packaging with vsce");
  const vsce = join(root, "node_modules/@vscode/vsce/vsce");
  // The flags keep vsce from asking questions, and from needing to know where pictures will be served.
  const calm = ["--allow-missing-repository", "--skip-license", "--no-rewrite-relative-links"];
  const code = await run(process.execPath, [vsce, "package", "--no-dependencies", ...calm, "--out", vsix]);
  if (code !== 0) throw new Error(`vsce failed with code ${code}`);
  lookInto(vsix);
  return vsix;
}

function newestMs(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const below = readdirSync(path, { recursive: true, encoding: "utf8" });
  return Math.max(mtimeMs, ...below.map((name) => statSync(join(path, name)).mtimeMs));
}

function lookInto(vsix) {
  const size = statSync(vsix).size;
  const inExtension = namesInZip(readFileSync(vsix))
    .filter((name) => name.startsWith("extension/"))
    .map((name) => name.slice("extension/".length));
  const missing = expected.filter((name) => !inExtension.includes(name));
  const uninvited = inExtension.filter(
    (name) => !expected.includes(name) && !welcome.some((pattern) => pattern.test(name)),
  );
  const faults = [
    ...missing.map((name) => `${name} is missing`),
    ...uninvited.map((name) => `${name} should not be there`),
    ...(size > limitBytes ? [`${size} bytes are more than ${limitBytes}`] : []),
  ];
  if (faults.length > 0) throw new Error(`${vsix} is not fit to be shipped:\n  ${faults.join("\n  ")}`);
  console.log(`${vsix}: ${inExtension.length} files, ${(size / 1024).toFixed(0)} KB`);
}

if (process.argv[1] === join(root, "test/run/package.mjs")) {
  await installDependencies();
  await makePackage().catch((failure) => {
    console.error(`\n${failure.message}`);
    process.exitCode = 1;
  });
}
