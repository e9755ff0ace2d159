/** The attachment whose addresses are masqueraded. */
export interface MasqueradeKey {
  /** Name of the network configuration. */
  readonly network: string;
  readonly containerId: string;
  readonly ifName: string;
}

/** Addresses that no packet from a container is masqueraded to: those of multicast. */
export const MULTICAST = { 4: '224.0.0.0/4', 6: 'ff00::/8' } as const;
