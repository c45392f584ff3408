import { describe, expect, test } from 'vitest';

import { checkMessage } from '../../../../sandbox/slack-workspace/slack/block-kit/message.ts';
import { csvName, summaryCsv } from '../../../../src/slack/answers/summary-csv.ts';
import { LIMITS } from '../../../../src/slack/block-kit/limits.ts';
import type { Message } from '../../../../src/slack/block-kit/message.ts';
import type { SummaryOccasion } from '../../../../src/slack/blocks/summary-buttons.ts';
import { summaryMessage } from '../../../../src/slack/blocks/summary-message.ts';
import type { DayReport } from '../../../../src/summaries/reports/day-report.ts';
import { goldenFile, goldenLines } from '../../../support/floors/golden-file.ts';
import { DAYS, HOSTILE, reportOf } from '../../../support/floors/summary-days.ts';
import { messageViolations } from '../../../support/pages/block-violations.ts';
import { markupOf } from '../../../support/pages/slack-markup.ts';

/** Reports are computed once, because the day of 200 queues takes a second. */
const REPORTS = new Map<string, DayReport>();
for (const [name, day] of Object.entries(DAYS)) REPORTS.set(name, await reportOf(day));

function reportFor(name: keyof typeof DAYS): DayReport {
  const report = REPORTS.get(name);
  if (report === undefined) throw new Error(`no report of ${name}`);
  return report;
}

const POSTED: SummaryOccasion = {
  subscriptionNumber: 3,
  isRequested: false,
  offersSubscription: false,
  late: null,
};

function problemsOf(message: Message): string[] {
  const size = JSON.stringify(message.blocks).length;
  expect(size).toBeLessThanOrEqual(LIMITS.messageSize);
  const sent = [message, ...(message.fallback === undefined ? [] : [{ ...message, ...message.fallback }])];
  return sent.flatMap(({ text, blocks }) => [
    ...messageViolations({ text, blocks }),
    ...(checkMessage({ text, blocks })?.messages ?? []),
    ...[text, ...markupOf(blocks)].filter((shown) => /[<>]/.test(shown)),
    ...(/\bundefined\b|\bNaN\b|\[object|Infinity|\bnull\b/.exec(JSON.stringify(blocks)) ?? []),
  ]);
}

describe.each([...REPORTS])('the summary of a %s', (name, report) => {
  const file = (ending: string) => goldenFile(`summaries/${name}${ending}`);

  test('equals its golden file, within every limit, and is accepted by the workspace', async () => {
    const message = summaryMessage(report, POSTED);
    expect(problemsOf(message)).toEqual([]);
    await expect(goldenLines(message)).toMatchFileSnapshot(file('.txt'));
  });

  test('has a file with a row for each queue and one for the whole', async () => {
    const csv = summaryCsv(report);
    expect(csv.startsWith('\uFEFF'), 'the byte-order mark').toBe(true);
    const rows = csv.trimEnd().split('\r\n');
    expect(rows).toHaveLength(2 + report.summary.queues.size);
    const width = rows[0]?.split(',').length;
    const uneven = rows.filter((row) => !row.includes('"') && row.split(',').length !== width);
    expect(uneven).toEqual([]);
    expect(csvName(report)).toMatch(/^1-170-floor-\d{4}-\d\d-\d\d(?:-queues-[\d-]+)?\.csv$/);
    await expect(shortenedCsv(csv)).toMatchFileSnapshot(file('.csv'));
  });
});

/** Shortens a long file to its heading, the row of the whole, that of the first queue, and a count. */
function shortenedCsv(csv: string): string {
  const rows = csv.split('\r\n');
  return rows.length > 20 ? `${rows.slice(0, 3).join('\r\n')}\r\nand ${rows.length - 4} more\r\n` : csv;
}

describe('a summary', () => {
  test('that is late has its due time', async () => {
    const report = reportFor('busy day');
    const dueAt = Date.parse('2026-11-20T18:00Z');
    const message = summaryMessage(report, { ...POSTED, late: { dueAt, byMs: 94 * 60_000 } });
    expect(problemsOf(message)).toEqual([]);
    expect(message.text).toContain('Late: due 18:00, posted 1h 34m late');
  });

  test('has the largest change first, with its reference', async () => {
    const { text } = summaryMessage(reportFor('busy day'), POSTED);
    expect(text.split('\n')[2]).toMatch(/(?:up|down) from .+ the mean of 2 earlier Fridays\.$/);
  });

  test('of a day without data has no figure, not even zero', async () => {
    const { text, blocks } = summaryMessage(reportFor('no data'), POSTED);
    expect(text).toContain('No data for this day');
    expect(text).not.toMatch(/\b0(?:m\b| agents)|: 0\b/);
    expect(blocks.map(({ type }) => type)).not.toContain('data_visualization');
  });

  test('of queues that were not stored as one set says so, also in its text', async () => {
    const report = reportFor('two queues');
    const unkept = { ...report, summary: { ...report.summary, whole: null } };
    const message = summaryMessage(unkept, POSTED);
    expect(problemsOf(message)).toEqual([]);
    const words = 'These queues were not kept as one group for this day';
    expect(message.text).toContain(words);
    expect(JSON.stringify(message.blocks).split(words)).toHaveLength(2);
  });

  test('has no columns for hours without data, and names them', async () => {
    const report = reportFor('gaps');
    const { blocks, text } = summaryMessage(report, POSTED);
    expect(JSON.stringify(blocks)).toContain('Nothing was observed at 04:00, 05:00, 10:00');
    expect(text).toMatch(/Data coverage \d+%, longest gap/);
  });

  test('of 200 queues has those with the largest issues, and the number of queues in the file', async () => {
    const report = reportFor('200 queues');
    const message = summaryMessage(report, POSTED);
    const table = message.blocks.find((block) => block.type === 'table');
    const rows = table?.type === 'table' ? table.rows.length - 1 : 0;
    expect(rows).toBeGreaterThan(12);
    expect(JSON.stringify(message.blocks)).toContain(`${200 - rows} more queues are in the CSV file`);
  });

  test('has two columns for a repeated hour', async () => {
    const { blocks } = summaryMessage(reportFor('day of 25 hours'), POSTED);
    const chart = blocks.find((block) => block.type === 'data_visualization');
    expect(
      chart?.type === 'data_visualization' && chart.chart.axis_config.categories.length,
    ).toBeLessThanOrEqual(20);
  });

  test('has no formula in its file, for any queue names', async () => {
    const csv = summaryCsv(await reportOf({ ...DAYS['hostile names'], names: HOSTILE }));
    expect(csv).toContain(`"'=cmd|""/c calc""!A1"`);
    expect(csv).not.toMatch(/(?:^|,)[=+@]/m);
  });
});
