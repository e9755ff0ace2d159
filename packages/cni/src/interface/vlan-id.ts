/** Highest VLAN ID: 4095 is reserved (IEEE 802.1Q, table 9-2), which is `VLAN_N_VID - 2` of linux/if_vlan.h. */
export const MAX_VLAN = 4094;
