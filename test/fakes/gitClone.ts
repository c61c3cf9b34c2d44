import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { DiskFiles } from "./diskFiles.ts";

const run = promisify(execFile);

/** Nothing of this machine's own git settings may decide how a test ends. */
const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
};

/** A working copy under real git, with a library in it. */
export class GitClone {
  readonly folder: string;
  readonly files: DiskFiles;

  private constructor(folder: string) {
    this.folder = folder;
    this.files = new DiskFiles(join(folder, ".marginalia"));
  }

  static async init(folder: string, branch = "main"): Promise<GitClone> {
    await run("git", ["init", "-q", "-b", branch, folder], { env: environment });
    return new GitClone(folder);
  }

  async clone(folder: string): Promise<GitClone> {
    await run("git", ["clone", "-q", this.folder, folder], { env: environment });
    return new GitClone(folder);
  }

  /** A second working copy on a branch of its own; both keep their commits in one place, so that nothing has to be fetched. */
  async worktree(folder: string, branch: string): Promise<GitClone> {
    await this.git("worktree", "add", "-q", "-b", branch, folder);
    return new GitClone(folder);
  }

  async commit(message: string): Promise<void> {
    await this.git("add", "-A");
    await this.git("commit", "-q", "--allow-empty", "-m", message);
  }

  /** Merges what the other copy has committed. @throws with git's words when there is a conflict. */
  async merge(other: GitClone): Promise<void> {
    await this.git("fetch", "-q", other.folder, "main");
    await this.git("merge", "-q", "--no-edit", "FETCH_HEAD");
  }

  async git(...args: readonly string[]): Promise<string> {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    const settings = ["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "-c", "gc.auto=0"];
    try {
      const { stdout } = await run("git", ["-C", this.folder, ...identity, ...settings, ...args], {
        env: environment,
      });
      return stdout;
    } catch (thrown) {
      const { stdout, stderr } = thrown as { stdout?: string; stderr?: string };
      throw new Error(`git ${args[0] ?? ""}: ${stdout ?? ""}${stderr ?? String(thrown)}`);
    }
  }
}
