/** The bar above the pages. */
import { html, type TemplateResult } from "lit";
import { choice, iconButton, textField } from "../../ui/controls.ts";
import { labelOf, ofPages, pageTyped } from "../state/labels.ts";
import type { PdfState } from "../state/model.ts";
import { toolNames } from "../state/tools.ts";
import { zoomNamed, zoomOptions } from "../state/zoom.ts";
import { renditionTabs } from "../../ui/renditionTabs.ts";
import { toneInForce, toneNames, type Commands } from "./commands.ts";
import {
  areaIcon,
  arrow,
  backward,
  forward,
  magnifier,
  markerIcon,
  minus,
  moon,
  notesIcon,
  pagesIcon,
  penIcon,
  plus,
  sheet,
  sideList,
  stickyIcon,
  turn,
} from "./pdfIcons.ts";

export function bar(state: PdfState, commands: Commands): TemplateResult {
  const { page, pageCount, labels, zoom, panel } = state;
  const isDark = toneInForce(state) !== "printed";
  return html`<div class="bar" role="toolbar" aria-label="PDF">
    ${renditionTabs("pdf", state.isPaper, () => commands.showAbstract())}
    <div class="bar-group">
      ${iconButton({
        label: "Outline (O)",
        icon: sideList,
        expanded: panel === "outline",
        press: () => commands.perform("outline"),
      })}
      ${iconButton({
        label: "Page thumbnails (T)",
        icon: pagesIcon,
        expanded: panel === "pages",
        press: () => commands.perform("pages"),
      })}
    </div>
    <div class="bar-group">
      ${iconButton({ label: "Back (Alt+Left)", icon: backward, disabled: !state.canGoBack, press: () => commands.perform("back") })}
      ${iconButton({ label: "Forward (Alt+Right)", icon: forward, disabled: !state.canGoForward, press: () => commands.perform("forward") })}
      <div class="page-field">
        ${textField({
          label: "Page (G)",
          placeholder: "",
          text: labelOf(page, labels),
          enter: (typed) => commands.goToPage(pageTyped(typed, pageCount, labels), typed),
          leave: (how) => how === "escape" && commands.focusPages(),
        })}
      </div>
      <span class="page-count">${ofPages(page, pageCount, labels)}</span>
    </div>
    <div class="bar-group">
      ${iconButton({ label: "Zoom out (Ctrl+-)", icon: minus, press: () => commands.perform("zoomOut") })}
      ${choice({
        label: `Zoom, now ${Math.round(state.scale * 100)} %`,
        options: zoomOptions(zoom),
        value: String(zoom),
        choose: (value) => commands.zoomTo(zoomNamed(value)),
      })}
      ${iconButton({ label: "Zoom in (Ctrl+=)", icon: plus, press: () => commands.perform("zoomIn") })}
    </div>
    <div class="bar-group" role="group" aria-label="Tools">
      ${toolButtons.map(
        ({ tool, key, icon }) =>
          html`<button
            type="button"
            class="tool"
            aria-pressed=${String(state.tool === tool)}
            aria-label=${toolNames[tool]}
            title="${toolNames[tool]} (${key})"
            @click=${() => commands.useTool(state.tool === tool ? "select" : tool)}
          >
            ${icon}
          </button>`,
      )}
    </div>
    <div class="bar-group">
      ${iconButton({ label: "Rotate (R)", icon: turn, press: () => commands.perform("rotate") })}
      ${iconButton({
        label: `Pages ${toneNames[toneInForce(state)]}: change (D)`,
        icon: isDark ? moon : sheet,
        press: () => commands.perform("tone"),
      })}
      ${iconButton({
        label: "Find (Ctrl+F)",
        icon: magnifier,
        expanded: state.finding,
        press: () => commands.perform("find"),
      })}
      ${iconButton({
        label: "Notes (L)",
        icon: notesIcon,
        expanded: state.isNotesOpen,
        press: () => commands.perform("notes"),
      })}
    </div>
  </div>`;
}

const toolButtons = [
  { tool: "select", key: "Escape", icon: arrow },
  { tool: "marker", key: "M", icon: markerIcon },
  { tool: "area", key: "A", icon: areaIcon },
  { tool: "point", key: "K", icon: stickyIcon },
  { tool: "ink", key: "I", icon: penIcon },
] as const;
