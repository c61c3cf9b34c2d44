/** How passages look in a paper's text: the reader's colours, in the means that text editors have. */
import type * as vscode from "vscode";
import type { Color, MarkStyle } from "../../domain/annotation.ts";

interface Paints {
  /** Behind the words. */
  readonly wash: string;
  /** For lines. */
  readonly ink: string;
}

const light: Readonly<Record<Color, Paints>> = {
  yellow: { wash: "rgba(255, 212, 0, 0.36)", ink: "#9a6f00" },
  green: { wash: "rgba(46, 190, 110, 0.26)", ink: "#17803f" },
  blue: { wash: "rgba(48, 140, 255, 0.22)", ink: "#1463c8" },
  pink: { wash: "rgba(255, 80, 150, 0.22)", ink: "#c2256f" },
  purple: { wash: "rgba(150, 90, 255, 0.22)", ink: "#7440cf" },
};
const dark: Readonly<Record<Color, Paints>> = {
  yellow: { wash: "rgba(255, 200, 0, 0.25)", ink: "#e2b93b" },
  green: { wash: "rgba(60, 200, 120, 0.24)", ink: "#52c785" },
  blue: { wash: "rgba(70, 150, 255, 0.28)", ink: "#63aefc" },
  pink: { wash: "rgba(255, 90, 160, 0.26)", ink: "#ff86bb" },
  purple: { wash: "rgba(160, 110, 255, 0.3)", ink: "#b798ff" },
};
/** In high contrast nothing depends on colour: each has a line of its own kind. */
const lines: Readonly<Record<Color, string>> = {
  yellow: "solid",
  green: "dashed",
  blue: "dotted",
  pink: "double",
  purple: "wavy",
};

export interface PassageLook {
  readonly color: Color;
  readonly style: MarkStyle;
  /** Found by likeness only. */
  readonly uncertain: boolean;
}

export function passageOptions(look: PassageLook, highContrast: boolean): vscode.DecorationRenderOptions {
  const { color, style, uncertain } = look;
  const isStruck = style === "strike";
  const lined = style === "underline" || isStruck || uncertain || highContrast;
  const line = highContrast ? lines[color] : uncertain ? "dashed" : "solid";
  const withPaints = ({ wash, ink }: Paints): vscode.ThemableDecorationRenderOptions => ({
    ...(style === "highlight" && !highContrast ? { backgroundColor: wash } : {}),
    ...(lined ? { textDecoration: `${isStruck ? "line-through" : "underline"} ${line} 2px ${ink}` } : {}),
    overviewRulerColor: ink,
  });
  return { light: withPaints(light[color]), dark: withPaints(dark[color]) };
}
