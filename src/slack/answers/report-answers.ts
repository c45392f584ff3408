import type { Access } from '../../domain/access/access.ts';
import type { WantedSummary } from '../../domain/commands/summary-command.ts';
import type { ReportQuestion } from '../../summaries/reports/day-report.ts';
import type { ReportResult, ReportService } from '../../summaries/reports/report-service.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { PRIVATE_ANSWER, summaryMessage } from '../blocks/summary-message.ts';
import { noStorageReply } from '../replies/storage-replies.ts';
import { PROBLEMS, queueProblem } from '../replies/subscription-replies.ts';
import type { TextFile } from '../web-api/file-sender.ts';
import { refusedMessage } from './refused.ts';
import { csvName, summaryCsv } from './summary-csv.ts';

type Reports = Pick<ReportService, 'summary' | 'report'>;

export async function summaryAnswer(
  reports: Reports,
  access: Access,
  wanted: WantedSummary,
): Promise<Message> {
  if (access.kind === 'refused') return refusedMessage(access.refusal);
  return reportMessage(await reports.summary(access, wanted), access.agentsRefused === null);
}

export async function reportAnswer(
  reports: Reports,
  access: Access,
  question: ReportQuestion,
): Promise<Message> {
  if (access.kind === 'refused') return refusedMessage(access.refusal);
  return reportMessage(await reports.report(access, question), access.agentsRefused === null);
}

export type CsvAnswer =
  | { readonly kind: 'file'; readonly file: TextFile }
  | { readonly kind: 'none'; readonly message: Message };

export async function csvAnswer(
  reports: Reports,
  access: Access,
  question: ReportQuestion,
): Promise<CsvAnswer> {
  if (access.kind === 'refused') return { kind: 'none', message: refusedMessage(access.refusal) };
  const result = await reports.report(access, question);
  if (result.kind !== 'report') return { kind: 'none', message: reportMessage(result, false) };
  const name = csvName(result.report);
  return { kind: 'file', file: { name, title: name, text: summaryCsv(result.report) } };
}

function reportMessage(result: ReportResult, offersSubscription: boolean): Message {
  switch (result.kind) {
    case 'report':
      return summaryMessage(result.report, { ...PRIVATE_ANSWER, offersSubscription });
    case 'unknown-queue':
    case 'queues-incomplete':
    case 'queues-unknown':
      return sentencesMessage(queueProblem(result));
    case 'not-yet':
      return sentencesMessage(PROBLEMS.notYet(result.date));
    case 'no-storage':
      return sentencesMessage(noStorageReply(result.code));
  }
}
