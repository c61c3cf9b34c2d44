import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type Axe from "axe-core";
import type { Page } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations that hurt: what axe calls serious or critical; or all of them. */
export async function grievances(page: Page, which: "worst" | "all" = "worst"): Promise<readonly string[]> {
  await page.evaluate(axeSource); // the driver may do what the page's policy forbids
  return await page.evaluate(async (wanted) => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => wanted === "all" || impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`),
      );
  }, which);
}
