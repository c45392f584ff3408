import { z } from 'zod';

/**
 * The value of a button, a menu or a form: text that begins with the key of the centre, followed by one word
 * for each part of the question. The text passes through Slack, so it is validated like any input. Words are short,
 * because an option of a menu may have 75 characters and the size of a message is limited.
 */
export type ButtonValue<T> = z.ZodType<T, string[]>;

/** The value of a button that is about the centre and nothing else. */
export const CENTRE_ALONE = z.tuple([]);
/** For the centre of a value whose other words do not matter. */
export const ANY_WORDS = z.array(z.string());

export const NUMBER = z.codec(z.string().regex(/^\d{1,15}$/), z.int(), { decode: Number, encode: String });

const NONE = '-';
/** `null`, or the word of a value. */
export function orNone<T>(value: z.ZodType<T, string>) {
  const none = z.codec(z.literal(NONE), z.null(), { decode: () => null, encode: (): typeof NONE => NONE });
  return z.union([none, value]);
}

/** A list of words without spaces and commas; an empty list is `-`. */
const WORDS = z.codec(z.string(), z.array(z.string()), {
  decode: (text) => (text === NONE ? [] : text.split(',')),
  encode: (words) => words.join(',') || NONE,
});

export function listOf<T>(value: z.ZodType<T, string>) {
  return WORDS.pipe(z.array(value));
}

export function writeValue<T>(schema: ButtonValue<T>, centre: string, value: T): string {
  return [centre, ...z.encode(schema, value)].join(' ');
}

/** Reads a value with its centre's key; `undefined` for an old or forged one. */
export function readValue<T>(
  schema: ButtonValue<T>,
  text: string,
): { readonly centre: string; readonly value: T } | undefined {
  const [centre = '', ...words] = text.split(' ');
  const read = z.safeDecode(schema, words);
  return read.success ? { centre, value: read.data } : undefined;
}

/** A button has a value; a menu has one value per option. */
const actionSchema = z.union([
  z.object({ value: z.string() }).transform((action) => action.value),
  z
    .object({ selected_option: z.object({ value: z.string() }) })
    .transform((action) => action.selected_option.value),
]);

/** Returns the value of a button or menu; empty if it has none. */
export function valueOf(action: unknown): string {
  return actionSchema.safeParse(action).data ?? '';
}
