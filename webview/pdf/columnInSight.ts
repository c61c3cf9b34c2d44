import type { PageTexts } from "./engine/pageTexts.ts";
import type { Sheets } from "./engine/sheets.ts";
import { columnAt } from "./text/places.ts";
import type { Rect } from "./text/rects.ts";

/** The column of text that is in the middle of the window; `undefined` where there is none. */
export async function columnInSight(
  pages: HTMLElement,
  sheets: Sheets,
  texts: PageTexts | undefined,
): Promise<{ readonly page: number; readonly rect: Rect } | undefined> {
  const room = pages.getBoundingClientRect();
  const at = sheets.pointAt(room.left + room.width / 2, room.top + room.height / 3);
  if (at === undefined) return undefined;
  const text = await texts?.read(at.page);
  const rect = text === undefined ? undefined : columnAt(text, at.x, at.y);
  return rect === undefined ? undefined : { page: at.page, rect };
}
