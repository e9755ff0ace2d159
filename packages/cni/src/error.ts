/** Error codes of the CNI specification, section "Error", and of the reference library (8, 999). */
export const errorCode = {
  unknown: 0,
  incompatibleVersion: 1,
  unsupportedField: 2,
  unknownContainer: 3,
  invalidEnvironment: 4,
  io: 5,
  decodingFailure: 6,
  invalidNetworkConfig: 7,
  invalidNetns: 8,
  tryAgainLater: 11,
  pluginNotAvailable: 50,
  limitedConnectivity: 51,
  internal: 999,
} as const;

/** What a plugin answers instead of a result: `{"code", "msg", "details"}` on stdout and exit status 1. */
export class CniError extends Error {
  override readonly name = 'CniError';
  /** One of {@link errorCode}, or a plugin's own number from 100 on. */
  readonly code: number;
  /** More for the reader, the remedy for instance; empty when there is nothing to add. */
  readonly details: string;

  constructor(code: number, message: string, details = '', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** An error of a plugin without a code of its own: 999, as every plain error of the reference plugins. */
export function failure(message: string, details = '', options?: ErrorOptions): CniError {
  return new CniError(errorCode.internal, message, details, options);
}

/** Any thrown value as the error that is answered. */
export function toCniError(error: unknown): CniError {
  if (error instanceof CniError) return error;
  return failure(error instanceof Error ? error.message : String(error), '', { cause: error });
}

/** The error object as it is printed: indented by four, `details` only when there are any. */
export function formatError(error: CniError): string {
  const { code, message: msg, details } = error;
  return JSON.stringify(details === '' ? { code, msg } : { code, msg, details }, null, 4);
}
