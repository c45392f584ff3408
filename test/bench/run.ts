import { measureAgentStats } from './agent-stats.ts';
import { measureAnswersDuringBurst } from './answers-during-burst.ts';
import { measureDelivery } from './delivery.ts';
import type { BenchRow } from './figures.ts';
import { measureFirstAnswer } from './first-answer.ts';
import { measureFloorCommand } from './floor-command.ts';
import { measureFloorViews } from './floor-views.ts';
import { measureHistory } from './history.ts';
import { measureSameQuestion } from './same-question.ts';
import { measureSnapshot } from './snapshot.ts';

const MEASUREMENTS = [
  measureFirstAnswer,
  measureAgentStats,
  measureSameQuestion,
  measureSnapshot,
  measureFloorCommand,
  measureFloorViews,
  measureHistory,
  measureDelivery,
  measureAnswersDuringBurst,
];

const rows: BenchRow[] = [];
for (const measure of MEASUREMENTS) rows.push(...(await measure()));

console.log('| what | figure | against | ratio |\n|---|---|---|---|');
for (const { what, figure, against, ratio } of rows)
  console.log(`| ${what} | ${figure} | ${against} | ${ratio} |`);
