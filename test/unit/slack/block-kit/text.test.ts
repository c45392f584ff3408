import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMrkdwn, sanitizeLine, truncate } from '../../../../src/slack/block-kit/escaping.ts';
import { createTimeWriter } from '../../../../src/slack/block-kit/time-text.ts';
import { textOfMessage } from '../../../../src/slack/questions/message-texts.ts';
import { unescapeCommandText } from '../../../../src/slack/questions/unescape-command-text.ts';
import { hostileText, NOW } from '../../../support/floors/agent-cards.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

describe('text from outside', () => {
  test.each([
    ['one\r\ntwo\u2028three\t four', 'one two three four'],
    ['\u202eevil\u202c \u2066x\u2069', 'evil x'],
    ['a\u0000b\u0007', 'a b'],
    ['\ud800', '\ufffd'],
    ['\u200b \u200d', ''],
    ['نیم\u200cفاصله', 'نیم\u200cفاصله'],
    ['x'.repeat(100), `${'x'.repeat(29)}…`],
    ['😀'.repeat(100), `${'😀'.repeat(14)}…`],
  ])('%j is shown as %j', (text, shown) => {
    expect(sanitizeLine(text, 30)).toBe(shown);
  });

  test('is one line without control characters, within its maximum length', async () => {
    await checkProperty(
      fc.property(hostileText, fc.integer({ min: 1, max: 200 }), (text, longest) => {
        const clean = sanitizeLine(text, longest);
        expect(clean.length).toBeLessThanOrEqual(longest);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  test.each([
    ['<!channel> <@U1>', '&lt;!channel&gt; &lt;@·U1&gt;'],
    ['&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['*b* _i_ ~s~ `c`', '*·b*· _·i_· ~·s~· `·c`·'],
    [':smile: :100:', ':·smile: :·100:'],
    ['https://evil.example', 'https:·//evil.·example'],
    ['at 14:03:05 we said: go.', 'at 14:03:05 we said: go.'],
    ['1,034.5 of www.163.com', '1,034.5 of www.·163.·com'],
  ])('in mrkdwn %j is shown unchanged', (text, escaped) => {
    expect(escapeMrkdwn(text)).toBe(escaped.replaceAll('·', '\u200b'));
  });

  test.each([
    ['Sales &amp; Co', 'Sales & Co'],
    ['A &lt;b&gt; C', 'A <b> C'],
    ['Sales & Co <3>', 'Sales & Co <3>'],
    ['&amp;lt; &amp;amp; &quot; &AMP;', '&lt; &amp; &quot; &AMP;'],
    [undefined, ''],
    ['<#C0123|ops> <#C0123> <#C0123|>', '#ops #C0123 #C0123'],
    ['<@U0123|ada> <@U0123>', '@ada @U0123'],
    ['<!subteam^S0123|@leads> <!subteam^S0123> <!here> <!channel|channel>', '@leads @S0123 @here @channel'],
    ['<!date^1795197600^{time}|18:00 UTC>', '18:00 UTC'],
    ['<http://support.example|support.example> agents', 'support.example agents'],
    ['<https://a.example/x?b=1&amp;c=2>', 'https://a.example/x?b=1&c=2'],
    [
      '<mailto:sales@a.example|sales@a.example> <tel:+34600123456|600 123 456>',
      'sales@a.example 600 123 456',
    ],
    ['<mailto:sales@a.example>', 'sales@a.example'],
    ['&lt;@U0123&gt;', '<@U0123>'],
    ['<https://a.example|R&amp;D &lt;1&gt;>', 'R&D <1>'],
    ['<3 <b> < <> <!> <|x>', '<3 <b> < <> <!> <|x>'],
  ])('typed, sent as %j, was %j', (sent, typed) => {
    expect(unescapeCommandText(sent)).toBe(typed);
  });

  test('is never truncated within a character', () => {
    expect(truncate('a😀b', 3)).toBe('a…');
    expect(truncate('abc', 3)).toBe('abc');
  });
});

describe('times', () => {
  const time = createTimeWriter({ timeZone: 'Asia/Kolkata', now: NOW });

  test("are shown in the reader's zone, or in the contact centre's as a fallback", () => {
    expect(time.instant(NOW).token).toBe(`<!date^${NOW / 1000}^{time_secs}|18:33:05 Asia/Kolkata>`);
    expect(time.instant(NOW - 86_400_000).plain).toBe('19 Nov 2026, 18:33:05 Asia/Kolkata');
    expect(time.instant(NOW - 86_400_000).token).toContain('{date_short} {time_secs}');
    expect([time.ago(NOW), time.ago(NOW - 61_000)]).toEqual(['just now', '1m 1s ago']);
    expect(time.ago(NOW + 5000)).toBe('just now');
  });

  test('that are impossible are shown as unknown', () => {
    expect([time.instant(Number.NaN).token, time.instant(1e300).plain]).toEqual(
      Array(2).fill('an unknown time'),
    );
  });
});

describe('the visible text of a message', () => {
  test('is its text and the texts in blocks and attachments, without links and ids', () => {
    const message = {
      text: 'one',
      user: 'U1099',
      blocks: [
        {
          type: 'section',
          block_id: '1001',
          text: { type: 'mrkdwn', text: 'two' },
          fields: [{ text: 'three' }],
        },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [{ text: 'four' }, { url: 'https://x/1002', text: 'five' }],
            },
          ],
        },
      ],
      attachments: [{ pretext: 'six', fields: [{ title: 'seven', value: 'eight' }], footer_icon: '1003' }],
    };
    expect(textOfMessage(message).split('\n').toSorted()).toEqual(
      ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].toSorted(),
    );
  });

  test('is found for any depth and size of the message', () => {
    let deep: object = { text: 'bottom' };
    for (let depth = 0; depth < 50_000; depth += 1) deep = { elements: [deep] };
    expect(textOfMessage(deep)).toBe('');
    expect(textOfMessage({ text: 'x'.repeat(100_000) })).toHaveLength(40_000);
    expect(textOfMessage(null)).toBe('');
  });
});
