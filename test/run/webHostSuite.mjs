// Runs test/vscode/web inside the extension host of a browser, as vscode.dev has it: no Node, no disk, no remote.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { root } from "./places.mjs";
import { atEnd } from "./processes.mjs";
import { prepareProfile, temporaryFolder } from "./profile.mjs";
import { startServer } from "./vscodeServer.mjs";

const tests = "/dist/test/vscode/web/suite.cjs";
const patienceMs = 4 * 60_000;
/** The page comes from the server, and the extension from a port of its own. */
const fromOnePortToAnother =
  "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,LocalNetworkAccessChecksWebSockets";
/** In the memory of the page. */
const folderUri = { $mid: 1, scheme: "tmp", path: "/library" };

export async function runWebHostSuite() {
  if (!existsSync(join(root, tests))) return { passed: 0, failures: [] };
  const home = temporaryFolder("web");
  const forget = atEnd(async () => home.remove());
  const extension = await serveExtension();
  const server = await startServer(prepareProfile(home.path), { driven: true });
  const browser = await launchBrowser({}, [fromOnePortToAnother]);
  try {
    return await outcomeOf(browser, server, extension.port);
  } finally {
    await browser.close();
    await server.stop();
    extension.close();
    home.remove();
    forget();
  }
}

/** The tests say what came of them in the last line that they log. */
async function outcomeOf(browser, server, extensionPort) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  let results;
  const finished = new Promise((resolve, reject) => {
    void page.exposeFunction("codeAutomationLog", (_type, args) => {
      const said = args.map(String).join(" ");
      if (said.startsWith("MARGINALIA_RESULTS ")) results = JSON.parse(said.slice(19));
      else if (said.startsWith("  ")) console.log(said); // the workbench has much to say about what it cannot reach
    });
    void page.exposeFunction("codeAutomationExit", resolve);
    setTimeout(() => reject(new Error("The suite of the web did not end in time")), patienceMs).unref();
  });
  await page.route(
    (url) => url.pathname === "/",
    async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers() };
      delete headers["content-security-policy"];
      const body = withoutRemote(await response.text(), extensionPort);
      await route.fulfill({ status: 200, headers, body });
    },
  );
  await page.goto(`${server.url}/`);
  try {
    await finished;
  } catch (failure) {
    await page.screenshot({ path: join(root, ".vscode-test/web-host.png") });
    throw failure;
  }
  if (results === undefined) throw new Error("The extension host of the web ended before the tests did");
  return results;
}

/** The workbench is told to have no server behind it, and to load our extension and its tests over HTTP. */
function withoutRemote(html, extensionPort) {
  const at = (path) => ({ scheme: "http", authority: `127.0.0.1:${extensionPort}`, path });
  return html.replace(/data-settings="([^"]*remoteAuthority[^"]*)"/, (_, escaped) => {
    const settings = JSON.parse(escaped.replace(/&quot;/g, '"'));
    delete settings.remoteAuthority;
    settings.folderUri = folderUri;
    settings.developmentOptions = {
      ...settings.developmentOptions,
      enableSmokeTestDriver: true,
      extensions: [at("/")],
      extensionTestsPath: at(tests),
    };
    return `data-settings="${JSON.stringify(settings).replace(/"/g, "&quot;")}"`;
  });
}

const types = {
  ".json": "application/json",
  ".cjs": "text/javascript",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".pdf": "application/pdf",
};

function serveExtension() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const isPart = /^\/(?:package\.json|(?:dist|media|test\/fixtures)\/.*)$/.test(path);
    const file = join(root, path);
    const headers = {
      "access-control-allow-origin": "*",
      "content-type": types[extname(path)] ?? "text/plain",
    };
    if (!isPart || !existsSync(file)) return void response.writeHead(404, headers).end();
    response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : readFileSync(file));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () =>
      resolve({
        port: server.address().port,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      }),
    );
  });
}
