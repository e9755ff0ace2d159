/** What asks the kernel for echoes: it reads messages of all objects, and is loaded for `-echo` alone. */
export { echoing } from '@iplink-ts/rtnetlink';
