/**
 * The form controls of the page. This is the only file that knows where they come from: another library takes the place of
 * @vscode/webview-ui-toolkit by offering the same five functions. The toolkit's elements go by a prefix of ours, so that
 * both can live in one page meanwhile.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextArea,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import { html, nothing, type TemplateResult } from "lit";

/** Call once, before anything is drawn. */
export function registerControls(): void {
  provideVSCodeDesignSystem()
    .withPrefix("mg")
    .register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextArea(), vsCodeTextField());
}

export interface Button {
  readonly text: string;
  /** A quiet one is words only, until it is pointed at. */
  readonly kind?: "primary" | "secondary" | "quiet";
  readonly disabled?: boolean;
  readonly press: () => void;
}

export const button = ({ text, kind = "secondary", disabled = false, press }: Button): TemplateResult =>
  html`<mg-button
    class="button"
    appearance=${kind === "quiet" ? "icon" : kind}
    aria-label=${kind === "quiet" ? text : nothing /* the toolkit would call it "Icon Button" */}
    ?disabled=${disabled}
    @click=${press}
    >${text}</mg-button
  >`;

export interface IconButton {
  readonly label: string;
  readonly icon: TemplateResult;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly press: (event: Event) => void;
}

export const iconButton = ({ label, icon, expanded, disabled = false, press }: IconButton): TemplateResult =>
  html`<mg-button
    class="icon-button"
    appearance="icon"
    aria-label=${label}
    title=${label}
    aria-expanded=${expanded === undefined ? nothing : String(expanded)}
    ?disabled=${disabled}
    @click=${press}
    >${icon}</mg-button
  >`;

export interface TextArea {
  readonly label: string;
  readonly text: string;
  readonly placeholder: string;
  readonly type: (text: string) => void;
}

const typedIn = (event: Event): string => {
  const { target } = event;
  return target !== null && "value" in target && typeof target.value === "string" ? target.value : "";
};

export const textArea = ({ label, text, placeholder, type }: TextArea): TemplateResult =>
  html`<mg-text-area
    class="text-area"
    rows="4"
    resize="vertical"
    placeholder=${placeholder}
    .value=${text}
    @input=${(event: Event) => type(typedIn(event))}
    >${label}</mg-text-area
  >`;

export interface TextField {
  readonly label: string;
  readonly placeholder: string;
  /** What stands in it. Left out, the field begins empty, and is emptied for the next when Enter was pressed. */
  readonly text?: string;
  /** Shown as dots. */
  readonly secret?: boolean;
  readonly type?: (text: string) => void;
  /** Enter was pressed, with Shift or without. */
  readonly enter: (text: string, withShift: boolean) => void;
  readonly leave: (how: "escape" | "blur") => void;
}

export const textField = (field: TextField): TemplateResult => {
  const { label, placeholder, text, secret = false, type, enter, leave } = field;
  return html`<mg-text-field
    class="text-field"
    size="12"
    type=${secret ? "password" : "text"}
    placeholder=${placeholder}
    .value=${text ?? ""}
    @input=${(event: Event) => type?.(typedIn(event))}
    @blur=${(event: Event) => {
      if (text !== undefined && type === undefined) setText(event, text); // what was begun and not entered goes
      leave("blur");
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === "Escape") leave("escape");
      else if (event.key === "Enter") {
        const typed = typedIn(event);
        if (text === undefined) setText(event, "");
        enter(typed, event.shiftKey);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }}
    >${label}</mg-text-field
  >`;
};

const setText = ({ target }: Event, text: string): void => {
  if (target !== null && "value" in target) target.value = text;
};

export interface Choice<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly value: T;
  readonly choose: (value: T) => void;
}

export const choice = <T extends string>({ label, options, value, choose }: Choice<T>): TemplateResult =>
  html`<mg-dropdown
    class="choice"
    aria-label=${label}
    .value=${value}
    @change=${(event: Event) => {
      const chosen = options.find((option) => option.value === typedIn(event));
      if (chosen !== undefined && chosen.value !== value) choose(chosen.value);
    }}
    >${options.map(
      (option) =>
        html`<mg-option value=${option.value} ?selected=${option.value === value}>${option.text}</mg-option>`,
    )}</mg-dropdown
  >`;

/** Gives the keyboard to the control in an element: at once, so that no letter of a quick hand goes astray. */
export function focusControl(within: ParentNode): void {
  const control = within.querySelector<HTMLElement>("mg-text-area, mg-text-field");
  control?.focus();
  if (control !== document.activeElement) requestAnimationFrame(() => control?.focus());
}

/** The same, with what stands in a field selected, to be typed over. */
export function selectField(within: ParentNode): void {
  focusControl(within);
  requestAnimationFrame(() => {
    const field = within.querySelector("mg-text-field");
    const input = field !== null && "control" in field ? field.control : undefined;
    if (input instanceof HTMLInputElement) input.select();
  });
}

/** Whether a key goes into a control that has its own use for it. */
export const isForControl = (event: Event): boolean =>
  event
    .composedPath()
    .some(
      (target) =>
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLInputElement ||
        (target instanceof HTMLElement && target.tagName === "MG-DROPDOWN"),
    );

/** Whether Enter and Space mean "press me" to what has the focus. */
export const isPressable = (event: Event): boolean =>
  event
    .composedPath()
    .some((target) => target instanceof HTMLElement && ["BUTTON", "A", "MG-BUTTON"].includes(target.tagName));
