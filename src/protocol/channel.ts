/**
 * Typed, validated calls between two ends that can only post messages to each other.
 *
 * A contract is a table: for each call a schema of what is asked and of what is answered. Both ends are checked against it;
 * a message that does not fit is refused, a handler that throws rejects the asker, closing rejects whoever waits.
 */
import { createBirpc } from "birpc";
import * as v from "valibot";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";

export type Contract = Readonly<
  Record<string, { readonly ask: v.GenericSchema; readonly answer: v.GenericSchema }>
>;
export type Ask<C extends Contract, K extends keyof C> = v.InferOutput<C[K]["ask"]>;
export type Answer<C extends Contract, K extends keyof C> = v.InferOutput<C[K]["answer"]>;

export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: (ask: Ask<C, K>) => OrNothing<Answer<C, K>> | Promise<OrNothing<Answer<C, K>>>;
};

/** A handler that has nothing to answer may just end. */
type OrNothing<T> = T extends undefined ? T | void : T;

/** One end's way to the other. `listen` returns how to stop listening. */
export interface Wire {
  post(message: string): void;
  listen(receive: (message: unknown) => void): () => void;
}

export interface Channel<C extends Contract> {
  ask<K extends keyof C & string>(call: K, ask: Ask<C, K>): Promise<Answer<C, K>>;
  close(): void;
}

const longestMessage = 4_000_000;
const timeoutMs = 30_000;

const messageSchema = v.variant("t", [
  v.object({
    t: v.literal("q"),
    m: v.string(),
    a: v.array(v.unknown()),
    i: v.optional(v.string()),
    o: v.optional(v.boolean()),
  }),
  v.object({ t: v.literal("s"), i: v.string(), r: v.optional(v.unknown()), e: v.optional(v.unknown()) }),
]);

/** Answers `local` calls with `handlers`, and asks `remote` calls of the other end. */
export function openChannel<Local extends Contract, Remote extends Contract>(
  wire: Wire,
  local: Local,
  handlers: Handlers<Local>,
  remote: Remote,
  onRefused: (why: string) => void,
): Channel<Remote> {
  type Envelope = Promise<Result<unknown>>;
  const answer = async (call: string, raw: unknown): Envelope => {
    const contract = local[call];
    const handler = handlers[call as keyof Local];
    const asked = contract === undefined ? undefined : v.safeParse(contract.ask, raw);
    if (asked?.success !== true) {
      onRefused(`A malformed "${call}" was refused`);
      return fail(`"${call}" was asked with something it does not take`);
    }
    try {
      return ok(await handler(asked.output as Ask<Local, keyof Local>));
    } catch (thrown) {
      return fail(reasonOf(thrown));
    }
  };
  const functions = Object.fromEntries(
    Object.keys(local).map((call) => [call, (raw: unknown) => answer(call, raw)]),
  );

  let stop = (): void => undefined;
  const rpc = createBirpc<Record<string, (ask: unknown) => Envelope>, typeof functions, false>(functions, {
    proxify: false,
    timeout: timeoutMs,
    resolver: (call) => (Object.hasOwn(functions, call) ? functions[call] : undefined),
    post: (message: string) => {
      if (message.length > longestMessage) throw new Error("It is too large to be sent");
      wire.post(message);
    },
    on: (receive) => {
      stop = wire.listen((message) => {
        const parsed = readMessage(message);
        if (parsed === undefined) onRefused("A message that is not ours was ignored");
        else receive(parsed);
      });
    },
    off: () => stop(),
    // Without a call's name it is one of ours that failed, and its asker hears of it. Else an answer could not be sent:
    // its asker is told why, if that at least arrives.
    onGeneralError: (failure, call) => {
      if (call === undefined) return false;
      onRefused(`The answer to "${call}" could not be sent: ${reasonOf(failure)}`);
      return true;
    },
    serialize: (message: unknown) =>
      JSON.stringify(message, (_key, value: unknown) => (value instanceof Error ? value.message : value)),
  });

  return {
    async ask(call, ask) {
      const contract = Object.hasOwn(remote, call) ? remote[call] : undefined;
      if (contract === undefined) throw new Error(`There is no call "${call}"`);
      const envelope = await rpc.$call(call, ask).catch((thrown: unknown) => fail(reasonOf(thrown)));
      if (!envelope.ok) throw new Error(envelope.why);
      return v.parse(contract.answer, envelope.value) as Answer<Remote, typeof call>;
    },
    close: () => {
      if (!rpc.$closed) rpc.$close(new Error("The other end has closed"));
    },
  };
}

function readMessage(message: unknown): unknown {
  if (typeof message !== "string" || message.length > longestMessage) return undefined;
  try {
    const parsed = v.safeParse(messageSchema, JSON.parse(message));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // not JSON: the caller reports it
  }
}
