export { CniError, errorCode } from './error.ts';
export { JsonTypeError } from './json/decode.ts';
export { JsonNumber, JsonObject, JsonSyntaxError, type JsonValue, parseJson } from './json/parse.ts';
export type { Dns } from './result/dns.ts';
export { decodeResult, encodeResult, type Interface, type IpConfig, type Result } from './result/result.ts';
export type { Route } from './result/route.ts';
export { newestVersion, type SpecVersion, supportedVersions } from './version.ts';
