/** Hosts that only exist from here: no answer from the web may lead there. */

/** @param host as `URL` has it: lower case, addresses in their usual form, those of version 6 in brackets. */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/\.$/u, "");
  if (name.startsWith("[")) return isPrivateIn6(name.slice(1, -1));
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(name)?.slice(1).map(Number);
  if (parts !== undefined) return isPrivateIn4(parts);
  return (
    !name.includes(".") ||
    /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/u.test(name)
  );
}

/** Private, loopback, link-local (where clouds keep their secrets), shared, reserved and broadcast. */
function isPrivateIn4([a = 0, b = 0]: readonly number[]): boolean {
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19))
  );
}

/** Of version 6 only what is routed in public; what wraps an address of version 4 is none of it. */
const isPrivateIn6 = (address: string): boolean =>
  !/^[23][0-9a-f]{3}:/u.test(address) || address.startsWith("2002:");
