/** Why a site cannot be reached, in words, by the code that the platform gives (Node's “TLS” and “errors”). */

export interface Unreachable {
  readonly why: string;
  /** Another try in a second would come to the same. */
  readonly isLasting: boolean;
}

const noWay = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)$/u;

const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "its certificate has expired; look whether the date of this computer is right",
  CERT_NOT_YET_VALID: "its certificate is not valid yet; look whether the date of this computer is right",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate that it shows is another site's",
  CERT_REVOKED: "its certificate was revoked",
};

const unsigned =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_UNTRUSTED|CERT_REJECTED)$/u;

/** @param code empty where there is none, as in browsers */
export function unreachable(code: string): Unreachable {
  const named = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
  const why =
    named ??
    (unsigned.test(code)
      ? "its certificate is signed by nobody whom this computer trusts; a proxy or the page of a hot spot may stand between"
      : /^(?:ERR_SSL|ERR_TLS|EPROTO)/u.test(code)
        ? "no safe connection can be made"
        : undefined);
  if (why !== undefined) return { why: `cannot be trusted: ${why} (${code})`, isLasting: true };
  return { why: `cannot be reached${code === "" ? "" : ` (${code})`}`, isLasting: noWay.test(code) };
}
