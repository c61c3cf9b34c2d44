/** Other programs have other colours than our five: which of ours is most like one. Pure. */
import { colors, type Color } from "../../../src/domain/annotation.ts";

/** On the circle of hues, in degrees. */
const hues: Readonly<Record<Color, number>> = { yellow: 50, green: 130, blue: 210, pink: 340, purple: 270 };
const leastSaturation = 0.12;

/** Grey is none of them, and counts as what nobody chose. */
export function nearestColor(rgb: readonly [number, number, number] | undefined): Color {
  if (rgb === undefined) return "yellow";
  const [red, green, blue] = rgb;
  const [most, least] = [Math.max(...rgb), Math.min(...rgb)];
  const spread = most - least;
  if (spread < leastSaturation * Math.max(most, 1)) return "yellow";
  const sixth =
    most === red
      ? (green - blue) / spread
      : most === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread;
  const hue = (60 * sixth + 360) % 360;
  const far = (color: Color): number =>
    Math.min(Math.abs(hue - hues[color]), 360 - Math.abs(hue - hues[color]));
  return colors.reduce((best, color) => (far(color) < far(best) ? color : best));
}
