/** What the manifest declares and what the code does agree. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  commands,
  commentController,
  contextKeys,
  extensionId,
  chatParticipant,
  mcpProvider,
  paperEditor,
  pdfCommandPrefix,
  pdfEditor,
  paperScheme,
  papersView,
  readerCommandPrefix,
  searchView,
  settings,
  sourcesView,
} from "../../src/host/workspace/names.ts";
import { agentTools } from "../../src/agents/agentTools.ts";
import { groupings } from "../../src/library/outline.ts";
import { pdfActions } from "../../src/protocol/pdf.ts";
import { readerActions } from "../../src/protocol/reader.ts";
import { root } from "../run/places.mjs";
import { sourceFiles } from "./imports.ts";

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}
interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription?: string;
}
interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly version: string;
  readonly activationEvents: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly virtualWorkspaces: boolean;
    readonly untrustedWorkspaces: { readonly supported: boolean };
  };
  readonly contributes: {
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly icon: string }[];
    };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon?: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly when: string;
      readonly contents: string;
    }[];
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly priority: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly icon?: string;
      readonly enablement?: string;
    }[];
    readonly submenus: readonly { readonly id: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac?: string;
    }[];
    readonly chatParticipants: readonly { readonly id: string; readonly name: string }[];
    readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly modelDescription: string;
      readonly inputSchema: { readonly properties: object; readonly required: readonly string[] };
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);
const readerCommands = readerActions.map((action) => readerCommandPrefix + action);
const pdfCommands = pdfActions.map((action) => pdfCommandPrefix + action);
const menuItems = Object.entries(contributes.menus).flatMap(([menu, items]) =>
  items.map((item) => ({ menu, ...item })),
);
const conditions: readonly string[] = [
  ...menuItems.map(({ when }) => when ?? ""),
  ...contributes.viewsWelcome.map(({ when }) => when),
  ...contributes.commands.map(({ enablement }) => enablement ?? ""),
];
/** Names of ours in a condition; what stands in quotes or behind an operator is a value. */
const keysIn = (condition: string): readonly string[] =>
  condition
    .split(/&&|\|\|/u)
    .map((part) => /^[\s!(]*([\w.]+)/u.exec(part)?.[1] ?? "")
    .filter((key) => key.startsWith("marginalia."));

/** All that runs in the extension host, but for the names themselves. */
const hostSource = sourceFiles()
  .filter((file) => file.startsWith("src/") && !file.endsWith("/names.ts"))
  .map(read)
  .join("\n");

test("commands are declared exactly as the code names them, each once", () => {
  assert.deepEqual(
    [...declared].sort(),
    [...Object.values(commands), ...readerCommands, ...pdfCommands].sort(),
  );
});

test("every named command is given a body somewhere", () => {
  for (const name of Object.keys(commands))
    assert.match(
      hostSource,
      new RegExp(
        String.raw`\[commands\.${name}\]:|registerCommand\(\s*commands\.${name}\b|\w+: commands\.${name},`,
        "u",
      ),
      name,
    );
});

test("every command has a category and a title that is written like one", () => {
  for (const { command, title, category } of contributes.commands) {
    assert.equal(category, "Marginalia", command);
    assert.match(title, /^[A-Z]\S*( [A-Za-z]\S*)*$/u, title);
  }
  assert.equal(
    new Set(contributes.commands.map(({ title }) => title)).size,
    declared.length,
    "two are called the same",
  );
});

test("menus, keys and welcome links name commands and submenus that are declared", () => {
  for (const { menu, command, submenu } of menuItems) {
    if (submenu !== undefined)
      assert.ok(
        contributes.submenus.some(({ id }) => id === submenu),
        submenu,
      );
    else assert.ok(declared.includes(command ?? ""), `${menu}: ${command}`);
  }
  for (const { id } of contributes.submenus) assert.ok(contributes.menus[id], id);
  for (const { command } of contributes.keybindings) assert.ok(declared.includes(command), command);
  for (const { contents } of contributes.viewsWelcome)
    for (const [, command = ""] of contents.matchAll(/\(command:([^)?]+)/gu))
      assert.ok(declared.includes(command) || command === "vscode.openFolder", command);
});

test("no menu offers the same command twice in one place of it", () => {
  const places = menuItems.map(({ menu, command, submenu, group, when }) =>
    [menu, command ?? submenu, group?.split("@")[0], when].join(" | "),
  );
  assert.deepEqual(places, [...new Set(places)]);
});

test("every item of a menu stands in a group with a place, so that their order is ours", () => {
  for (const { menu, command, submenu, group } of menuItems)
    if (menu !== "commandPalette") assert.match(group ?? "", /^\w+@\d+$/u, `${menu}: ${command ?? submenu}`);
});

test("conditions name only keys that the code sets, and every key that is set is used", () => {
  const used = new Set(conditions.flatMap(keysIn));
  assert.deepEqual([...used].sort(), Object.values(contextKeys).sort());
  for (const name of Object.keys(contextKeys))
    assert.match(hostSource, new RegExp(String.raw`"setContext",\s*contextKeys\.${name}\b`, "u"));
});

test("conditions name our view, editor and comments as the code does", () => {
  const values = (key: string): readonly string[] =>
    conditions.flatMap((condition) =>
      [...condition.matchAll(new RegExp(String.raw`\b${key} == '?([\w.]+)'?`, "gu"))].map(
        ([, value = ""]) => value,
      ),
    );
  assert.deepEqual(new Set(values("view")), new Set([papersView, searchView, sourcesView]));
  assert.deepEqual(new Set(values("webviewId")), new Set([searchView, paperEditor, pdfEditor]));
  assert.deepEqual(new Set(values("webviewSection")), new Set(["paper", "starredPaper"]));
  assert.deepEqual(new Set(values("activeCustomEditorId")), new Set([paperEditor, pdfEditor]));
  assert.deepEqual(new Set(values("commentController")), new Set([commentController]));
  for (const { menu, when = "" } of menuItems) {
    if (menu.startsWith("view/"))
      assert.match(when, new RegExp(`view == (?:${papersView}|${searchView}|${sourcesView})(?: |$)`, "u"));
    if (menu === "webview/context") assert.match(when, /^webviewId == /u);
    if (menu.startsWith("comments/"))
      assert.match(when, new RegExp(`commentController == ${commentController}`, "u"));
  }
});

test("the grouping that is on is the one that the menu does not offer", () => {
  const offered = contributes.menus["marginalia.groupBy"] ?? [];
  assert.deepEqual(
    offered.map(({ when }) => when),
    groupings.map((by) => `${contextKeys.groupBy} != ${by}`),
  );
});

test("marking offers every reading state but the paper's own", () => {
  const offers = (command: string, context: string): boolean => {
    const when = (contributes.menus["view/item/context"] ?? []).find(
      (item) => item.command === command,
    )?.when;
    const shape = /viewItem =~ \/(.*)\/$/u.exec(when ?? "")?.[1];
    assert.ok(shape, command);
    return new RegExp(shape, "u").test(context);
  };
  const marks = { unread: commands.markUnread, reading: commands.markReading, read: commands.markRead };
  for (const [state, command] of Object.entries(marks))
    for (const own of Object.keys(marks))
      for (const context of [`paper.${own}`, `paper.${own}.noted`, `paper.${own}.starred`])
        assert.equal(offers(command, context), own !== state, `${command} on ${context}`);
  for (const own of Object.keys(marks)) {
    assert.equal(offers(commands.revealNotes, `paper.${own}.noted`), true);
    assert.equal(offers(commands.revealNotes, `paper.${own}`), false);
  }
});

test("a row of the tree offers a star, or to take it away", () => {
  const stars = (contributes.menus["view/item/context"] ?? []).filter(
    ({ command }) => command === commands.star || command === commands.unstar,
  );
  assert.equal(stars.length, 4, "in the row and in its menu");
  for (const rest of ["", ".pdf", ".noted", ".pdf.noted"])
    for (const starred of [true, false]) {
      const context = `paper.unread${starred ? ".starred" : ""}${rest}`;
      for (const { command, when = "" } of stars) {
        const shape = /viewItem =~ \/(.*)\/$/u.exec(when)?.[1] ?? "";
        assert.equal(
          new RegExp(shape, "u").test(context),
          (command === commands.unstar) === starred,
          context,
        );
      }
    }
});

test("the tools for language models are called and take what the code says", () => {
  const declared = contributes.languageModelTools.map(({ name, inputSchema }) => ({
    name,
    takes: Object.keys(inputSchema.properties),
    needs: inputSchema.required,
  }));
  assert.deepEqual(
    declared,
    agentTools.map(({ name, takes, needs }) => ({ name, takes, needs })),
  );
  for (const { modelDescription } of contributes.languageModelTools)
    assert.match(modelDescription, /data, not as instructions/u);
});

test("the participant of the chat is declared under the name that the code registers", () => {
  assert.deepEqual(
    contributes.chatParticipants.map(({ id, name }) => [id, name]),
    [[chatParticipant, "papers"]],
  );
});

test("the server for agents is declared under the name that the code registers", () => {
  assert.deepEqual(
    contributes.mcpServerDefinitionProviders.map(({ id }) => id),
    [mcpProvider],
  );
});

test("settings are declared exactly as they are read, with the defaults that the code falls back to", () => {
  const { section, ...names } = settings;
  const properties = contributes.configuration.properties;
  assert.deepEqual(
    Object.keys(properties).sort(),
    Object.values(names)
      .map((name) => `${section}.${name}`)
      .sort(),
  );
  const source = read("src/host/workspace/configuration.ts");
  const inline = properties[`${section}.${settings.inlineNotes}`];
  const modes = /inlineNotesModes = (\[[^\]]*\])/u.exec(source)?.[1] ?? "null";
  assert.deepEqual(inline?.enum, JSON.parse(modes));
  assert.match(
    source,
    new RegExp(String.raw`mode === read\(settings\.inlineNotes\)\) \?\? "${String(inline?.default)}"`, "u"),
  );
  assert.match(source, /read\(settings\.searchPreview\) === true/u);
  assert.equal(properties[`${section}.${settings.searchPreview}`]?.default, false);
  for (const [name, on] of [
    [settings.completion, true],
    [settings.unknownKeys, true],
    [settings.neverCited, false],
    [settings.mcpProposals, false],
  ] as const)
    assert.equal(properties[`${section}.${name}`]?.default, on);
  assert.equal(properties[`${section}.${settings.notesFolder}`]?.default, "notes");
  assert.equal(
    properties[`${section}.${settings.refreshFeedsAt}`]?.default,
    "off",
    "no network before it is asked for",
  );
  for (const name of [settings.authorName, settings.authorEmail, settings.digestFolder])
    assert.equal(properties[`${section}.${name}`]?.default, "");
  for (const name of Object.keys(names))
    assert.match(source, new RegExp(String.raw`read\w*\(settings\.${name}\)`, "u"), name);
});

test("every setting is described, with a sentence for each choice, and its default fits its type", () => {
  for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
    assert.match(setting.markdownDescription ?? "", /^[A-Z].*\.$/u, name);
    assert.equal(typeof setting.default, setting.type, name);
    if (setting.enum === undefined) continue;
    assert.equal(setting.enumDescriptions?.length, setting.enum.length);
    assert.ok(setting.enum.includes(String(setting.default)));
  }
});

test("the view, the editor and the extension are called what the code calls them", () => {
  assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
  const views = Object.entries(contributes.views);
  assert.deepEqual(
    views.map(([container, list]) => [container, list.map(({ id }) => id)]),
    [[contributes.viewsContainers.activitybar[0]?.id, [papersView, searchView, sourcesView]]],
  );
  assert.deepEqual(
    new Set(contributes.viewsWelcome.map(({ view }) => view)),
    new Set([papersView, sourcesView]),
  );
  assert.deepEqual(
    contributes.customEditors.map(({ viewType, priority, selector }) => [viewType, priority, selector]),
    [
      [paperEditor, "default", [{ filenamePattern: `${paperScheme}:/**` }]],
      [pdfEditor, "default", [{ filenamePattern: "*.pdf" }]],
    ],
  );
});

test("every file that the manifest names is there, and what is built is built", () => {
  const icons = [
    manifest.icon,
    ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
    ...Object.values(contributes.views).flatMap((list) => list.flatMap(({ icon }) => icon ?? [])),
  ];
  for (const path of icons) assert.ok(existsSync(join(root, path)), path);
  const built = read("esbuild.mjs");
  for (const path of [manifest.main, manifest.browser])
    assert.ok(built.includes(path.replace("./", "")), path);
  for (const { icon } of contributes.commands) if (icon !== undefined) assert.match(icon, /^\$\([a-z-]+\)$/u);
});

test("it runs in untrusted and virtual workspaces, and starts by itself only where there is a library or a link is followed", () => {
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
  assert.equal(manifest.capabilities.virtualWorkspaces, true);
  assert.deepEqual(manifest.activationEvents, ["workspaceContains:.marginalia", "onUri"]);
});

test("the oldest VS Code that is promised is the one that types are checked against", () => {
  const types = manifest.devDependencies["@types/vscode"] ?? "";
  assert.equal(manifest.engines.vscode, `^${types}`);
});

test("the version stands in the changelog", () => {
  assert.ok(read("CHANGELOG.md").includes(manifest.version));
});
