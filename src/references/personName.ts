/** The parts of a person's name, as bibliographies tell them apart. Names are kept as sources wrote them: in one line. */
import { isNameSuffix } from "../library/importers/people.ts";

export interface PersonName {
  /** With its particle: "van der Maaten". All of it for an organisation, and where nothing tells the parts apart. */
  readonly family: string;
  readonly given: string;
  /** "Jr.", "III". */
  readonly suffix: string;
  /** It is no person, or not told apart: it stands as it is. */
  readonly isWhole: boolean;
}

const particles = new Set(
  "af al bin da das de del della den der des di do dos du el ibn la las le lo los ten ter van vande vanden vander von zu zum zur".split(
    " ",
  ),
);
const organisation =
  /\b(?:team|group|collaboration|consortium|committee|community|institute|university|laborator(?:y|ies)|labs?|foundation|inc|project|contributors)\b|\d/iu;

/** "Ada King", "King, Ada", "King, Jr., Martin Luther", "Martin Luther King Jr.", "OpenAI", "戴勇". */
export function personName(text: string): PersonName {
  const name = text.replace(/\s+/gu, " ").trim();
  const whole: PersonName = { family: name, given: "", suffix: "", isWhole: true };
  if (organisation.test(name)) return whole;
  const parts = name.split(/\s*,\s*/u).filter((part) => part !== "");
  if (parts.length > 1) {
    const suffix = parts.slice(1).find(isNameSuffix) ?? "";
    const [family = "", ...rest] = parts.filter((part) => part !== suffix);
    return rest.length === 0
      ? { ...personName(family), suffix }
      : { family, given: rest.join(" "), suffix, isWhole: false };
  }
  const words = name.split(" ");
  const last = words.at(-1) ?? "";
  const suffix = words.length > 2 && isNameSuffix(last) ? last : "";
  if (suffix !== "") words.pop();
  if (words.length === 1) return whole;
  const particle = words.findIndex((word, at) => at > 0 && at < words.length - 1 && particles.has(word));
  const start = particle === -1 ? words.length - 1 : particle;
  const given = words.slice(0, start);
  if (given.every((word) => particles.has(word))) return whole;
  return { family: words.slice(start).join(" "), given: given.join(" "), suffix, isWhole: false };
}

/** "Jean-Luc Ada" as "J.-L. A.". */
export const initialsOf = ({ given }: PersonName): string =>
  given
    .split(" ")
    .map((word) =>
      word
        .split("-")
        .flatMap((part) => (/^\p{L}/u.test(part) ? [`${[...part][0]?.toUpperCase()}.`] : []))
        .join("-"),
    )
    .filter((word) => word !== "")
    .join(" ");

/** "Martin Luther King Jr." */
export const givenFirst = ({ given, family, suffix }: PersonName): string =>
  [given, family, suffix].filter((part) => part !== "").join(" ");

/** "King, Martin Luther, Jr." */
export const familyFirst = ({ given, family, suffix }: PersonName): string =>
  [family, given, suffix].filter((part) => part !== "").join(", ");
