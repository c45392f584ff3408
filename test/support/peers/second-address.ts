/** Any other address of this machine than 127.0.0.1: a server on all interfaces answers there too. Linux has it unasked. */
export const SECOND_ADDRESS = '127.0.0.2';
export const HAS_A_SECOND_ADDRESS = process.platform === 'linux';

/** Whether a bot's health can be had there; false where nobody listens. */
export async function answersAt(address: string, port: number | null): Promise<boolean> {
  try {
    return (await fetch(`http://${address}:${port}/livez`)).ok;
  } catch (error) {
    if (error instanceof TypeError && isRefusal(error.cause)) return false;
    throw error;
  }
}

function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
