import type { Paper } from "../../domain/paper.ts";

const longest = 48;

export const tabTitle = ({ title }: Paper): string =>
  title.length <= longest ? title : `${title.slice(0, title.lastIndexOf(" ", longest - 1) || longest - 1)}…`;
