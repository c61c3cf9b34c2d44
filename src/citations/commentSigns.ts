/** How comments are written, by VS Code's names of languages. */

export type CommentSigns =
  | { readonly line: string }
  /** Of languages that have no comment to the end of the line. */
  | { readonly open: string; readonly close: string };

const lineSigns: Readonly<Record<string, string>> = {
  "//":
    "c cpp csharp cuda cuda-cpp dart fsharp glsl go groovy haxe hlsl java javascript javascriptreact jsonc json5 " +
    "kotlin less metal objective-c objective-cpp php proto proto3 rust sass scala scss shaderlab solidity stan swift " +
    "systemverilog typescript typescriptreact verilog wgsl zig jsonnet bicep",
  "#":
    "cmake coffeescript crystal dockercompose dockerfile dotenv elixir gdscript gitignore graphql ignore julia makefile " +
    "mojo nim nix perl perl6 powershell properties python r raku ruby shellscript snakemake starlark tcl terraform toml yaml",
  "--": "ada applescript elm haskell lean lean4 lua purescript sql vhdl",
  "%": "erlang matlab mercury octave postscript prolog",
  "!": "fortran FortranFreeForm fortran-modern",
  ";": "asm clojure ini lisp racket scheme",
  "'": "vb",
  '"': "viml",
  REM: "bat",
};
const blockSigns: readonly (readonly [open: string, close: string, languages: string])[] = [
  ["/*", "*/", "css"],
  ["<!--", "-->", "astro handlebars html svelte vue xml xsl"],
  ["(*", "*)", "coq ocaml wolfram"],
];

/** Those who know no better sign take this for one too, mostly. */
const usual: CommentSigns = { line: "#" };

export function commentSigns(languageId: string): CommentSigns {
  const has = (languages: string): boolean => languages.split(" ").includes(languageId);
  const line = Object.entries(lineSigns).find(([, languages]) => has(languages))?.[0];
  if (line !== undefined) return { line };
  const block = blockSigns.find(([, , languages]) => has(languages));
  return block === undefined ? usual : { open: block[0], close: block[1] };
}
