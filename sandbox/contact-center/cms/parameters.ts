/**
 * Fields of a request, checked against the documented types and ranges. Each reader returns `undefined` for a value
 * that is missing or out of range.
 */
export interface Parameters {
  integer(name: string, min: number, max: number): number | undefined;
  /** An agent id: 101 to 59999 or 70000 to 999999. Ids in the gap are invalid (pages 0628, 0634). */
  agentId(name?: string): number | undefined;
  integers(name: string, maxLength: number, min: number, max: number): readonly number[] | undefined;
  agentIds(maxLength: number): readonly number[] | undefined;
  texts(name: string, maxLength: number): readonly string[] | undefined;
  text(name: string): string | undefined;
  has(name: string): boolean;
}

export function readParameters(
  fields: Readonly<Record<string, unknown>>,
  integers: 'documented' | 'loose',
): Parameters {
  const isLoose = integers === 'loose';
  const legalAgentId = (value: unknown): number | undefined =>
    inRange(value, 101, 59_999) ?? inRange(value, 70_000, 999_999);
  /** Accepts the text "1" for the number 1 if `integers` is 'loose'. */
  function inRange(value: unknown, min: number, max: number): number | undefined {
    const isNumber =
      typeof value === 'number' || (isLoose && typeof value === 'string' && /^\d+$/.test(value));
    const number = Number(value);
    return isNumber && Number.isInteger(number) && number >= min && number <= max ? number : undefined;
  }
  const list = (name: string, maxLength: number): readonly unknown[] | undefined => {
    const value = fields[name];
    return Array.isArray(value) && value.length > 0 && value.length <= maxLength ? value : undefined;
  };
  const checkedList = <T>(
    name: string,
    maxLength: number,
    check: (item: unknown) => T | undefined,
  ): readonly T[] | undefined => {
    const checked = list(name, maxLength)?.map(check);
    return checked?.every((item) => item !== undefined) === true ? checked : undefined;
  };
  return {
    integer: (name, min, max) => inRange(fields[name], min, max),
    agentId: (name = 'agentId') => legalAgentId(fields[name]),
    integers: (name, maxLength, min, max) => checkedList(name, maxLength, (item) => inRange(item, min, max)),
    agentIds: (maxLength) => checkedList('agentIds', maxLength, legalAgentId),
    texts: (name, maxLength) =>
      checkedList(name, maxLength, (item) => (typeof item === 'string' ? item : undefined)),
    text: (name) => (typeof fields[name] === 'string' ? fields[name] : undefined),
    has: (name) => fields[name] !== undefined && fields[name] !== null,
  };
}
