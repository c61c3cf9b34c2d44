/** Which sites were asked in this window, when they answered, what failed, and when they may be asked again. */
import { Emitter, type Event } from "../../base/emitter.ts";

export interface AskedSite {
  readonly host: string;
  /** In milliseconds, as the others. */
  readonly lastSuccess?: number;
  readonly lastError?: { readonly when: number; readonly why: string };
  /** It asked to be left alone until then. */
  readonly quietUntil?: number;
}

export class AskedSites {
  readonly #sites = new Map<string, AskedSite>();
  readonly #changes = new Emitter<void>(() => undefined);

  get onDidChange(): Event<void> {
    return this.#changes.event;
  }

  /** In the order of their names. */
  list(): readonly AskedSite[] {
    return [...this.#sites.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
  }

  answered(host: string, when: number): void {
    this.#sites.set(host, { host, lastSuccess: when });
    this.#changes.fire();
  }

  failed(host: string, when: number, why: string, quietUntil?: number): void {
    const { lastSuccess } = this.#sites.get(host) ?? {};
    this.#sites.set(host, {
      host,
      ...(lastSuccess === undefined ? {} : { lastSuccess }),
      lastError: { when, why },
      ...(quietUntil === undefined || quietUntil <= when ? {} : { quietUntil }),
    });
    this.#changes.fire();
  }
}
