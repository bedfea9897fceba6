/** Error codes about environments. */
export const environmentsCodes = {
  'address-format': {
    title: 'An address range is not a network',
    why: 'Octets end at 255 and host bits are zero.',
    fix: 'write 10.16.0.0/16',
  },
  'address-overlap': {
    title: 'Two address ranges overlap',
    why: 'Networks of an environment are joined; overlapping ones cannot route.',
    fix: 'choose a free range',
  },
  'address-size': {
    title: 'An address range has a size that the cloud refuses',
    why: 'AWS takes networks from /16 to /24 here, EKS service ranges from /12 to /24, GKE a control plane of /28.',
    fix: 'change the prefix length',
  },
  'address-private': {
    title: 'An address range is not private',
    why: 'Ranges come from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
    fix: 'choose a private range',
  },
  'kafka-size': {
    title: 'A size of Kafka is one that the cloud refuses',
    why: 'Disks start below what they may grow to, and Google gives each vCPU from 1 to 8 GiB.',
    fix: 'write storageGiB: 100, maxStorageGiB: 500 and memory: 12Gi for three vCPUs',
  },
  'asn-conflict': {
    title: 'Two locations have the same BGP number',
    why: 'Routes between them would be dropped as loops.',
    fix: 'choose a free number',
  },
  'tunnel-overlap': {
    title: 'The tunnels of two links have the same inside addresses',
    why: 'A block of inside addresses follows from the BGP numbers of both ends, modulo 32.',
    fix: 'choose a number that leaves another remainder',
  },
  'share-sum': {
    title: 'The shares of a jurisdiction do not sum to 1',
    why: 'Load would be lost or counted twice.',
    fix: 'correct the shares',
  },
  'unknown-jurisdiction': {
    title: 'A location names a jurisdiction that the environment does not have',
    why: 'Residency, hosts and load belong to the jurisdiction.',
    fix: 'add the jurisdiction',
  },
  'empty-jurisdiction': {
    title: 'A jurisdiction has no location',
    why: 'Its customers would be served nowhere.',
    fix: 'add a location or remove the jurisdiction',
  },
  'unknown-standby': {
    title: 'A standby is not a location of the environment',
    why: 'Nobody would take over.',
    fix: 'use the name of another location',
  },
  'standby-cloud': {
    title: 'A standby is in the same cloud',
    why: 'It would be lost together with what it replaces.',
    fix: 'choose a location of the other cloud',
  },
  'standby-jurisdiction': {
    title: 'A standby is in another jurisdiction',
    why: 'Data would leave its jurisdiction in a failover.',
    fix: 'choose a location of the same jurisdiction',
  },
  'standby-missing': {
    title: 'A location has no standby although the environment survives the loss of a cloud',
    why: 'recovery.survives: cloud is a promise for every location.',
    fix: 'name a standby',
  },
  'region-cloud': {
    title: 'A region does not belong to the cloud',
    why: 'AWS writes us-east-1, Google Cloud us-central1.',
    fix: 'use a region of the cloud',
  },
  'region-jurisdiction': {
    title: 'A region lies outside its jurisdiction',
    why: 'London and Zurich are not in the European Union.',
    fix: 'use a region of the jurisdiction',
  },
  'zone-region': {
    title: 'A zone does not belong to the region',
    why: 'AWS zone ids begin with the short region (use1-az1), Google Cloud zones with the region (us-central1-a).',
    fix: 'use zones of the region',
  },
  'cloud-identity': {
    title: 'A location lacks what its cloud needs, or has what the other one needs',
    why: 'AWS: account. Google Cloud: project and addresses.controlPlane.',
    fix: 'add or remove the key',
  },
  'state-backend': {
    title: 'State is kept in the wrong place',
    why: 'State stays in the cloud and jurisdiction it describes; stacks of the edge need a state of their own.',
    fix: 'use s3 with AWS and gcs with Google Cloud',
  },
  'organization-cloud': {
    title: 'An organization does not cover the clouds of its jurisdiction',
    why: 'Audit archives, budgets and human access of a location come from the organization of its cloud.',
    fix: 'add or remove the cloud',
  },
  'archive-separation': {
    title: 'An audit trail would be kept where it was recorded',
    why: 'Whoever takes over the location could then destroy the evidence.',
    fix: 'name an account or project that holds archives only',
  },
  'organization-trail': {
    title: 'Nobody would record the organization',
    why: 'The trail of the whole organization is written by one location of the jurisdiction.',
    fix: 'name the account of a location',
  },
  'admin-network': {
    title: 'A network that may reach the cluster API is not private',
    why: 'The cluster API answers private networks only.',
    fix: 'name a private range',
  },
  'host-domain': {
    title: 'A public host lies outside the domain',
    why: 'Certificates and DNS cover the domain only.',
    fix: 'use a host below the domain',
  },
} as const;
