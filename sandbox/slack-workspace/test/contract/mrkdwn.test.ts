import { assert, pre, property, string, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeText } from '../../slack/acts/composer.ts';
import { mentionsIn } from '../../slack/mentions.ts';
import { isPlain, type Mrkdwn, parseMrkdwn, visibleText } from '../../slack/mrkdwn.ts';

const t = (text: string): Mrkdwn => ({ type: 'text', text });

describe('Slack reads a text', () => {
  test.each<[string, Mrkdwn[]]>([
    ['plain words', [t('plain words')]],
    [
      '*bold* and _italic_ and ~gone~',
      [
        { type: 'bold', children: [t('bold')] },
        t(' and '),
        { type: 'italic', children: [t('italic')] },
        t(' and '),
        { type: 'strike', children: [t('gone')] },
      ],
    ],
    ['*_both_*', [{ type: 'bold', children: [{ type: 'italic', children: [t('both')] }] }]],
    ['2*3*4 and snake_case_name', [t('2*3*4 and snake_case_name')]],
    ['* not bold * nor ** this', [t('* not bold * nor ** this')]],
    ['`*code*` ok', [{ type: 'code', text: '*code*' }, t(' ok')]],
    ['```a\n*b*```', [{ type: 'preformatted', text: 'a\n*b*' }]],
    ['&gt; quoted\nnot', [{ type: 'quote', children: [t('quoted')] }, t('\nnot')]],
    [':wave: 12:30:45', [{ type: 'emoji', name: 'wave' }, t(' 12'), { type: 'emoji', name: '30' }, t('45')]],
    [
      '<!channel> <!here>',
      [{ type: 'broadcast', range: 'channel' }, t(' '), { type: 'broadcast', range: 'here' }],
    ],
    [
      '<@U123|ada> <#C1> <!subteam^S1>',
      [
        { type: 'user', id: 'U123', label: 'ada' },
        t(' '),
        { type: 'channel', id: 'C1' },
        t(' '),
        { type: 'usergroup', id: 'S1' },
      ],
    ],
    ['<https://a.b/c|click>', [{ type: 'link', url: 'https://a.b/c', label: 'click' }]],
    ['see https://a.b/c.', [t('see '), { type: 'link', url: 'https://a.b/c' }, t('.')]],
    [
      '<!date^1392734382^{date} at {time}|then>',
      [{ type: 'date', timestamp: 1_392_734_382, format: '{date} at {time}', fallback: 'then' }],
    ],
    ['&lt;!channel&gt; &amp;lt;', [t('<!channel> &lt;')]],
    ['a < b', [t('a < b')]],
  ])('%s', (text, tree) => {
    expect(parseMrkdwn(text)).toEqual(tree);
  });

  test('bare URLs stay text if the text object is verbatim; tokens do not', () => {
    expect(isPlain(parseMrkdwn('see https://a.b/c', { verbatim: true }))).toBe(true);
    expect(isPlain(parseMrkdwn('<!here>', { verbatim: true }))).toBe(false);
  });

  test('escaped text has no tokens, whatever was typed', () => {
    assert(
      property(string(), (typed) => {
        const nodes = parseMrkdwn(escapeText(typed), { verbatim: true });
        expect(JSON.stringify(nodes)).not.toMatch(/"type":"(user|channel|usergroup|broadcast|date|link)"/);
      }),
    );
  });

  test('text without marks is shown unchanged', () => {
    assert(
      property(stringMatching(/^[a-z0-9 <>&;]*$/), (typed) => {
        pre(!/^>|<[^<>]+>/.test(typed));
        expect(visibleText(parseMrkdwn(escapeText(typed), { verbatim: true }))).toBe(typed);
      }),
    );
  });
});

const section = (text: string, more = {}) => ({ type: 'section', text: { type: 'mrkdwn', text, ...more } });

describe('a message mentions', () => {
  test('people in its text only if no block replaces the text', () => {
    expect(mentionsIn({ text: '<@U1> <!here>' })).toMatchObject({ users: ['U1'], broadcasts: ['here'] });
    expect(mentionsIn({ text: '<@U1>', blocks: [section('hello')] })).toMatchObject({ users: [] });
  });

  test('people anywhere in its blocks', () => {
    const blocks = [
      section('*<@U1>*'),
      { type: 'context', elements: [{ type: 'mrkdwn', text: '<!subteam^S1>' }] },
      { type: 'header', text: { type: 'plain_text', text: '<!channel>' } },
      { type: 'table', rows: [[{ type: 'raw_text', text: '<@U9>' }]] },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U2' },
              { type: 'broadcast', range: 'channel' },
            ],
          },
        ],
      },
    ];
    expect(mentionsIn({ text: '', blocks })).toEqual({
      users: ['U1', 'U2'],
      userGroups: ['S1'],
      broadcasts: ['channel'],
      channels: [],
      links: [],
    });
  });

  test('no one if names are escaped', () => {
    const blocks = [section('&lt;!channel&gt; &lt;@U1&gt;', { verbatim: true })];
    expect(Object.values(mentionsIn({ text: '', blocks })).flat()).toEqual([]);
  });
});
