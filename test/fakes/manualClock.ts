import type { Clock } from "../../src/base/ports.ts";

/** Stands still until it is moved, so that a test decides what happens at one instant. */
export class ManualClock implements Clock {
  #ms: number;

  constructor(start = "2026-07-31T08:00:00.000Z") {
    this.#ms = Date.parse(start);
  }

  now(): string {
    return new Date(this.#ms).toISOString();
  }

  set(time: string): void {
    this.#ms = Date.parse(time);
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}
