/** The text of an answer, no longer than is allowed, in the encoding that it says it has. */

const largestBytes = 20_000_000;

export async function boundedText(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let [text, length] = ["", 0];
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return text + (decoder?.decode() ?? "");
    length += value.length;
    if (length > largestBytes) {
      await reader?.cancel();
      throw new Error("sent more than 20 MB");
    }
    decoder ??= decoderFor(answer.headers.get("content-type") ?? "", value);
    text += decoder.decode(value, { stream: true });
  }
}

/** The header's word goes before that of the XML itself (RFC 7303); without either it is UTF-8. */
function decoderFor(type: string, start: Uint8Array): InstanceType<typeof TextDecoder> {
  const prolog = new TextDecoder("latin1").decode(start.subarray(0, 200));
  const named =
    /charset\s*=\s*"?([\w.:-]{1,40})/iu.exec(type)?.[1] ??
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]{1,40})/iu.exec(prolog)?.[1];
  try {
    return new TextDecoder(named ?? "utf-8");
  } catch {
    return new TextDecoder(); // an encoding that nobody knows
  }
}
