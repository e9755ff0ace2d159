/** The release of iproute2 whose behaviour this program has. */
export const VERSION_LINE = 'ip utility, iproute2-6.1.0, libbpf 1.1.2\n';

/** Of the package. */
export const OWN_VERSION = '0.1.0';
