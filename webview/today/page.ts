/** Puts the page of Today together: the model, what draws it, and its keys. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Model as TodayModel } from "./model.ts";
import { emptiness, troubles } from "./emptiness.ts";
import { head } from "./head.ts";
import { Model, type Host, type Opening } from "./model.ts";
import { focusRow, rows } from "./rows.ts";
import { keyNames } from "./wording.ts";

export interface TodayPage {
  changed(): void;
  show(date: string | undefined, paper: string | undefined): void;
}

export function openTodayPage(root: HTMLElement, host: Host, opening: Opening): TodayPage {
  const model: TodayModel = new Model(host, () => render(pageView(model), root));
  const goTo = async (date: string | undefined, paper?: string): Promise<void> => {
    await model.goTo(date, paper);
    scrollTo({ top: 0 });
    focusRow(model);
  };
  void model.start(opening).then(() => focusRow(model));
  addEventListener("pagehide", () => model.leave());
  document.addEventListener("keydown", (event) => {
    if (isElsewhere(event)) return;
    const act = actionFor(event, model, goTo);
    if (act === undefined) return;
    event.preventDefault();
    void Promise.resolve(act()).then(() => {
      if (!model.state.showsKeys) focusRow(model);
    });
  });
  return {
    changed: () => void model.renew(),
    show: (date, paper) => void goTo(date, paper),
  };
}

/** Keys belong to the papers, but not while something is typed, and not with a modifier that belongs to VS Code. */
function isElsewhere({ target, ctrlKey, metaKey, altKey, key }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return true;
  const isButton = target instanceof HTMLButtonElement;
  return isButton && (key === "Enter" || key === " ");
}

function actionFor(
  { key, shiftKey }: KeyboardEvent,
  model: TodayModel,
  goTo: (date: string | undefined) => Promise<void>,
): (() => unknown) | undefined {
  const { day, active } = model.state;
  switch (key) {
    case "j":
    case "ArrowDown":
      return () => model.move(1);
    case "k":
    case "ArrowUp":
      return () => model.move(-1);
    case "PageDown":
      return () => model.move(5);
    case "PageUp":
      return () => model.move(-5);
    case "Home":
      return () => model.move(-Infinity);
    case "End":
      return () => model.activate(model.rows.at(-1)?.id ?? "");
    case "x":
      return () => model.skip();
    case "s":
      return () => model.save();
    case "e":
    case " ":
      return () => model.toggle(active);
    case "o":
    case "O":
    case "Enter":
      return () => model.open(shiftKey);
    case "u":
      return () => model.undo();
    case "[":
    case "ArrowLeft":
    case "h":
      return day?.older === undefined ? undefined : () => goTo(day.older);
    case "]":
    case "ArrowRight":
    case "l":
      return day?.newer === undefined ? undefined : () => goTo(day.newer);
    case "1":
      return () => model.orderBy("forYou");
    case "2":
      return () => model.orderBy("votes");
    case "3":
      return () => model.orderBy("listed");
    case "n":
      return () => model.filterBy("new");
    case "a":
      return () => model.filterBy("all");
    case "A":
      return () => model.seeAll();
    case "?":
      return () => model.showKeys(!model.state.showsKeys);
    case "Escape":
      return () => (model.state.showsKeys ? model.showKeys(false) : model.dismissNotice());
    default:
      return undefined;
  }
}

function pageView(model: TodayModel): TemplateResult {
  return html`<div class="today">
    ${head(model)} ${model.state.showsKeys ? keys(model) : nothing} ${troubles(model)} ${rows(model)}
    ${emptiness(model)} ${notice(model)}
  </div>`;
}

const keys = (model: TodayModel): TemplateResult =>
  html`<section class="keys" aria-label="Keys">
    <dl>
      ${keyNames.map(
        ([name, what]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${what}</dd>
          </div>`,
      )}
    </dl>
    <button type="button" class="link" @click=${() => model.showKeys(false)}>Close</button>
  </section>`;

function notice(model: TodayModel): TemplateResult | typeof nothing {
  const told = model.state.notice;
  if (told === undefined) return nothing;
  return html`<div
    class="notice ${told.failed === true ? "failed" : ""}"
    role=${told.failed === true ? "alert" : "status"}
  >
    <span dir="auto">${told.text}</span>
    ${told.mayUndo === true ? html`<button type="button" class="link" @click=${() => void model.undo()}>Undo (u)</button>` : nothing}
    <button type="button" class="link" aria-label="Close this message" @click=${() => model.dismissNotice()}>
      ✕
    </button>
  </div>`;
}
