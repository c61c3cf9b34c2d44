/** The part of the library that the tests use. */
declare module "jsonld" {
  interface LoadedDocument {
    readonly document: unknown;
    readonly documentUrl: string;
    readonly contextUrl?: string;
  }
  interface ExpandOptions {
    readonly base: string;
    /** Throws where something would be dropped. */
    readonly safe: true;
    readonly documentLoader: (url: string) => Promise<LoadedDocument>;
  }
  const jsonld: { expand(document: object, options: ExpandOptions): Promise<unknown[]> };
  export default jsonld;
}
