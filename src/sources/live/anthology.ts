/** The ACL Anthology, which hands out the entry of each paper. */
import { fail, ok } from "../../base/result.ts";
import { importBibtex } from "../../citations/bibImport.ts";
import { finished } from "../../library/importers/importer.ts";
import { aclNames } from "../../library/paperSites.ts";
import { anotherPaper, jsonWish, type Source } from "./source.ts";

export const anthology: Source = {
  name: "ACL Anthology",
  wish: (id) =>
    jsonWish(`https://aclanthology.org/${encodeURIComponent(written(id))}.bib`, {
      accept: "application/x-bibtex, text/plain",
      takes: /bibtex|text\/plain|octet-stream/iu,
    }),
  read: (answer, id) => {
    const [draft] = finished(importBibtex(answer)).drafts;
    if (draft === undefined) return fail("sent no entry");
    const { identifiers = [], resources = [] } = draft;
    const names = aclNames(id);
    const isIt =
      identifiers.some((each) => names.some((name) => name === each.toLowerCase())) ||
      resources.some(({ url }) => url.toLowerCase().includes(`/${id.toLowerCase()}`));
    if (!isIt) return anotherPaper;
    return ok({
      ...draft,
      identifiers: [...new Set([...identifiers, ...names.filter((each) => each.startsWith("acl:"))])],
      resources: [...resources, { kind: "pdf", url: `https://aclanthology.org/${written(id)}.pdf` }],
      source: { kind: "acl-anthology" },
    });
  },
};

/** "p18-1001" has a capital in addresses. */
const written = (id: string): string => (/^[a-z]\d{2}-/iu.test(id) ? id.toUpperCase() : id.toLowerCase());
