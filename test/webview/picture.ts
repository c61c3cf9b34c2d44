import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** With MARGINALIA_PICTURES, a folder, tests leave a picture there of what they look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["MARGINALIA_PICTURES"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
