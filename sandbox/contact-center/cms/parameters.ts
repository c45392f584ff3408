/**
 * Fields of a request, checked against the documented types and ranges. Each reader returns `undefined` for a value
 * that is missing or out of range.
 */
export interface Parameters {
  integer(name: string, low: number, high: number): number | undefined;
  /** An agent id: 101 to 59999 or 70000 to 999999. Ids in the gap are invalid (pages 0628, 0634). */
  agentId(name?: string): number | undefined;
  integers(name: string, most: number, low: number, high: number): readonly number[] | undefined;
  agentIds(most: number): readonly number[] | undefined;
  texts(name: string, most: number): readonly string[] | undefined;
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
  function inRange(value: unknown, low: number, high: number): number | undefined {
    const isNumber =
      typeof value === 'number' || (isLoose && typeof value === 'string' && /^\d+$/.test(value));
    const number = Number(value);
    return isNumber && Number.isInteger(number) && number >= low && number <= high ? number : undefined;
  }
  const list = (name: string, most: number): readonly unknown[] | undefined => {
    const value = fields[name];
    return Array.isArray(value) && value.length > 0 && value.length <= most ? value : undefined;
  };
  const checkedList = <T>(
    name: string,
    most: number,
    check: (item: unknown) => T | undefined,
  ): readonly T[] | undefined => {
    const checked = list(name, most)?.map(check);
    return checked?.every((item) => item !== undefined) === true ? checked : undefined;
  };
  return {
    integer: (name, low, high) => inRange(fields[name], low, high),
    agentId: (name = 'agentId') => legalAgentId(fields[name]),
    integers: (name, most, low, high) => checkedList(name, most, (item) => inRange(item, low, high)),
    agentIds: (most) => checkedList('agentIds', most, legalAgentId),
    texts: (name, most) => checkedList(name, most, (item) => (typeof item === 'string' ? item : undefined)),
    text: (name) => (typeof fields[name] === 'string' ? fields[name] : undefined),
    has: (name) => fields[name] !== undefined && fields[name] !== null,
  };
}
