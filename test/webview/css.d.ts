/** The bundler takes style sheets that are imported; they have no values. */
declare module "*.css";
