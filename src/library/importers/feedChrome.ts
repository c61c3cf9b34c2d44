/** What a feed page shows around its entries: navigation, votes, counts, buttons. */

const shapes = [
  /^(?!\d{4}-\d\d-\d\d$)[^\p{L}]+$/u, // votes, dots, arrows, but not a date
  /^\d[\d.,]*[km]$/iu,
  /^(?:new|today|daily|weekly|monthly|daily papers|trending papers|papers|models|datasets|spaces|docs|pricing)$/iu,
  /^by\s*AK and the research community$/iu,
  /^get trending papers in your email inbox!?$/iu,
  /^(?:(?:un)?subscribe|log ?in|sign ?up|search|menu|load more|view all|next|previous)$/iu,
  /^back to (?:top|(?:daily |trending )?papers)$/iu,
  /^[^\p{L}]*(?:(?:up)?votes?|upvoted)[^\p{L}]*$/iu,
  /^(?:submitted|posted|published)\s+(?:by|on|to)(?:\s.{0,80})?$/iu,
  /^[·•]?\s*\d+\s+(?:authors?|comments?|repl(?:y|ies)|likes?|models?|datasets?|spaces?|stars?)$/iu,
  /^(?:view|open|read)\s+(?:on\s+)?(?:arxiv|pdf|paper|abstract|page|project|github)(?:\s+(?:page|paper|pdf))?$/iu,
  /^(?:arxiv|pdf|github|project(?: page)?|abstract|code|html|ai-generated summary|community|share|bookmark)[\s:·\d.k]*$/iu,
  /^@[\w-]{1,39}$/u,
  /^https?:\/\/\S+$/iu,
];

export const isChrome = (line: string): boolean => shapes.some((shape) => shape.test(line));

/** "Submitted by" may stand on one line and the person's account on the next. */
export const namesNextLine = (line: string | undefined, next: string): boolean =>
  line !== undefined && /^(?:submitted|posted) by$/iu.test(line) && /^\S{1,42}$/u.test(next);
