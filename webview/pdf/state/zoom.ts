/** Zooming by steps, by wheel and by name. A scale of 1 is the size on paper. */
import { fits, largestScale, smallestScale, type Zoom } from "../../../src/protocol/pdf.ts";

const steps = [0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 7.5, 10];
/** Scales this near to each other look the same. */
const nearly = 0.005;

/** The next step up or down from a scale that may lie between two. */
export const nextScale = (scale: number, direction: 1 | -1): number =>
  direction === 1
    ? (steps.find((step) => step > scale + nearly) ?? largestScale)
    : (steps.findLast((step) => step < scale - nearly) ?? smallestScale);

/** What a turn of the wheel multiplies the scale by. A pinch arrives as many small turns, a notch as one large one. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaMode === 0 ? deltaY : deltaY * 40;
  const isNotch = Math.abs(pixels) >= 50;
  return Math.exp(-Math.max(-200, Math.min(200, pixels)) * (isNotch ? 0.0018 : 0.01));
}

export const clampedScale = (scale: number): number => Math.min(largestScale, Math.max(smallestScale, scale));

export const percent = (scale: number): string => `${Math.round(scale * 100)} %`;

const fitNames = { auto: "Automatic", "page-width": "Fit width", "page-fit": "Fit page" } as const;
const offered = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

export interface ZoomOption {
  readonly value: string;
  readonly text: string;
}

/** What the choice of zooms offers; the zoom in force is always among them. */
export function zoomOptions(zoom: Zoom): readonly ZoomOption[] {
  const own = typeof zoom === "number" && !offered.includes(zoom) ? [zoom] : [];
  const scales = [...offered, ...own].sort((a, b) => a - b);
  return [
    ...fits.map((fit) => ({ value: fit, text: fitNames[fit] })),
    ...scales.map((scale) => ({ value: String(scale), text: percent(scale) })),
  ];
}

/** Reads a zoom as a choice, or pdf.js, spells it. */
export function zoomNamed(name: string): Zoom {
  const fit = fits.find((each) => each === name);
  const scale = Number(name);
  return fit ?? (Number.isFinite(scale) && scale > 0 ? clampedScale(scale) : "auto");
}
