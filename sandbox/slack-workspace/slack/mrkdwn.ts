/** The tree that Slack's clients show for a mrkdwn text. */
export type Mrkdwn =
  | { type: 'text'; text: string }
  | { type: 'bold' | 'italic' | 'strike' | 'quote'; children: Mrkdwn[] }
  | { type: 'code' | 'preformatted'; text: string }
  | { type: 'emoji'; name: string }
  | { type: 'link'; url: string; label?: string }
  | { type: 'user' | 'channel' | 'usergroup'; id: string; label?: string }
  | { type: 'broadcast'; range: string }
  | { type: 'date'; timestamp: number; format: string; fallback: string; url?: string };

interface ParseOptions {
  /** The `verbatim` of a text object: bare URLs stay text, but tokens in angle brackets are still parsed. */
  verbatim?: boolean;
}

/** Parses one mrkdwn text. */
export function parseMrkdwn(text: string, { verbatim = false }: ParseOptions = {}): Mrkdwn[] {
  const nodes: Mrkdwn[] = [];
  const parts = text.split('```');
  for (const [index, part] of parts.entries()) {
    const isCode = index % 2 === 1 && index + 1 < parts.length;
    if (isCode) nodes.push({ type: 'preformatted', text: decode(part) });
    else nodes.push(...parseLines(index % 2 === 1 ? `\`\`\`${part}` : part, verbatim));
  }
  return merge(nodes);
}

/** Whether the text is shown unchanged: without formatting, links and mentions. */
export const isPlain = (nodes: readonly Mrkdwn[]): boolean => nodes.every(({ type }) => type === 'text');

/** The visible characters; mentions are shown by label or id. */
export function visibleText(nodes: readonly Mrkdwn[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
        case 'code':
        case 'preformatted':
          return node.text;
        case 'bold':
        case 'italic':
        case 'strike':
        case 'quote':
          return visibleText(node.children);
        case 'emoji':
          return `:${node.name}:`;
        case 'link':
          return node.label ?? node.url;
        case 'user':
        case 'channel':
        case 'usergroup':
          return node.label ?? node.id;
        case 'broadcast':
          return `@${node.range}`;
        case 'date':
          return node.fallback;
      }
    })
    .join('');
}

/** All nodes, at any depth. */
export const allNodes = (nodes: readonly Mrkdwn[]): Mrkdwn[] =>
  nodes.flatMap((node) => ('children' in node ? [node, ...allNodes(node.children)] : [node]));

/** Parses lines. A line that begins with `&gt;` or `>` is quoted. */
function parseLines(text: string, verbatim: boolean): Mrkdwn[] {
  const nodes: Mrkdwn[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) nodes.push({ type: 'text', text: '\n' });
    const quoted = /^(?:&gt;|>)\s?(.*)$/s.exec(line);
    if (quoted === null) nodes.push(...parseInline(line, verbatim));
    else nodes.push({ type: 'quote', children: merge(parseInline(quoted[1] ?? '', verbatim)) });
  }
  return nodes;
}

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const BARE_URL = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]}'"*_~]/;
const EMOJI = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;
const TOKEN = /^<([^<>\n]+)>/;

function parseInline(line: string, verbatim: boolean): Mrkdwn[] {
  const nodes: Mrkdwn[] = [];
  let at = 0;
  while (at < line.length) {
    const { node, length } = nodeAt(line, at, verbatim);
    nodes.push(node);
    at += length;
  }
  return nodes;
}

function nodeAt(line: string, at: number, verbatim: boolean): { node: Mrkdwn; length: number } {
  const rest = line.slice(at);
  const sign = rest[0] ?? '';
  if (sign === '`') {
    const code = /^`([^`]+)`/.exec(rest);
    if (code !== null) return { node: { type: 'code', text: decode(code[1] ?? '') }, length: code[0].length };
  }
  if (sign === '<') {
    const token = TOKEN.exec(rest);
    const node = token === null ? undefined : parseToken(token[1] ?? '');
    if (token !== null && node !== undefined) return { node, length: token[0].length };
  }
  if (sign === ':') {
    const emoji = EMOJI.exec(rest);
    if (emoji !== null) return { node: { type: 'emoji', name: emoji[1] ?? '' }, length: emoji[0].length };
  }
  if (isMark(sign) && opensAt(line, at)) {
    const end = closingAt(line, at, sign);
    if (end !== undefined) {
      const children = parseInline(line.slice(at + 1, end), verbatim);
      return { node: { type: MARKS[sign], children: merge(children) }, length: end + 1 - at };
    }
  }
  const url = verbatim || sign !== 'h' || !opensAt(line, at) ? null : BARE_URL.exec(rest);
  if (url !== null) return { node: { type: 'link', url: decode(url[0]) }, length: url[0].length };
  const text = /^[^`<:*_~h]+/.exec(rest)?.[0] ?? sign;
  return { node: { type: 'text', text }, length: text.length };
}

const isMark = (sign: string): sign is keyof typeof MARKS => sign in MARKS;

/** Whether a mark can open a span here: no letter or digit precedes it. */
const opensAt = (line: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(line[at - 1] ?? '');

/** The position of the closing mark: after a character other than a space, and not before a letter or digit. */
function closingAt(line: string, open: number, sign: string): number | undefined {
  if (/\s/.test(line[open + 1] ?? ' ') || line[open + 1] === sign) return undefined;
  for (let at = open + 2; at < line.length; at += 1) {
    const isPartner = line[at] === sign && !/\s/.test(line[at - 1] ?? ' ');
    if (isPartner && !/[\p{L}\p{N}]/u.test(line[at + 1] ?? ' ')) return at;
  }
  return undefined;
}

/** Parses the text between `<` and `>`. */
function parseToken(token: string): Mrkdwn | undefined {
  const [target = '', ...labels] = token.split('|');
  const label = labels.length > 0 ? { label: decode(labels.join('|')) } : {};
  const person = /^@([UWB][A-Z0-9]*)$/.exec(target);
  if (person !== null) return { type: 'user', id: person[1] ?? '', ...label };
  const channel = /^#([CDG][A-Z0-9]*)$/.exec(target);
  if (channel !== null) return { type: 'channel', id: channel[1] ?? '', ...label };
  const group = /^!subteam\^([A-Z0-9]+)/.exec(target);
  if (group !== null) return { type: 'usergroup', id: group[1] ?? '', ...label };
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date !== null) {
    const [, timestamp = '0', format = '', url] = date;
    const fallback = label.label ?? '';
    return {
      type: 'date',
      timestamp: Number(timestamp),
      format,
      fallback,
      ...(url !== undefined && { url }),
    };
  }
  const broadcast = /^!(channel|here|everyone|group)$/.exec(target);
  if (broadcast !== null) return { type: 'broadcast', range: broadcast[1] ?? '' };
  return /^[a-z][a-z0-9+.-]*:/i.test(target) ? { type: 'link', url: decode(target), ...label } : undefined;
}

/** Decodes Slack's three entities once; the result is not decoded again. */
const decode = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));

function merge(nodes: readonly Mrkdwn[]): Mrkdwn[] {
  const merged: Mrkdwn[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.text += node.text;
    else merged.push({ ...node });
  }
  return merged.map((node) => (node.type === 'text' ? { ...node, text: decode(node.text) } : node));
}
