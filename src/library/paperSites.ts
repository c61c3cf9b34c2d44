/** Names of papers in addresses of sites that have ids of their own: OpenReview, the ACL Anthology, Semantic Scholar. */

export type SiteName = `${"openreview" | "acl" | "s2" | "corpusid" | "doi"}:${string}`;

/** "2020.acl-main.447", and of the years before "P18-1001". */
export const aclId = String.raw`20\d{2}\.[a-z0-9_]{2,20}-[a-z0-9]{1,12}\.\d{1,4}`;
const olderAclId = String.raw`[a-z]\d{2}-\d{4}`;

const sites: readonly (readonly [RegExp, (id: string) => readonly SiteName[]])[] = [
  [
    /^openreview\.net\/(?:forum|pdf|attachment)\?(?:[^#]{0,200}&)?id=([\w-]{3,40})/iu,
    (id) => [`openreview:${id}`],
  ],
  [
    new RegExp(
      String.raw`^(?:aclanthology\.org|aclweb\.org\/anthology)\/(?:papers\/)?(${aclId}|${olderAclId})`,
      "iu",
    ),
    (id) => aclNames(id),
  ],
  [/^semanticscholar\.org\/paper\/(?:[^/?#]{0,300}\/)?([0-9a-f]{40})/iu, (id) => [`s2:${id.toLowerCase()}`]],
  [/^(?:api\.)?semanticscholar\.org\/corpusid:(\d{1,12})/iu, (id) => [`corpusid:${id}`]],
];

/** The Anthology gives every paper a DOI made of its id. */
export const aclNames = (id: string): readonly SiteName[] => [
  `acl:${id.toLowerCase()}`,
  `doi:10.18653/v1/${id.toLowerCase()}`,
];

/** Empty for addresses of other sites. */
export function namesInUrl(url: string): readonly SiteName[] {
  const bare = url.replace(/^https?:\/\//iu, "").replace(/^www\./iu, "");
  for (const [shape, namesOf] of sites) {
    const id = shape.exec(bare)?.[1];
    if (id !== undefined) return namesOf(id);
  }
  return [];
}
