import type { AttachmentRecord } from './records.ts';

/** A record as it is shown, under the names that a StaticPod of the first generation had. */
export interface PodEntry {
  /** Of the pod; of the container where there is no pod. */
  readonly name: string;
  readonly namespace: string;
  /** Name of the subnet. */
  readonly vlan: string;
  /** Kubernetes' UID of the pod, else the id of the container. */
  readonly 'pod-id': string;
  readonly ip: string;
  readonly mac: string;
  readonly network: string;
  readonly containerID: string;
  readonly ifname: string;
  readonly master: string;
  /** The interface of the host that the pod's is made on. */
  readonly parent: string;
}

export function podEntry(record: AttachmentRecord): PodEntry {
  const { podName, podNamespace, podUID, subnet, ip, mac, network, containerID, ifname, master, parent } =
    record;
  return {
    name: podName || containerID,
    namespace: podNamespace,
    vlan: subnet,
    'pod-id': podUID || containerID,
    ip,
    mac,
    network,
    containerID,
    ifname,
    master,
    parent,
  };
}
