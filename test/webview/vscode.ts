/** Stands in for what VS Code gives a webview's page, before the page starts. */
import { FakeHost } from "./fakeHost.ts";
import type { Fixture } from "./fixture.ts";

declare global {
  interface Window {
    /** Set by the test before anything runs. */
    fixture: Fixture;
    host: FakeHost;
    violations: string[];
    acquireVsCodeApi: () => { postMessage(message: unknown): void };
  }
}

window.violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.violations.push(`${violatedDirective} ${blockedURI}`),
);
const host = new FakeHost(window.fixture);
if (window.fixture.openFails !== undefined) host.fail("open", window.fixture.openFails);
window.host = host;
window.acquireVsCodeApi = () => ({ postMessage: (message) => host.receive(message) });
if (window.fixture.theme !== undefined) host.wear(window.fixture.theme);
