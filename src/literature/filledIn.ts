import Mustache from "mustache";
import { asMarkdown } from "../library/markdownText.ts";
import { withoutMarks } from "./generatedSection.ts";

/** A template with its values, those in two braces escaped as Markdown. @throws when it cannot be read */
export const filledIn = (template: string, view: object): string =>
  withoutMarks(Mustache.render(template, view, {}, { escape: (value) => asMarkdown(String(value)) }));
