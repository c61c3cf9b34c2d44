// A VS Code profile of our own: nothing that a person has set up changes what a test or the demo shows.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const calmSettings = {
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
  "editor.minimap.enabled": false,
  "git.openRepositoryInParentFolders": "never",
};

/** A person who has just arrived reads what there is to try. */
export const demoSettings = { "workbench.startupEditor": "readme" };

/**
 * Makes a profile, or takes up one that is there with its settings as they are.
 * @param {string} folder
 * @param {Record<string, unknown>} [settings] over the calm ones
 */
export function prepareProfile(folder, settings = {}) {
  const profile = {
    folder,
    userData: join(folder, "user-data"),
    extensions: join(folder, "extensions"),
    serverData: join(folder, "server-data"),
  };
  mkdirSync(join(profile.userData, "User"), { recursive: true });
  mkdirSync(profile.extensions, { recursive: true });
  const settingsFile = join(profile.userData, "User/settings.json");
  if (!existsSync(settingsFile)) {
    writeFileSync(settingsFile, JSON.stringify({ ...calmSettings, ...settings }, undefined, 2));
  }
  return profile;
}

/** A new folder for as long as a test needs it. */
export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `marginalia-${name}-`));
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return { path, remove };
}
