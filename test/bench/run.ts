import { measureAgentStats } from './agent-stats.ts';
import type { BenchRow } from './figures.ts';
import { measureFloorViews } from './floor-views.ts';
import { measureSameQuestion } from './same-question.ts';
import { measureSnapshot } from './snapshot.ts';

const MEASUREMENTS = [measureAgentStats, measureSameQuestion, measureSnapshot, measureFloorViews];

const rows: BenchRow[] = [];
for (const measure of MEASUREMENTS) rows.push(...(await measure()));

console.log('| what | figure | against | ratio |\n|---|---|---|---|');
for (const { what, figure, against, ratio } of rows)
  console.log(`| ${what} | ${figure} | ${against} | ${ratio} |`);
