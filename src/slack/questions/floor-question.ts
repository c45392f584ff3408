import { z } from 'zod';
import { valueOf } from './action-value.ts';

const page = z.int().nonnegative();
/** 1 to 5000 in the documents; other values are passed back unchanged. */
const queueId = z.int().nonnegative();

const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('floor') }),
  z.strictObject({ kind: z.literal('queues'), page }),
  z.strictObject({ kind: z.literal('queue'), id: queueId, view: z.enum(['status', 'agents']) }),
]);

/** A query about the floor, as buttons and menus carry it. Pages count from 0. */
export type FloorQuestion = Readonly<z.infer<typeof questionSchema>>;

export function writeFloorQuestion(question: FloorQuestion): string {
  return JSON.stringify(question);
}

/** Reads the value of a button; `undefined` for an old or forged one. */
export function readFloorQuestion(action: unknown): FloorQuestion | undefined {
  return valueOf(action, questionSchema);
}
