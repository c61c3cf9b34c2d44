import * as p from "pdfjs-dist/legacy/build/pdf.mjs"; import "pdfjs-dist/legacy/web/pdf_viewer.css"; console.log(p)
