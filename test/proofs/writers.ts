/** Starts writers as processes of their own, hears what they say, and looks at what they have left on the disk. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { PaperId } from "../../src/domain/paperId.ts";
import { root } from "../run/places.mjs";

const script = join(root, "dist/test/proofs/writer.js");

export interface WriterTask {
  readonly library: string;
  readonly name: string;
  readonly paper: PaperId;
  readonly count: number;
  /** In letters, of every eighth note. */
  readonly longestComment?: number;
  /** A command before the writer's own, such as one that sets limits. */
  readonly under?: readonly string[];
}

export class Writer {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  /** The ids of the notes that it said are on the disk. */
  readonly saved: string[] = [];
  /** What it said when the disk refused. */
  readonly troubles: string[] = [];
  readonly errors: string[] = [];
  #told: (() => void)[] = [];

  constructor({ library, name, paper, count, longestComment = 0, under = [] }: WriterTask) {
    const [command = process.execPath, ...before] = [...under, process.execPath];
    const args = [script, library, name, paper, String(count), String(longestComment)];
    this.process = spawn(command, [...before, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let isReady = (): void => undefined;
    this.ready = new Promise((resolve) => (isReady = resolve));
    if (this.process.stdout !== null)
      createInterface(this.process.stdout).on("line", (line) => {
        if (line === "ready") isReady();
        else if (line.startsWith("trouble")) this.troubles.push(line);
        else if (line.startsWith("urn:uuid:")) this.saved.push(line);
        for (const tell of this.#told.splice(0)) tell();
      });
    this.process.stderr?.on("data", (data: Buffer) => void this.errors.push(data.toString()));
    this.ended = once(this.process, "close").then(() => isReady());
  }

  /** Resolves when it has said something more, or has ended. */
  async speaks(): Promise<void> {
    await Promise.race([new Promise<void>((resolve) => void this.#told.push(resolve)), this.ended]);
  }

  async kill(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended;
  }
}

export interface LeftOnDisk {
  /** How often each note is there. */
  readonly notes: ReadonlyMap<string, number>;
  /** Lines that are no JSON, with what follows them in their file. */
  readonly torn: readonly { readonly file: string; readonly isLast: boolean }[];
}

/** Read line by line, with nothing of ours. */
export async function leftOnDisk(library: string, paper: PaperId): Promise<LeftOnDisk> {
  const folder = join(library, "annotations", paper);
  const notes = new Map<string, number>();
  const torn: { file: string; isLast: boolean }[] = [];
  for (const file of await readdir(folder).catch(() => [])) {
    const lines = (await readFile(join(folder, file), "utf8")).split("\n");
    for (const [at, line] of lines.entries()) {
      if (line === "") continue;
      try {
        const { id } = JSON.parse(line) as { id: string };
        notes.set(id, (notes.get(id) ?? 0) + 1);
      } catch {
        torn.push({ file, isLast: at === lines.length - 1 });
      }
    }
  }
  return { notes, torn };
}
