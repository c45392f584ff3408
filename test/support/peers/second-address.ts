/**
 * An address of this machine besides 127.0.0.1, where a server on all interfaces answers too. Linux has it by default.
 */
export const SECOND_ADDRESS = '127.0.0.2';
export const HAS_A_SECOND_ADDRESS = process.platform === 'linux';

/** Whether a bot's health answers at an address; false if no server listens. */
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
